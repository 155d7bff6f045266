//! The filter of the lists.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::engagement::Promise;
use super::response_group::ResponseGroup;
use super::status::{Flag, Status};
use crate::council_line::CouncilLine;
use crate::ids::CouncilId;
use crate::search_key::{FoundBy, NameRanker, Query, Rank, fold};
use crate::string_enum;
use crate::untrusted::sanitize;

string_enum! {
    Show {
        /// In any of the four groups that missed it.
        Missed = "missed", "missed the deadline";
        /// A reply waits in the inbox.
        Waiting = "waiting", "reply waiting";
        /// See [`ResponseGroup`].
        OnTime = "on-time", "on time";
        Late = "late", "late";
        /// Of any day, not only after the deadline. The code is older than the label.
        Incomplete = "heard-not-confirmed", "incomplete";
        Silent = "silent", "assumed declined (silent)";
        NeverReached = "never-reached", "never reached";
        /// See [`Flag::RepliedLate`].
        RepliedLate = "replied-late", "replied late";
        Awaiting = "awaiting", "awaiting";
        DueSoon = "due-soon", "due soon";
        Holding = "holding", "holding";
        Partial = "partial", "partial";
        Confirmed = "confirmed", "confirmed";
        Declined = "declined", "declined";
        NotSent = "not-sent", "letter not recorded";
        Undelivered = "undelivered", "undelivered";
        PreferencesMissing = "preferences-missing", "preferences missing";
        NeedsChoice = "needs-choice", "needs choice";
        Conflict = "conflict", "conflict";
        UpdateOwed = "update-owed", "update owed";
        /// See [`Promise`].
        PromiseOwed = "promise-owed", "contact owed";
        PromisePlanned = "promise-planned", "contact planned";
        PromiseMet = "promise-met", "contact met";
        PromiseWritten = "promise-written", "contact in writing";
        PromiseMissed = "promise-missed", "contact missed";
        PromiseExcused = "promise-excused", "contact excused";
        CannotDecide = "cannot-decide", "cannot decide in time";
        /// See [`ContactGaps`](crate::contact::ContactGaps).
        NoAddress = "no-address", "no address";
        Bounced = "bounced", "address bounced";
        Unchecked = "unchecked", "contact not checked for a year";
        NoNamedContact = "no-named-contact", "no named contact";
    }
}

impl Show {
    /// Whether the list shows a line for this word.
    pub fn matches(self, line: &CouncilLine) -> bool {
        let status = &line.status;
        match self {
            Self::Missed => status.missed.is_some(),
            Self::Waiting => status.waiting.is_some(),
            Self::OnTime => status.group == ResponseGroup::OnTime,
            Self::Late => status.group == ResponseGroup::Late,
            Self::Incomplete => status.group == ResponseGroup::Incomplete,
            Self::Silent => status.group == ResponseGroup::Silent,
            Self::NeverReached => status.group == ResponseGroup::NeverReached,
            Self::RepliedLate => status.flags.has(Flag::RepliedLate),
            Self::DueSoon => status.flags.has(Flag::DueSoon),
            Self::PreferencesMissing => status.flags.has(Flag::PreferencesMissing),
            Self::NeedsChoice => status.flags.has(Flag::NeedsChoice),
            Self::Conflict => status.flags.has(Flag::Conflict),
            Self::UpdateOwed => status.flags.has(Flag::UpdateOwed),
            Self::PromiseOwed => status.quarterly.promise == Promise::Owed,
            Self::PromisePlanned => status.quarterly.promise == Promise::Planned,
            Self::PromiseMet => status.quarterly.promise == Promise::Met,
            Self::PromiseWritten => status.quarterly.promise == Promise::Written,
            Self::PromiseMissed => status.quarterly.promise == Promise::Missed,
            Self::PromiseExcused => status.quarterly.promise == Promise::Excused,
            Self::CannotDecide => line.decides.cannot_decide_in_time(),
            Self::NoAddress => line.details.contact_gaps.no_address,
            Self::Bounced => line.details.contact_gaps.bounced,
            Self::Unchecked => line.details.contact_gaps.unchecked,
            Self::NoNamedContact => line.named_contact.is_blank(),
            Self::Awaiting => status.status == Status::Awaiting,
            Self::Holding => status.status == Status::Holding,
            Self::Partial => status.status == Status::Partial,
            Self::Confirmed => status.status == Status::Confirmed,
            Self::Declined => status.status == Status::Declined,
            Self::NotSent => status.status == Status::NotSent,
            Self::Undelivered => status.status == Status::Undelivered,
        }
    }
}

/// Some councils, chosen by something that the other conditions cannot say: those behind a figure of a report. A saved view
/// does not keep it, because tomorrow the figure may count others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChosenCouncils {
    /// For people: `late, Wychavon`.
    pub label: String,
    pub councils: BTreeSet<CouncilId>,
}

/// All kinds of condition must hold; of several words in `show`, one is enough.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    pub county: Option<String>,
    pub district: Option<String>,
    pub team: Option<String>,
    /// Empty shows all.
    pub show: BTreeSet<Show>,
    pub find: String,
    /// Shared, because a filter is copied at each search.
    pub chosen: Option<Arc<ChosenCouncils>>,
}

impl Filter {
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// For people: `county Shropshire, declined or silent, “wem”`; `all councils` for an empty filter.
    pub fn describe(&self) -> String {
        let named = [("county", &self.county), ("district", &self.district), ("team", &self.team)];
        let named = named.iter().filter_map(|(what, name)| Some(format!("{what} {}", sanitize(name.as_deref()?))));
        let shown: Vec<&str> = self.show.iter().map(|show| show.label()).collect();
        let shown = (!shown.is_empty()).then(|| shown.join(" or "));
        let find = (!self.find.trim().is_empty()).then(|| format!("“{}”", sanitize(self.find.trim())));
        let chosen = self.chosen.as_ref().map(|chosen| format!("report {}", sanitize(&chosen.label)));
        let parts: Vec<String> = named.chain(chosen).chain(shown).chain(find).collect();
        if parts.is_empty() { "all councils".to_owned() } else { parts.join(", ") }
    }

    /// If true, the list is grouped into the four groups of missed councils.
    pub fn is_missed(&self) -> bool {
        self.show.len() == 1 && self.show.contains(&Show::Missed)
    }

    /// Parses `missed,late`. Both words for one group of councils are known: `silent` and `assumed-declined`.
    ///
    /// # Errors
    ///
    /// [`FilterError::UnknownShow`] for the first unknown word.
    pub fn parse_show(text: &str) -> Result<BTreeSet<Show>, FilterError> {
        let words = text.split(',').map(str::trim).filter(|word| !word.is_empty());
        words.map(|word| show_of(word).ok_or_else(|| FilterError::UnknownShow(word.to_owned()))).collect()
    }

    /// Ignores the find text.
    pub(crate) fn matches(&self, line: &CouncilLine) -> bool {
        let same = |wanted: &Option<String>, name: &str| wanted.as_ref().is_none_or(|wanted| wanted == name);
        same(&self.county, line.county.raw())
            && same(&self.district, line.district.raw())
            && same(&self.team, line.team.raw())
            && self.chosen.as_ref().is_none_or(|chosen| chosen.councils.contains(&line.id))
            && (self.show.is_empty() || self.show.iter().any(|show| show.matches(line)))
    }
}

fn show_of(word: &str) -> Option<Show> {
    let is_silence = Status::from_code(word) == Some(Status::AssumedDeclined);
    Show::from_code(word).or(is_silence.then_some(Show::Silent))
}

/// Each message names the possible values.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum FilterError {
    #[error("the list cannot show “{0}”; it can show {known}", known = all_shows())]
    UnknownShow(String),
    #[error("no council has a {what} yet, so none can be called “{typed}”")]
    NoNames { what: String, typed: String },
    #[error("there is no {what} called “{typed}”; there are: {}", names.join(", "))]
    UnknownName { what: String, typed: String, names: Vec<String> },
}

fn all_shows() -> String {
    Show::ALL.iter().map(|show| show.code()).collect::<Vec<_>>().join(", ")
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Hit {
    /// The line's index in the searched slice.
    pub index: u32,
    /// [`Rank::Exact`] for every line without a find text.
    pub rank: Rank,
    /// The field that matched.
    pub by: FoundBy,
}

/// The lines that match a filter, in the order of `lines`.
///
/// `last` is the result of a shorter query ([`Query::refines`]) under the same filter. Then only those lines are
/// searched again, unless the fuzzy tier is needed, which can match lines that words did not.
pub fn search(lines: &[CouncilLine], filter: &Filter, last: Option<&[Hit]>) -> Vec<Hit> {
    let everything = || (0..).zip(lines).filter(|(_, line)| filter.matches(line));
    let Some(query) = Query::new(&filter.find) else {
        return everything().map(|(index, _)| Hit { index, rank: Rank::Exact, by: FoundBy::Name }).collect();
    };
    let by_words =
        |(index, line): (u32, &CouncilLine)| query.find(&line.search_key).map(|(rank, by)| Hit { index, rank, by });
    let hits: Vec<Hit> = match last {
        Some(last) => last.iter().filter_map(|hit| by_words((hit.index, lines.get(hit.index as usize)?))).collect(),
        None => everything().filter_map(by_words).collect(),
    };
    if !hits.is_empty() {
        return hits;
    }
    let fuzzy = NameRanker::default();
    everything()
        .filter_map(|(index, line)| fuzzy.rank(&query, &line.search_key).map(|rank| (index, rank)))
        .map(|(index, rank)| Hit { index, rank, by: FoundBy::Name })
        .collect()
}

/// Whether no council has the text: then [`search`] gives those with a name most like it, the best not always first.
pub fn is_guess(lines: &[CouncilLine], hits: &[Hit], find: &str) -> bool {
    let text = fold(find);
    let is_like = |hit: &Hit| {
        matches!(hit.rank, Rank::Fuzzy(_))
            && lines.get(hit.index as usize).is_some_and(|line| !fold(line.name.raw()).contains(&text))
    };
    !text.is_empty() && !hits.is_empty() && hits.iter().all(is_like)
}

/// The name that equals `typed` when folded, or the only one that begins with it.
///
/// # Errors
///
/// No name matches, or several do: the error lists the names.
pub fn resolve_name<'a>(what: &str, typed: &str, names: impl Iterator<Item = &'a str>) -> Result<String, FilterError> {
    let wanted = fold(typed);
    let known: BTreeSet<&str> = names.filter(|name| !name.trim().is_empty()).collect();
    if let Some(exact) = known.iter().find(|name| fold(name) == wanted) {
        return Ok((*exact).to_owned());
    }
    let beginning: Vec<&&str> =
        known.iter().filter(|name| !wanted.is_empty() && fold(name).starts_with(&wanted)).collect();
    match beginning.as_slice() {
        [one] => Ok((**one).to_owned()),
        _ if known.is_empty() => Err(FilterError::NoNames { what: what.to_owned(), typed: typed.to_owned() }),
        _ => Err(FilterError::UnknownName {
            what: what.to_owned(),
            typed: typed.to_owned(),
            names: known.iter().map(|name| (*name).to_owned()).collect(),
        }),
    }
}

#[cfg(test)]
mod tests {
    use super::{Filter, Show, resolve_name};

    #[test]
    fn show_is_read_from_words() {
        let show = Filter::parse_show("missed, update_owed").unwrap();
        assert_eq!(Filter::parse_show("assumed declined"), Filter::parse_show("silent"));
        assert_eq!(show.into_iter().collect::<Vec<_>>(), [Show::Missed, Show::UpdateOwed]);
        assert!(Filter::parse_show("mised").unwrap_err().to_string().contains("missed, waiting"));
    }

    #[test]
    fn a_county_is_named_by_its_beginning() {
        let names = || ["Shropshire", "Herefordshire", "Telford and Wrekin"].into_iter();
        assert_eq!(resolve_name("county", "shrop", names()).unwrap(), "Shropshire");
        assert_eq!(resolve_name("county", "Telford & Wrekin", names()).unwrap(), "Telford and Wrekin");
        assert!(resolve_name("county", "Kent", names()).unwrap_err().to_string().contains("Herefordshire, Shropshire"));
    }
}
