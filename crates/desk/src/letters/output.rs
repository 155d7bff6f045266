//! Writes a batch to a new folder: all files or none.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use chrono::{DateTime, NaiveDate, Utc};
use minijinja::HtmlEscape;
use rust_xlsxwriter::{Format, Workbook, XlsxError};

use super::batch::Batch;
use super::error::LetterError;
use super::folder::{TemporaryFolder, check_place};
use super::render::{Rendered, Renderer};
use super::slip_workbook::{self, SlipWorkbooks};
use super::template::Template;
use charter::change::{Act, DraftLetter};
use charter::invitation::Channel;
use charter::string_enum;
use charter::untrusted::Untrusted;
use formats::mail::draft::{self, Draft, DraftFile};
use store::{ApplyError, Store, StoreError};

string_enum! {
    LetterFormat {
        /// A file for each mail, which a mail program opens as a draft.
        Eml = "eml", "mail drafts (.eml)";
        Csv = "csv", "mail-merge table (.csv)";
        Xlsx = "xlsx", "mail-merge workbook (.xlsx)";
        Html = "html", "pages for paper (.html)";
    }
}

impl LetterFormat {
    /// What a batch is counted in.
    pub fn piece(self) -> &'static str {
        match self {
            Self::Eml => "mail",
            Self::Csv | Self::Xlsx => "row",
            Self::Html => "page",
        }
    }

    pub fn channel(self) -> Channel {
        if self == Self::Html { Channel::Post } else { Channel::Email }
    }
}

/// The files of a batch, which are there, and the acts that record its letters.
#[derive(Debug)]
pub struct Written {
    pub folder: PathBuf,
    /// The number of mails, rows or pages: of the first format.
    pub mails: usize,
    pub acts: Vec<Act>,
    files: Vec<PathBuf>,
    /// Whether the folder was made for them.
    made: bool,
}

impl Written {
    /// After the letters could not be recorded: removes the files, and says so. If it is uncertain whether they were
    /// recorded, the files stay.
    pub fn withdraw(&self, error: &ApplyError) -> String {
        if let ApplyError::Store(StoreError::Uncertain { .. }) = error {
            return format!(
                "The files are kept in {}: if the letters are not recorded, delete them and draft again",
                self.folder.display()
            );
        }
        self.remove();
        "The files were taken away again".to_owned()
    }

    fn remove(&self) {
        self.files.iter().for_each(|path| drop(std::fs::remove_file(path)));
        if self.made {
            let _ = std::fs::remove_dir(&self.folder);
        }
    }
}

/// Writes the mails of a batch into `folder`, which must be new or empty. They are written beside it, one after the other,
/// and moved there when all of them are complete.
///
/// # Errors
///
/// Then no file is left, and there is nothing to record.
pub fn write(
    store: &Store,
    batch: &Batch,
    template: &Template,
    (folder, formats): (&Path, &[LetterFormat]),
    at: DateTime<Utc>,
) -> Result<Written, LetterError> {
    // With a trailing slash the system would follow a link of that name.
    let folder: PathBuf = folder.components().collect();
    let is_there = check_place(&folder)?;
    let renderer = Renderer::new(store, batch, template)?;
    let temporary = TemporaryFolder::beside(&folder)?;
    let failed = |error| LetterError::Unwritable { path: folder.clone(), error };
    let (mut acts, mut mails, mut names) = (Vec::with_capacity(batch.entries.len()), 0, Vec::new());
    let on = batch.material.as_at;
    for (index, format) in formats.iter().enumerate() {
        let mut output = FileOutput::new(*format, temporary.path(), batch, at).map_err(failed)?;
        for indexes in groups(batch, *format) {
            let rendered = renderer.render(&indexes)?;
            output.add(&rendered).map_err(|error| error.at(&folder))?;
            // A letter is recorded once, in however many forms it is written.
            if index == 0 {
                mails += 1;
                acts.extend(rendered.letters.into_iter().map(|(council, draft)| record(batch, council, draft, on)));
            }
        }
        names.extend(output.finish().map_err(|error| error.at(&folder))?);
    }
    temporary.persist(&folder, is_there).map_err(failed)?;
    let files = names.into_iter().map(|name| folder.join(name)).collect();
    Ok(Written { folder, mails, acts, files, made: !is_there })
}

/// Only mails are shared: a table has a row and paper a page for each letter.
fn groups(batch: &Batch, format: LetterFormat) -> Vec<Vec<usize>> {
    match format {
        LetterFormat::Eml => batch.mails(),
        LetterFormat::Csv | LetterFormat::Xlsx | LetterFormat::Html => {
            (0..batch.entries.len()).map(|index| vec![index]).collect()
        }
    }
}

fn record(batch: &Batch, council: charter::ids::CouncilId, draft: charter::letter::LetterDraft, on: NaiveDate) -> Act {
    Act::DraftLetter(DraftLetter { council, round: batch.material.round.id, draft, channel: batch.request.channel, on })
}

enum OutputError {
    Io(io::Error),
    Table(String),
}

impl From<io::Error> for OutputError {
    fn from(error: io::Error) -> Self {
        Self::Io(error)
    }
}

impl From<csv::Error> for OutputError {
    fn from(error: csv::Error) -> Self {
        Self::Io(io::Error::other(error))
    }
}

impl From<XlsxError> for OutputError {
    fn from(error: XlsxError) -> Self {
        match error {
            XlsxError::IoError(error) => Self::Io(error),
            other => Self::Table(other.to_string()),
        }
    }
}

impl OutputError {
    fn at(self, folder: &Path) -> LetterError {
        match self {
            Self::Io(error) => LetterError::Unwritable { path: folder.to_owned(), error },
            Self::Table(why) => LetterError::Table(why),
        }
    }
}

/// Writes one mail after the other and holds none of them, except for a workbook.
enum FileOutput<'a> {
    Eml { folder: &'a Path, names: Vec<String>, at: DateTime<Utc>, digits: usize, slips: SlipWorkbooks },
    Csv(Box<csv::Writer<File>>),
    Xlsx { workbook: Box<Workbook>, row: u32, path: PathBuf },
    Html { page: BufWriter<File> },
}

const PAGE_START: &str = include_str!("page_start.html");

impl<'a> FileOutput<'a> {
    fn new(format: LetterFormat, folder: &'a Path, batch: &'a Batch, at: DateTime<Utc>) -> io::Result<Self> {
        let create = |name: &str| File::create_new(folder.join(name));
        Ok(match format {
            LetterFormat::Eml => {
                let digits = batch.entries.len().to_string().len();
                let slips = SlipWorkbooks::new(&batch.material.round.code).map_err(io::Error::other)?;
                Self::Eml { folder, names: Vec::new(), at, digits, slips }
            }
            LetterFormat::Csv => {
                let file = create("letters.csv")?;
                let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
                writer.write_record(headings()).map_err(io::Error::other)?;
                Self::Csv(Box::new(writer))
            }
            LetterFormat::Xlsx => {
                let mut workbook = Workbook::new();
                let bold = Format::new().set_bold();
                let sheet = workbook.add_worksheet();
                for (column, name) in (0..).zip(headings()) {
                    sheet.write_string_with_format(0, column, name, &bold).map_err(io::Error::other)?;
                }
                sheet.set_freeze_panes(1, 0).map_err(io::Error::other)?;
                Self::Xlsx { workbook: Box::new(workbook), row: 1, path: folder.join("letters.xlsx") }
            }
            LetterFormat::Html => {
                let mut page = BufWriter::new(create("letters.html")?);
                page.write_all(PAGE_START.as_bytes())?;
                Self::Html { page }
            }
        })
    }

    fn add(&mut self, mail: &Rendered) -> Result<(), OutputError> {
        match self {
            Self::Eml { folder, names, at, digits, slips } => {
                let council = mail.fields.councils.first().map_or("", |council| council.name.as_str());
                let name = format!("{:0digits$}-{}.eml", names.len() + 1, slug(council));
                let (to, from) = (&mail.address, &mail.fields.mailbox);
                let (subject, body) = (&mail.subject, &mail.body);
                let attachments = slip_file(mail, slips).map_err(OutputError::Table)?;
                let draft = Draft { to, from, subject, body, date: *at, attachments: &attachments };
                let mut file = File::create_new(folder.join(&name))?;
                file.write_all(&draft::write(&draft))?;
                file.sync_all()?;
                names.push(name);
            }
            Self::Csv(writer) => {
                let cells = cells(mail);
                writer
                    .write_record(cells.iter().map(|cell| Untrusted::from(cell.as_str()).escape_csv().into_owned()))?;
            }
            Self::Xlsx { workbook, row, .. } => {
                let sheet = workbook.worksheet_from_index(0)?;
                for (column, cell) in (0..).zip(cells(mail)) {
                    // Written as a text, which no program runs.
                    sheet.write_string(*row, column, crate::workbook::shorten(cell))?;
                }
                *row += 1;
            }
            Self::Html { page } => {
                write!(page, "<article>\n<p class=\"to\">{}</p>\n", HtmlEscape(&address_lines(mail)))?;
                write!(
                    page,
                    "<h1>{}</h1>\n<div class=\"text\">{}</div>\n</article>\n",
                    HtmlEscape(&mail.subject),
                    HtmlEscape(&mail.body)
                )?;
            }
        }
        Ok(())
    }

    /// The names of the files.
    fn finish(self) -> Result<Vec<String>, OutputError> {
        match self {
            Self::Eml { names, .. } => Ok(names),
            Self::Csv(mut writer) => {
                writer.flush()?;
                writer.into_inner().map_err(|error| error.into_error())?.sync_all()?;
                Ok(vec!["letters.csv".to_owned()])
            }
            Self::Xlsx { mut workbook, path, .. } => {
                workbook.save(&path)?;
                File::open(&path)?.sync_all()?;
                Ok(vec!["letters.xlsx".to_owned()])
            }
            Self::Html { mut page } => {
                page.write_all(b"</body>\n</html>\n")?;
                page.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
                Ok(vec!["letters.html".to_owned()])
            }
        }
    }
}

/// The reply slip as a workbook, beside the one in the text.
fn slip_file(mail: &Rendered, slips: &SlipWorkbooks) -> Result<Vec<DraftFile>, String> {
    let councils = mail.fields.councils.iter().filter(|council| !council.slip.is_empty());
    let councils: Vec<(&str, &str)> = councils.map(|council| (council.code.as_str(), council.name.as_str())).collect();
    if councils.is_empty() {
        return Ok(Vec::new());
    }
    let (name, media_type) = (slip_workbook::FILE_NAME.to_owned(), slip_workbook::MEDIA_TYPE);
    Ok(vec![DraftFile { name, media_type, bytes: slips.write(&councils)? }])
}

/// To the role at the council, and its postal address if one is on record.
fn address_lines(mail: &Rendered) -> String {
    let fields = &mail.fields;
    let to = format!("The {}, {}\n{}", fields.salutation, fields.council_names, fields.postal_address);
    to.trim_end().to_owned()
}

/// The fields of a mail that are not in a council's part are the same in each row.
fn headings() -> Vec<&'static str> {
    let common = super::fields::MAIL_FIELDS.iter().map(|(name, _)| *name).filter(|name| *name != "council_names");
    let own = super::fields::COUNCIL_FIELDS.iter().map(|(name, _)| *name).filter(|name| *name != "name");
    ["council", "address", "subject", "body"].into_iter().chain(common).chain(own).chain(["priorities"]).collect()
}

fn cells(mail: &Rendered) -> Vec<String> {
    let fields = &mail.fields;
    let own = fields.councils.first();
    let mut cells = vec![
        own.map(|council| council.name.clone()).unwrap_or_default(),
        mail.address.clone(),
        mail.subject.clone(),
        mail.body.clone(),
    ];
    cells.extend(
        fields.texts().into_iter().filter(|(name, _)| *name != "council_names").map(|(_, text)| text.to_owned()),
    );
    if let Some(own) = own {
        cells.extend(own.texts().into_iter().filter(|(name, _)| *name != "name").map(|(_, text)| text.to_owned()));
        cells.push(own.priorities.join("; "));
    }
    cells
}

/// `wem-town-council`: ASCII letters and figures of the name.
fn slug(name: &str) -> String {
    const MAX: usize = 48;
    let plain: String = charter::search_key::fold(name)
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let words: Vec<&str> = plain.split('-').filter(|word| !word.is_empty()).collect();
    let slug: String = words.join("-").chars().take(MAX).collect();
    if slug.is_empty() { "council".to_owned() } else { slug.trim_end_matches('-').to_owned() }
}
