//! What the ways of recording have in common: the day that is typed against, the council that is meant, the answer.

use std::io::Read;

use chrono::NaiveDate;

use crate::cli::args::{JsonArg, RoundArg};
use crate::cli::context::{Context, Invocation, council_line, describe_status};
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::{dates, find_council};
use charter::calendar::{DateBias, format_full};
use charter::change::Change;
use charter::council::Council;
use charter::council_file::CouncilFile;
use charter::round::Round;
use charter::untrusted::Untrusted;

/// The day that a date without a year is near to: the as-at day, for whoever works as at a day types as on that day.
pub(super) fn reference_day(asked: &Invocation) -> Result<NaiveDate, Failure> {
    Ok(asked.as_at()?.unwrap_or_else(|| asked.clock.today()))
}

/// The longest text that is taken, in bytes.
const MAX_TEXT_BYTES: u64 = 4 << 20;

/// A text that was given, or stdin for `-`.
pub(super) fn read_text(option: &str, given: &str) -> Result<Untrusted, Failure> {
    if given != "-" {
        return Ok(Untrusted::from(given));
    }
    let mut text = String::new();
    match std::io::stdin().take(MAX_TEXT_BYTES + 1).read_to_string(&mut text) {
        Ok(read) if read as u64 > MAX_TEXT_BYTES => Err(Failure::Refused(format!(
            "{option}: stdin holds more than {} MB, which is no letter. Nothing was changed; give the text alone",
            MAX_TEXT_BYTES >> 20
        ))),
        Ok(_) => Ok(Untrusted::from(text.trim_end_matches(['\n', '\r']))),
        Err(error) => Err(Failure::Failed(format!(
            "{option}: stdin could not be read as text ({error}). Nothing was changed; give it as UTF-8"
        ))),
    }
}

/// Echoes a date that was typed as people do, so that a mistake is seen.
pub(super) fn echo_date(typed: &str, understood: &str, said: &str, out: &Output) {
    if typed.trim() != understood {
        out.print_message(&format!("“{}” is taken as {said}", typed.trim()));
    }
}

/// A day that may be left out: the as-at day then.
pub(super) fn parse_day(
    option: &str,
    typed: Option<&str>,
    lean: DateBias,
    asked: &Invocation,
    out: &Output,
) -> Result<NaiveDate, Failure> {
    let today = reference_day(asked)?;
    let Some(typed) = typed else { return Ok(today) };
    let on = dates::parse_day(option, typed, today, lean)?;
    echo_date(typed, &on.to_string(), &format_full(on), out);
    Ok(on)
}

/// The database, the round and the council that something is recorded about.
pub(super) struct RecordTarget {
    pub(super) desk: Context,
    pub(super) round: Round,
    pub(super) council: Council,
}

impl RecordTarget {
    /// Opens the database and finds the council.
    pub(super) fn open(typed: &str, round: &RoundArg, asked: &Invocation, out: &Output) -> Result<Self, Failure> {
        let desk = Context::open(asked, out)?;
        let round = desk.round(round.round.as_deref())?;
        let council = find_council::find(typed, &desk.store.councils()?)?.clone();
        Ok(Self { desk, round, council })
    }

    /// The council's file as at the as-at day.
    pub(super) fn council_file(&self) -> Result<CouncilFile, Failure> {
        self.desk.file(&self.council, &self.round, self.desk.as_at)
    }

    /// Makes the change; says how the council stands now, as a document if one is asked for.
    pub(super) fn save(mut self, change: impl Into<Change>, json: &JsonArg, out: &mut Output) -> Result<(), Failure> {
        let change = change.into();
        let as_at = self.desk.as_at;
        let Some(file) = self.desk.save_and_read(&change, Some(self.council.id), &self.round, out)? else {
            return Ok(());
        };
        out.print_message(&describe_status(&change, &file, &self.round, as_at));
        if !json.json {
            return Ok(());
        }
        out.json(&council_line(&file).document(&self.round, as_at))
    }
}
