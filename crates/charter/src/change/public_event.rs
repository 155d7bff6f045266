//! Surgeries and street briefings.

use super::moment::{Moment, check_year};
use crate::edit::{Edit, IdAllocator, Key, Need, RecordSet, Refusal, Table, check_version};
use crate::ids::{CouncilId, PublicEventId};
use crate::public_event::{EventFacts, EventKind, PublicEvent};

/// Records an event for the public, planned or held, or changes its record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordEvent {
    /// The record to change, and the version that the user saw.
    pub known: Option<(PublicEventId, i64)>,
    /// All councils that it covers.
    pub councils: Vec<CouncilId>,
    pub facts: EventFacts,
}

impl RecordEvent {
    pub(super) fn needs(&self) -> Vec<Need> {
        let known = self.known.map(|(id, _)| Need::Record(Key { table: Table::PublicEvents, id: id.0 }));
        self.councils.iter().map(|council| Need::council(*council)).chain(known).collect()
    }

    /// `surgery at Village hall`.
    pub(super) fn describe(&self) -> String {
        format!("{} at {}", self.facts.title(), self.facts.place.sanitized())
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator, moment: Moment) -> Result<Vec<Edit>, Refusal> {
        self.councils.iter().try_for_each(|council| rows.council(*council).map(|_| ()))?;
        check(&self.facts, &self.councils, moment)?;
        let mut councils = self.councils.clone();
        councils.sort_unstable();
        councils.dedup();
        let facts = self.facts.clone();
        let Some((id, version)) = self.known else {
            let id = PublicEventId(ids.allocate(Table::PublicEvents));
            return Ok(vec![Edit::create(PublicEvent { id, version: 1, councils, facts })]);
        };
        let known = rows.public_event(id)?;
        check_version(known.clone(), version, "the event")?;
        let after = PublicEvent { councils, facts, ..known.clone() };
        if after == *known {
            return Err(Refusal::Unchanged("the event is already recorded like this".to_owned()));
        }
        Ok(vec![Edit::replace(known.clone(), after)])
    }
}

pub(super) fn check(facts: &EventFacts, councils: &[CouncilId], moment: Moment) -> Result<(), Refusal> {
    check_year("the event is", facts.on)?;
    if facts.place.is_blank() {
        return Err(Refusal::Invalid("say where the event is held".to_owned()));
    }
    if facts.kind == EventKind::Committee && !councils.is_empty() {
        return Err(Refusal::Invalid("a meeting of a committee covers no council; leave the councils out".to_owned()));
    }
    if facts.attendance.is_some() && facts.on > moment.today() {
        return Err(Refusal::Invalid("this event is still to come; say how many came once it was held".to_owned()));
    }
    if facts.counts_as_contact {
        check_contact(facts, councils, moment)?;
    }
    Ok(())
}

/// Nothing counts before it was held, nor for nobody.
fn check_contact(facts: &EventFacts, councils: &[CouncilId], moment: Moment) -> Result<(), Refusal> {
    let refuse = |why: &str| Err(Refusal::Invalid(why.to_owned()));
    if facts.kind == EventKind::Committee {
        return refuse("a meeting of a committee is no contact with a council; say no to counting it as contact");
    }
    if councils.is_empty() {
        return refuse("say which councils the event covers: it can only count as contact with them");
    }
    if facts.on > moment.today() {
        return refuse("this event is still to come; say that it counts as contact once it was held");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::{CouncilId, EventFacts, EventKind, PublicEvent, PublicEventId, RecordEvent, check};
    use crate::change::Moment;
    use crate::edit::{IdAllocator, RecordSet, Refusal};
    use rstest::rstest;

    #[rstest]
    #[case("2023-10-05", "Village hall", Some(12), None)]
    #[case("2023-10-20", "Village hall", None, None)]
    #[case("2023-10-20", "Village hall", Some(12), Some("still to come"))]
    #[case("2023-10-05", " ", None, Some("where the event is held"))]
    #[case("1923-10-05", "Village hall", None, Some("check the year"))]
    fn an_event_has_a_place_and_only_a_held_one_is_counted(
        #[case] on: &str,
        #[case] place: &str,
        #[case] attendance: Option<u32>,
        #[case] refused: Option<&str>,
    ) {
        let facts = EventFacts { on: on.parse().unwrap(), place: place.into(), attendance, ..EventFacts::default() };
        let act = RecordEvent { known: None, councils: Vec::new(), facts };
        let moment = Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() };
        let edits = act.edits(&RecordSet::default(), &mut IdAllocator::default(), moment);
        match (edits, refused) {
            (Ok(edits), None) => assert_eq!(edits.len(), 1),
            (Err(Refusal::Invalid(why)), Some(words)) => assert!(why.contains(words), "{why}"),
            (other, _) => panic!("{other:?}"),
        }
    }

    #[rstest]
    #[case("2023-10-05", EventKind::Surgery, &[7], None)]
    #[case("2023-10-06", EventKind::Surgery, &[7], Some("still to come"))]
    #[case("2023-10-05", EventKind::Surgery, &[], Some("which councils"))]
    #[case("2023-10-05", EventKind::Committee, &[], Some("no contact with a council"))]
    #[case("2023-10-05", EventKind::Committee, &[7], Some("covers no council"))]
    fn only_a_held_event_for_councils_counts_as_contact(
        #[case] on: &str,
        #[case] kind: EventKind,
        #[case] councils: &[i64],
        #[case] refused: Option<&str>,
    ) {
        let facts = EventFacts {
            on: on.parse().unwrap(),
            kind,
            place: "Hall".into(),
            counts_as_contact: true,
            ..EventFacts::default()
        };
        let councils: Vec<CouncilId> = councils.iter().map(|id| CouncilId(*id)).collect();
        let moment = Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() };
        let why = check(&facts, &councils, moment).err().map(|refusal| refusal.to_string());
        assert_eq!(why.is_some(), refused.is_some(), "{why:?}");
        assert!(refused.is_none_or(|words| why.unwrap_or_default().contains(words)));
    }

    #[test]
    fn the_same_event_again_changes_nothing() {
        let facts = EventFacts { on: "2023-10-05".parse().unwrap(), place: "Hall".into(), ..EventFacts::default() };
        let known = PublicEvent { id: PublicEventId(1), version: 1, councils: Vec::new(), facts: facts.clone() };
        let mut rows = RecordSet::default();
        rows.insert(known.into());
        let act = RecordEvent { known: Some((PublicEventId(1), 1)), councils: Vec::new(), facts };
        let moment = Moment { at: "2023-10-05T09:00:00Z".parse().unwrap() };
        let refused = act.edits(&rows, &mut IdAllocator::default(), moment);
        assert!(matches!(refused, Err(Refusal::Unchanged(_))));
    }
}
