//! What all `record` subcommands share: the reference day for dates, texts from stdin, the council and the round.

use std::borrow::Cow;
use std::io::Read;

use chrono::NaiveDate;

use crate::cli::args::TargetArgs;
use crate::cli::context::{Context, Invocation, council_line, describe_status};
use crate::cli::failure::Failure;
use crate::cli::output::Output;
use charter::change::{Act, Change};
use charter::council::Council;
use charter::council_file::CouncilFile;
use charter::ids::CouncilId;
use charter::round::Round;

/// Short dates are near the as-at day, because whoever works as at a day types as on that day.
pub(in crate::cli) fn reference_day(invocation: &Invocation) -> Result<NaiveDate, Failure> {
    Ok(invocation.as_at()?.unwrap_or_else(|| invocation.clock.today()))
}

const MAX_TEXT_BYTES: u64 = 4 << 20;

/// Reads stdin for `-`.
pub fn read_text<'a>(option: &str, given: &'a str) -> Result<Cow<'a, str>, Failure> {
    if given != "-" {
        return Ok(Cow::Borrowed(given));
    }
    let mut text = String::new();
    match std::io::stdin().take(MAX_TEXT_BYTES + 1).read_to_string(&mut text) {
        Ok(read) if read as u64 > MAX_TEXT_BYTES => Err(Failure::Refused(format!(
            "{option}: stdin holds more than {} MB, which is no letter. Nothing was changed; give the text alone",
            MAX_TEXT_BYTES >> 20
        ))),
        Ok(_) => Ok(Cow::Owned(text)),
        Err(error) => Err(Failure::Failed(format!(
            "{option}: stdin could not be read as text ({error}). Nothing was changed; give it as UTF-8"
        ))),
    }
}

pub(super) struct RecordTarget {
    pub(super) context: Context,
    pub(super) round: Round,
    pub(super) council: Council,
    json: bool,
}

impl RecordTarget {
    pub(super) fn open(args: &TargetArgs, invocation: &Invocation, out: &Output) -> Result<Self, Failure> {
        let context = Context::open(invocation, out)?;
        let round = context.round(args.round.round.as_deref())?;
        let council = context.find_council(&args.council, &context.councils()?)?.clone();
        Ok(Self { context, round, council, json: args.json.json })
    }

    pub(super) fn id(&self) -> CouncilId {
        self.council.id
    }

    pub(super) fn council_file(&self) -> Result<CouncilFile, Failure> {
        self.context.file(&self.council, &self.round, self.context.as_at)
    }

    pub(super) fn save(self, act: Act, out: &mut Output) -> Result<(), Failure> {
        self.save_all(vec![act], out)
    }

    pub(super) fn save_all(self, acts: Vec<Act>, out: &mut Output) -> Result<(), Failure> {
        self.save_and_read(acts, out).map(|_| ())
    }

    /// Saves the acts as one change; prints the council's new status, as a document with `--json`. Returns what is on file
    /// then.
    pub(super) fn save_and_read(mut self, acts: Vec<Act>, out: &mut Output) -> Result<Option<CouncilFile>, Failure> {
        let change = Change::all(acts);
        let as_at = self.context.as_at;
        let Some(file) = self.context.save_and_read(&change, Some(self.council.id), &self.round, out)? else {
            return Ok(None);
        };
        out.print_message(&describe_status(&change, &file, &self.round, as_at));
        if self.json {
            out.json(&council_line(&file, as_at).document(&self.round, as_at))?;
        }
        Ok(Some(file))
    }
}
