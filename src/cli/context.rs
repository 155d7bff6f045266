//! The open database, the author and the as-at day of one run.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::args::GlobalArgs;
use super::failure::Failure;
use super::fields::read;
use super::find_council;
use crate::cli::environment::Environment;
use crate::cli::output::Output;
use crate::clock::Clock;
use crate::settings::Settings;
use charter::calendar::{DateBias, Quarter, format_short};
use charter::change::{Act, Change, Moment};
use charter::council::Council;
use charter::council_file::CouncilFile;
use charter::council_line::{CouncilLine, LineDetails};
use charter::english::pluralize;
use charter::ids::{CouncilId, EntryId};
use charter::journal::Saved;
use charter::round::{Round, round_on};
use charter::search_key::SearchKey;
use desk::inbox::{InboxMemo, add_waiting, waiting_replies};
use desk::seed::seed;
use formats::sandbox::SandboxedReader;
use store::{ApplyError, Page, Store};

#[derive(Clone, Debug)]
pub struct Invocation {
    pub global: GlobalArgs,
    pub environment: Environment,
    pub clock: Clock,
}

impl Invocation {
    pub fn database(&self) -> Result<PathBuf, Failure> {
        let given = self.global.database.clone().or_else(|| self.environment.database.clone());
        given.ok_or_else(|| {
            Failure::Failed(
                "there is no home folder to keep the database in. Nothing was changed. Say where it is with \
                 --database PATH"
                    .to_owned(),
            )
        })
    }

    pub fn as_at(&self) -> Result<Option<NaiveDate>, Failure> {
        let today = self.clock.today();
        let typed = self.global.as_at.as_deref();
        let read_day = |typed| read(&[("as-at", Some(typed))], today, |reader| reader.date("as-at", DateBias::Nearest));
        typed.map(read_day).transpose()
    }

    pub fn by(&self) -> Result<String, Failure> {
        match &self.global.by {
            Some(by) if by.trim().is_empty() => {
                Err(Failure::Usage("--by: the name is empty. Nothing was changed; say who makes the change".to_owned()))
            }
            Some(by) => Ok(by.trim().to_owned()),
            None => Ok(self.environment.user.clone().unwrap_or_else(|| crate::session::UNKNOWN_AUTHOR.to_owned())),
        }
    }

    /// The defaults if there is no settings file.
    pub fn settings(&self) -> Result<Settings, Failure> {
        let Some(path) = &self.environment.settings else { return Ok(Settings::default()) };
        Settings::read(path).map_err(|error| Failure::Usage(error.to_string()))
    }

    /// Reads files of other people in a child process: this program, started again.
    pub fn sandbox(&self) -> Result<SandboxedReader, Failure> {
        let program = self.environment.program.clone().ok_or_else(|| {
            Failure::Failed(
                "the system does not say where this program lies, which reads files by starting itself. Nothing was \
                 changed; start it by its path"
                    .to_owned(),
            )
        })?;
        Ok(SandboxedReader::new(program))
    }

    /// Our own letters, so that the reader can tell them from the council's words.
    pub fn letters(&self) -> Result<Vec<String>, Failure> {
        let Some(settings) = &self.environment.settings else { return Ok(Vec::new()) };
        crate::settings::read_letters(settings).map_err(|error| Failure::Usage(error.to_string()))
    }

    /// The folder for the user's own templates of letters, beside the settings.
    pub fn own_templates(&self) -> Option<PathBuf> {
        Some(self.environment.settings.as_ref()?.with_file_name("templates"))
    }

    /// A command line for the same database, for advice: `charterdesk undo`.
    pub fn command(&self, words: &str) -> String {
        match &self.global.database {
            None => format!("charterdesk {words}"),
            Some(path) => format!("charterdesk --database {} {words}", shell_quote(&path.to_string_lossy())),
        }
    }
}

fn shell_quote(text: &str) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "/._-+:@%".contains(c);
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', r"'\''"))
    }
}

pub struct Context {
    pub store: Store,
    pub as_at: NaiveDate,
    pub moment: Moment,
    pub by: String,
    pub invocation: Invocation,
}

impl Context {
    /// Prints what was created, and the store's notices.
    pub fn open(invocation: &Invocation, out: &Output) -> Result<Self, Failure> {
        // Invalid options fail before a database is created.
        let (as_at, by) = (invocation.as_at()?, invocation.by()?);
        let moment = invocation.clock.now();
        let opened = Store::open(&invocation.database()?, moment, seed)?;
        if let Some(seeded) = opened.seeded {
            out.print_message(&format!(
                "a new database was made at {}: {} ({}), round {}",
                opened.store.path().display(),
                pluralize(seeded.councils, "council"),
                pluralize(seeded.parishes, "parish"),
                seeded.round
            ));
        }
        opened.notices.iter().chain(&opened.store.location_warnings()).for_each(|notice| out.print_message(notice));
        let as_at = as_at.unwrap_or_else(|| moment.today());
        Ok(Self { store: opened.store, as_at, moment, by, invocation: invocation.clone() })
    }

    /// The newest round unless one is named.
    pub fn round(&self, named: Option<&str>) -> Result<Round, Failure> {
        let rounds = self.store.rounds()?;
        let Some(named) = named else {
            return round_on(&rounds, self.as_at)
                .cloned()
                .ok_or_else(|| Failure::Refused("no round is open. Nothing was changed".to_owned()));
        };
        let wanted = Quarter::parse(named).map_or_else(|| named.to_owned(), |quarter| quarter.to_string());
        let known: Vec<String> = rounds.iter().map(|round| round.code.clone()).collect();
        rounds.into_iter().find(|round| round.code == wanted).ok_or_else(|| {
            let known = known.join(", ");
            Failure::Refused(format!("there is no round “{named}”; there are: {known}. Nothing was changed"))
        })
    }

    /// As at the day, those that do not exist on it too.
    pub fn councils(&self) -> Result<Vec<Council>, Failure> {
        Ok(self.store.councils_as_at(self.as_at)?)
    }

    /// # Errors
    /// See [`find_council::find`].
    pub fn find_council<'a>(&self, typed: &str, councils: &'a [Council]) -> Result<&'a Council, Failure> {
        find_council::find(typed, councils, &self.store.aliases()?)
    }

    pub fn file(&self, council: &Council, round: &Round, as_at: NaiveDate) -> Result<CouncilFile, Failure> {
        let file = self.store.council_file(council.id, round, as_at)?;
        file.map(|file| self.with_waiting(file, round, as_at)).transpose()?.ok_or_else(|| {
            Failure::Refused(format!("council {} is not there any more. Look at `charterdesk list`", council.id))
        })
    }

    /// All councils with their status, and with the replies that wait in the inbox.
    pub fn lines(&self, round: &Round, as_at: NaiveDate) -> Result<Vec<CouncilLine>, Failure> {
        let mut lines = self.store.lines(round, as_at, Page::All)?;
        add_waiting(&mut lines, &waiting_replies(&self.store, round, as_at, &mut InboxMemo::default())?);
        Ok(lines)
    }

    fn with_waiting(&self, mut file: CouncilFile, round: &Round, as_at: NaiveDate) -> Result<CouncilFile, Failure> {
        let waiting = waiting_replies(&self.store, round, as_at, &mut InboxMemo::default())?;
        file.status.waiting = waiting.get(&file.council.id).copied();
        Ok(file)
    }

    pub fn save(&mut self, change: &Change, out: &Output) -> Result<Saved, Failure> {
        Ok(self.try_save(change, out)?)
    }

    /// For a caller that has to know why the change was not saved.
    pub fn try_save(&mut self, change: &Change, out: &Output) -> Result<Saved, ApplyError> {
        let saved = self.store.apply(change, &self.by, self.moment)?;
        self.print_saved(&saved, out);
        Ok(saved)
    }

    /// Makes a backup and saves an import. `None` after a dry run, or if there is nothing to change; then `unchanged`
    /// says so.
    pub fn save_import(
        &mut self,
        acts: Vec<Act>,
        summary: String,
        dry_run: bool,
        unchanged: &str,
        out: &Output,
    ) -> Result<Option<EntryId>, Failure> {
        if dry_run {
            out.print_message("dry run: nothing was changed; leave out --dry-run to import");
            return Ok(None);
        }
        if acts.is_empty() {
            out.print_message(unchanged);
            return Ok(None);
        }
        let backup = self.store.backup("before an import", self.moment)?;
        out.print_message(&format!("a backup was made: {}", backup.path.display()));
        Ok(Some(self.save(&Change::with_summary(acts, summary), out)?.entry))
    }

    pub fn save_and_read(
        &mut self,
        change: &Change,
        council: Option<CouncilId>,
        round: &Round,
        out: &Output,
    ) -> Result<Option<CouncilFile>, Failure> {
        let as_at = self.as_at;
        let Some(council) = council else { return self.save(change, out).map(|_| None) };
        let (saved, file) = self.store.apply_and_read(change, (&self.by, self.moment), (council, round, as_at))?;
        self.print_saved(&saved, out);
        // The change is committed: what cannot be read now must not sound as if it were not.
        Ok(file.map(|file| {
            self.with_waiting(file.clone(), round, as_at).unwrap_or_else(|_| {
                out.print_message("whether a reply waits in the inbox could not be read; run `charterdesk check`");
                file
            })
        }))
    }

    fn print_saved(&mut self, saved: &Saved, out: &Output) {
        self.store.take_notices().iter().for_each(|notice| out.print_message(notice));
        out.print_message(&format!(
            "saved: {} (undo with: {})",
            saved.words.sanitized(),
            self.invocation.command("undo")
        ));
    }
}

/// The council's new status. A change dated in the future does not affect it yet, and the text says so.
pub fn describe_status(change: &Change, file: &CouncilFile, round: &Round, as_at: NaiveDate) -> String {
    let standing = file.status.explain(round, as_at);
    match change.pending_note(as_at) {
        Some(not_yet) => format!("{not_yet}; as at {} still {standing}", format_short(as_at, as_at)),
        None => format!("now {standing}"),
    }
}

pub fn council_line(file: &CouncilFile, as_at: NaiveDate) -> CouncilLine {
    let council = &file.council;
    let codes: Vec<&str> = council.parishes.iter().map(|parish| parish.code.as_str()).collect();
    CouncilLine {
        id: council.id,
        position: council.position,
        name: council.name.clone(),
        name_confirmed: council.name_confirmed,
        kind: council.kind,
        parishes: codes.join(" ").into(),
        county: council.county.clone().into(),
        district: council.district.clone().into(),
        team: council.team.clone().into(),
        named_contact: file.named_contact(as_at).cloned().unwrap_or_default().into(),
        status: file.status.clone(),
        decides: file.decides,
        search_key: SearchKey::new(council.name.raw(), council.parishes.iter().map(|parish| parish.name.raw())),
        details: LineDetails::default(),
    }
}

#[cfg(test)]
mod tests {
    use super::shell_quote;

    #[test]
    fn a_path_is_one_word_of_a_shell() {
        assert_eq!(shell_quote("/tmp/desk.db"), "/tmp/desk.db");
        assert_eq!(shell_quote("my desk's.db"), r"'my desk'\''s.db'");
    }
}
