//! The councils of a record that several can have: named, of a filter, or all. One change for all of them.

use crate::cli::args::SeveralArgs;
use crate::cli::context::{Context, Invocation, council_line, describe_status};
use crate::cli::failure::Failure;
use crate::cli::filter::{describe_filter, matching, parse_filter};
use crate::cli::output::Output;
use charter::change::{Act, Change};
use charter::council::Council;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::round::Round;
use store::Page;

pub(super) struct Targets {
    pub(super) context: Context,
    pub(super) round: Round,
    pub(super) councils: Vec<Council>,
    /// Whether one council was named, so that the document is one object.
    is_single: bool,
    json: bool,
}

impl Targets {
    pub(super) fn open(args: &SeveralArgs, invocation: &Invocation, out: &Output) -> Result<Self, Failure> {
        let context = Context::open(invocation, out)?;
        let round = context.round(args.round.round.as_deref())?;
        let councils = find_councils(args, &context, &round, out)?;
        Ok(Self { context, round, councils, is_single: args.councils.len() == 1, json: args.json.json })
    }

    pub(super) fn named(
        councils: &[String],
        round: Option<&str>,
        json: bool,
        invocation: &Invocation,
        out: &Output,
    ) -> Result<Self, Failure> {
        let context = Context::open(invocation, out)?;
        let round = context.round(round)?;
        let named = find_named(councils, &context)?;
        Ok(Self { context, round, councils: named, is_single: councils.len() == 1, json })
    }

    /// The ids of other councils, each once.
    pub(super) fn find_others(&self, typed: &[String]) -> Result<Vec<CouncilId>, Failure> {
        Ok(find_named(typed, &self.context)?.iter().map(|council| council.id).collect())
    }

    /// Saves one act for each council: see [`Targets::save_all`].
    pub(super) fn save(self, act: impl Fn(&Council) -> Act, out: &mut Output) -> Result<(), Failure> {
        let acts = self.councils.iter().map(act).collect();
        self.save_all(acts, out)
    }

    /// Saves the acts; prints the new status of a single council, and with `--json` the councils as they are then.
    pub(super) fn save_all(mut self, acts: Vec<Act>, out: &mut Output) -> Result<(), Failure> {
        let change = Change::all(acts);
        let as_at = self.context.as_at;
        if let [one] = self.councils.as_slice()
            && self.is_single
        {
            let Some(file) = self.context.save_and_read(&change, Some(one.id), &self.round, out)? else {
                return Ok(());
            };
            out.print_message(&describe_status(&change, &file, &self.round, as_at));
            return if self.json { out.json(&council_line(&file, as_at).document(&self.round, as_at)) } else { Ok(()) };
        }
        self.context.save(&change, out)?;
        if !self.json {
            return Ok(());
        }
        let mut lines = self.context.store.lines(&self.round, as_at, Page::All)?;
        lines.sort_by_key(|line| (line.position, line.id));
        let changed = lines.iter().filter(|line| self.councils.iter().any(|council| council.id == line.id));
        out.json(&changed.map(|line| line.document(&self.round, as_at)).collect::<Vec<_>>())
    }
}

/// Each council once, however often it is named.
fn find_named(typed: &[String], context: &Context) -> Result<Vec<Council>, Failure> {
    let all = context.councils()?;
    let mut named: Vec<Council> = Vec::with_capacity(typed.len());
    for typed in typed {
        let council = context.find_council(typed, &all)?;
        if named.iter().all(|known| known.id != council.id) {
            named.push(council.clone());
        }
    }
    Ok(named)
}

fn find_councils(args: &SeveralArgs, context: &Context, round: &Round, out: &Output) -> Result<Vec<Council>, Failure> {
    let lines = context.store.lines(round, context.as_at, Page::All)?;
    let filter = parse_filter(&args.narrow, &lines, context, out)?;
    if !args.councils.is_empty() {
        if !filter.is_empty() {
            return Err(usage("name councils, or narrow the list with --county and the like, not both"));
        }
        return find_named(&args.councils, context);
    }
    if filter.is_empty() && !args.all {
        let all = pluralize(lines.len(), "council");
        return Err(usage(&format!(
            "no council is named; name some, narrow the list with --county and the like, or give --all for {all}"
        )));
    }
    let selected: Vec<CouncilId> = matching(&filter, lines).iter().map(|line| line.id).collect();
    if selected.is_empty() {
        let described = describe_filter(&filter);
        return Err(Failure::Refused(format!(
            "no council matches all these filters: {described}. Nothing was changed"
        )));
    }
    let mut councils = context.councils()?;
    councils.retain(|council| selected.contains(&council.id));
    Ok(councils)
}

fn usage(why: &str) -> Failure {
    Failure::Usage(format!("{why}. Nothing was changed"))
}
