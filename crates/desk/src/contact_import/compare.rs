//! What the rows of a list would change.

use std::collections::HashMap;

use charter::alias::Alias;
use charter::change::Act;
use charter::contact::{Contact, ContactFacts};
use charter::council::Council;
use charter::ids::CouncilId;
use charter::untrusted::{Untrusted, sanitize};
use chrono::NaiveDate;
use reading::contacts::{ContactColumn, ContactList, ContactRow};

use super::councils::{CouncilFinder, Question};
use super::known::{ContactKey, KnownContacts, Taken, Wanted};
use crate::sheet_file::{Row, Sheet, SheetFile, describe_row};

/// What the rows are compared with.
#[derive(Clone, Copy, Debug)]
pub struct ContactContext<'a> {
    /// The active ones.
    pub councils: &'a [Council],
    pub aliases: &'a [Alias],
    pub contacts: &'a [Contact],
    pub today: NaiveDate,
    /// The role of rows that name none.
    pub role: Option<&'a str>,
    /// When the whole list was checked; for rows that do not say it.
    pub checked_on: Option<NaiveDate>,
}

/// A row for which nothing is recorded until a person has mended it.
#[derive(Clone, Debug, PartialEq)]
pub struct AskedRow {
    /// The sheet; blank for a CSV file and for cards.
    pub sheet: Untrusted,
    /// From 1; 0 for the whole file.
    pub line: u64,
    /// As written.
    pub council: Untrusted,
    /// A sentence without its full stop.
    pub why: String,
    pub candidates: Vec<CouncilId>,
}

impl AskedRow {
    /// For people: `row 7, “Wellington”: several councils may be meant`.
    pub fn describe(&self) -> String {
        describe_row(&self.sheet, self.line, &self.council, &self.why)
    }
}

/// What a list would change.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Comparison {
    pub acts: Vec<Act>,
    /// Contacts, not rows.
    pub new: usize,
    pub amended: usize,
    pub unchanged: usize,
    /// In the order of the file.
    pub asked: Vec<AskedRow>,
    /// The headings and what they were taken for.
    pub columns: Vec<(Untrusted, ContactColumn)>,
    /// Whether names of people were left out.
    pub left_out_names: bool,
}

impl Comparison {
    /// For the journal: `contacts from clerks.csv: 12 new, 3 amended`.
    pub fn summary(&self, file: &str) -> String {
        format!("contacts from {}: {} new, {} amended", sanitize(file), self.new, self.amended)
    }

    /// Contacts of the list that are certain.
    pub fn taken(&self) -> usize {
        self.new + self.amended + self.unchanged
    }
}

/// # Errors
/// No sheet of the file is a list of contacts; a sentence without its full stop.
pub fn compare(file: &SheetFile, context: ContactContext<'_>) -> Result<Comparison, String> {
    let mut comparison = Comparison::default();
    let rows = read_rows(file, context, &mut comparison)?;
    let finder = CouncilFinder::new(context.councils, context.aliases);
    // By the index of the row, so that what is asked stays in the order of the file.
    let mut asked: Vec<(usize, Question)> = Vec::new();
    let mut wanted = WantedContacts::default();
    for (index, (_, _, row)) in rows.iter().enumerate() {
        comparison.left_out_names |= row.left_out_name;
        match finder.find(row) {
            Err(question) => asked.push((index, question)),
            Ok(councils) => add_wanted(row, index, &councils, context, &mut wanted, &mut asked),
        }
    }
    let wanted = wanted.without_rivals(&mut asked);
    let mut known = KnownContacts::new(context.contacts, &file.name, context.today);
    for wanted in wanted {
        let (rows, councils) = (wanted.rows.clone(), wanted.councils.clone());
        match known.take(wanted) {
            Ok(Taken::New) => comparison.new += 1,
            Ok(Taken::Amended) => comparison.amended += 1,
            Ok(Taken::Unchanged) => comparison.unchanged += 1,
            Err(why) => {
                asked.extend(
                    rows.into_iter().map(|row| (row, Question { why: why.clone(), candidates: councils.clone() })),
                );
            }
        }
    }
    asked.sort_by_key(|(row, _)| *row);
    comparison.asked.extend(asked.into_iter().map(|(index, Question { why, candidates })| {
        let (sheet, line, row) = &rows[index];
        let council = if row.council.is_blank() { &row.code } else { &row.council };
        AskedRow { sheet: sheet.name.clone(), line: *line, council: council.clone(), why, candidates }
    }));
    comparison.acts = known.acts();
    Ok(comparison)
}

type ReadRow<'a> = (&'a Sheet, u64, ContactRow);

/// The rows of all sheets that are lists. What cannot be read is asked about.
fn read_rows<'a>(
    file: &'a SheetFile,
    context: ContactContext<'_>,
    comparison: &mut Comparison,
) -> Result<Vec<ReadRow<'a>>, String> {
    let blank = Untrusted::default();
    let ask = |line: u64, sheet: &Untrusted, why: String| AskedRow {
        sheet: sheet.clone(),
        line,
        council: Untrusted::default(),
        why,
        candidates: Vec::new(),
    };
    comparison.asked.extend(file.unreadable.iter().map(|(line, why)| ask(*line, &blank, why.clone())));
    let lists: Vec<_> = file.sheets.iter().map(|sheet| (sheet, ContactList::new(&sheet.header))).collect();
    if !lists.iter().any(|(_, list)| list.is_ok()) {
        let first = lists.into_iter().find_map(|(_, list)| list.err()).map(|error| error.to_string());
        let unreadable = || file.unreadable.first().map(|(_, why)| why.clone());
        return Err(first.or_else(unreadable).unwrap_or_else(|| "there is no row in it".to_owned()));
    }
    let mut rows = Vec::new();
    for (sheet, list) in lists {
        match list {
            // A workbook may hold other sheets beside the list.
            Err(error) => comparison.asked.push(ask(0, &sheet.name, error.to_string())),
            Ok(list) => {
                let columns = list.columns().map(|(heading, column)| (heading.clone(), column));
                comparison.columns.extend(columns.filter(|(heading, _)| !heading.is_blank()));
                let read = |row: &Row| (sheet, row.line, list.read(&row.cells, context.role, context.today));
                rows.extend(sheet.rows.iter().map(read));
            }
        }
    }
    Ok(rows)
}

#[derive(Default)]
struct WantedContacts {
    contacts: Vec<Wanted>,
    /// The index of each, by what makes it the same.
    indexes: HashMap<(ContactKey, Option<NaiveDate>), usize>,
}

const NO_ADDRESS: &str = "it has no e-mail address, phone number or postal address";

const RIVAL: &str =
    "another row gives the same council the same role at another address; end one with a day in “valid to”";

fn add_wanted(
    row: &ContactRow,
    index: usize,
    councils: &[CouncilId],
    context: ContactContext<'_>,
    wanted: &mut WantedContacts,
    asked: &mut Vec<(usize, Question)>,
) {
    let ask = |why: &str| (index, Question { why: why.to_owned(), candidates: councils.to_vec() });
    if row.contacts.is_empty() {
        asked.push(ask(NO_ADDRESS));
    }
    for contact in &row.contacts {
        match contact {
            Ok(facts) if facts.address().is_blank() && facts.phone.is_blank() => asked.push(ask(NO_ADDRESS)),
            Ok(facts) => {
                let checked_on = facts.checked_on.or(context.checked_on);
                wanted.add(councils, ContactFacts { checked_on, ..facts.clone() }, index);
            }
            Err(why) => asked.push(ask(why)),
        }
    }
}

impl WantedContacts {
    /// The same role at the same address in several rows is one contact of all their councils.
    fn add(&mut self, councils: &[CouncilId], facts: ContactFacts, row: usize) {
        let key = (ContactKey::of(&facts), facts.valid_to);
        let known = self.indexes.get(&key).filter(|_| !facts.address().is_blank());
        match known.and_then(|index| self.contacts.get_mut(*index)) {
            Some(known) => {
                known.facts = known.facts.merged(&facts);
                known.councils.extend(councils);
                known.councils.sort_unstable();
                known.councils.dedup();
                known.rows.push(row);
            }
            None => {
                self.indexes.insert(key, self.contacts.len());
                let mut councils = councils.to_vec();
                councils.sort_unstable();
                councils.dedup();
                self.contacts.push(Wanted { councils, facts, rows: vec![row] });
            }
        }
    }

    /// Leaves out contacts of one council and one role at different addresses, of which none has ended: a person has to say
    /// which holds.
    fn without_rivals(self, asked: &mut Vec<(usize, Question)>) -> Vec<Wanted> {
        let places = |wanted: &Wanted| -> Vec<(CouncilId, String)> {
            let role = ContactKey::of(&wanted.facts).role;
            let councils = wanted.councils.iter().filter(|_| wanted.facts.valid_to.is_none());
            councils.map(|council| (*council, role.clone())).collect()
        };
        let mut counts: HashMap<(CouncilId, String), usize> = HashMap::new();
        self.contacts.iter().flat_map(places).for_each(|place| *counts.entry(place).or_default() += 1);
        let has_rival =
            |wanted: &Wanted| places(wanted).iter().any(|place| counts.get(place).is_some_and(|it| *it > 1));
        let (rivals, sure): (Vec<Wanted>, Vec<Wanted>) = self.contacts.into_iter().partition(has_rival);
        for rival in rivals {
            let question = || Question { why: RIVAL.to_owned(), candidates: rival.councils.clone() };
            asked.extend(rival.rows.iter().map(|row| (*row, question())));
        }
        sure
    }
}
