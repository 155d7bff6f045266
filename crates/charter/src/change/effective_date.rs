//! The day from which a change counts.

use chrono::NaiveDate;

use super::act::{Act, Change};
use crate::calendar::format_short;

impl Change {
    /// The latest day of the recorded returns, replies and letters. The change does not count before it. `None` if
    /// the change records none of these.
    pub(crate) fn effective_on(&self) -> Option<NaiveDate> {
        self.acts.iter().filter_map(effective_on).max()
    }

    /// The beginning of a sentence (`it is not counted before 10 Oct`), if the change counts only after the as-at day
    /// on screen.
    pub fn pending_note(&self, as_at: NaiveDate) -> Option<String> {
        let on = self.effective_on().filter(|on| *on > as_at)?;
        Some(format!("it is not counted before {}", format_short(on, as_at)))
    }
}

fn effective_on(act: &Act) -> Option<NaiveDate> {
    match act {
        Act::Return(act) => Some(act.received.on),
        Act::Reply(act) => Some(act.received.on),
        Act::AgreePriorities(act) => Some(act.facts.on),
        Act::ResolveConflict(act) => Some(act.facts.on),
        Act::Letter(act) => act.undelivered_on.max(act.sent_on),
        Act::MarkSent(act) => Some(act.on),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{Act, Change, NaiveDate};
    use crate::change::RecordLetter;
    use crate::ids::{CouncilId, RoundId};
    use rstest::rstest;

    #[rstest]
    #[case("2023-10-09", Some("it is not counted before 10 Oct"))]
    #[case("2023-10-10", None)]
    #[case("2022-12-31", Some("it is not counted before 10 Oct 2023"))]
    fn later_facts_are_not_counted_yet(#[case] as_at: NaiveDate, #[case] expected: Option<&str>) {
        let (council, round, on) = (CouncilId(1), RoundId(1), "2023-10-10".parse().ok());
        let letter = RecordLetter { council, round, sent_on: None, channel: None, undelivered_on: on };
        let change = Change::from(Act::Letter(letter));
        assert_eq!(change.pending_note(as_at).as_deref(), expected);
        assert_eq!(Change::all(Vec::new()).pending_note(as_at), None);
    }
}
