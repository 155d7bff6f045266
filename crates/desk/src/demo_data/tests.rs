//! The demonstration is the same every time, shows every state, and names nobody.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};

use super::{add_days, demo_replies};
use crate::demo_data::phrases;
use crate::demo_data::work::EXCUSE;
use charter::calendar::Quarter;
use charter::change::{Change, Moment};
use charter::council::{Council, FormerContact, Kind, Parish};
use charter::edit::{IdAllocator, Record, RecordSet, Table};
use charter::ids::{CouncilId, InvitationId, RoundId};
use charter::invitation::{Channel, Invitation};
use charter::meeting::{Attendance, Reason};
use charter::response_group::ResponseGroup;
use charter::round::Round;
use charter::status::{CouncilStatus, Flag, InvitationFact, ReturnFact, Status, StatusFacts};
use charter::untrusted::Untrusted;

fn desk() -> (Vec<Council>, Round) {
    let councils = (1..=600).map(|id| Council {
        id: CouncilId(id),
        version: 1,
        position: id - 1,
        name: Untrusted::from(format!("Parish {id}")),
        name_confirmed: true,
        kind: Kind::Parish,
        county: Untrusted::from("County"),
        district: Untrusted::from(if id <= 170 { "North" } else { "South" }),
        team: Untrusted::default(),
        former_contact: FormerContact::default(),
        meeting_pattern: Untrusted::default(),
        pattern: None,
        active_from: None,
        inactive_on: None,
        successors: Vec::new(),
        parishes: vec![Parish {
            code: format!("E04{id:06}"),
            name: Untrusted::from("P"),
            latitude: None,
            longitude: None,
        }],
    });
    let deadline = "2023-09-30".parse().unwrap();
    (councils.collect(), Round::for_quarter(RoundId(1), Quarter { year: 2023, number: 4 }, deadline))
}

/// Applies the changes to records in memory, as a store would.
fn made(changes: &[Change]) -> Vec<Record> {
    let (councils, round) = desk();
    let mut rows = RecordSet::default();
    let mut after: std::collections::BTreeMap<_, Record> = std::collections::BTreeMap::new();
    let mut put = |rows: &mut RecordSet, record: Record| {
        after.insert(record.key(), record.clone());
        rows.insert(record);
    };
    for council in &councils {
        let (id, sent_on) = (InvitationId(council.id.0), None);
        let channel = Channel::Email;
        let letter =
            Invitation { id, version: 1, council: council.id, round: round.id, sent_on, channel, undelivered_on: None };
        put(&mut rows, Record::Council(council.clone()));
        put(&mut rows, Record::Invitation(letter));
    }
    put(&mut rows, Record::Round(round));
    let mut ids = IdAllocator::starting_after([(Table::Councils, 600), (Table::Rounds, 1), (Table::Invitations, 600)]);
    let at: DateTime<Utc> = "2023-10-05T13:02:11Z".parse().unwrap();
    for change in changes {
        for edit in change.edits(&mut rows, &mut ids, Moment { at }).unwrap() {
            put(&mut rows, edit.after.unwrap());
        }
    }
    after.into_values().collect()
}

fn standings(records: &[Record], as_at: NaiveDate) -> Vec<CouncilStatus> {
    let (councils, round) = desk();
    councils
        .iter()
        .map(|council| {
            let of = || records.iter().filter(|record| record.council() == Some(council.id));
            let invitations: Vec<InvitationFact> = of()
                .filter_map(|record| match record {
                    Record::Invitation(letter) => {
                        Some(InvitationFact { sent_on: letter.sent_on, undelivered_on: letter.undelivered_on })
                    }
                    _ => None,
                })
                .collect();
            let replies: Vec<_> = of()
                .filter_map(|record| match record {
                    Record::Reply(reply) => Some(reply.received),
                    _ => None,
                })
                .collect();
            let returns: Vec<ReturnFact> = of()
                .filter_map(|record| match record {
                    Record::Return(returned) => Some(ReturnFact {
                        id: returned.id,
                        received: returned.received,
                        wish: returned.answer.wish,
                        priorities: u8::try_from(returned.answer.priorities.len()).unwrap(),
                        agreed: u8::try_from(returned.answer.agreed().len()).unwrap(),
                        frequency: returned.answer.frequency.clone(),
                        method: returned.answer.method.clone(),
                        state: returned.state,
                    }),
                    _ => None,
                })
                .collect();
            let facts = StatusFacts {
                invitations: &invitations,
                replies: &replies,
                returns: &returns,
                ..StatusFacts::default()
            };
            CouncilStatus::derive(&round, as_at, &facts)
        })
        .collect()
}

#[test]
fn the_same_every_time() {
    let (councils, round) = desk();
    assert_eq!(demo_replies(&councils, &round), demo_replies(&councils, &round));
    assert!(demo_replies(&councils, &round).len() <= 10);
    assert!(demo_replies(&[], &round).len() <= 1, "without councils only the round's letter is left");
}

#[test]
fn every_status_flag_and_group_occurs() {
    let (councils, round) = desk();
    let records = made(&demo_replies(&councils, &round));
    let now = standings(&records, add_days(round.deadline, 5));
    let before = standings(&records, add_days(round.deadline, -5));
    let seen: BTreeSet<Status> = now.iter().map(|standing| standing.status).collect();
    let flags: BTreeSet<Flag> = now.iter().flat_map(|standing| standing.flags.iter()).collect();
    let missed: BTreeSet<ResponseGroup> = now.iter().filter_map(|standing| standing.missed).collect();
    // Awaiting and due soon end with the deadline. A demonstration as at an earlier day shows them.
    let wanted = Status::ALL.iter().filter(|status| **status != Status::Awaiting);
    assert_eq!(seen, wanted.copied().collect());
    assert_eq!(flags, Flag::ALL.iter().filter(|flag| **flag != Flag::DueSoon).copied().collect());
    assert_eq!(missed, ResponseGroup::MISSED.into());
    assert!(before.iter().any(|standing| standing.flags.has(Flag::DueSoon) && standing.status == Status::Awaiting));
    let replied = now.iter().filter(|standing| standing.heard_on.is_some()).count();
    assert!((340..=400).contains(&replied), "about 60 % of 600 replied: {replied}");
}

#[test]
fn meetings_have_every_attendance_and_some_are_planned() {
    let (councils, round) = desk();
    let records = made(&demo_replies(&councils, &round));
    let today = add_days(round.deadline, 5);
    let meetings: Vec<_> = records
        .iter()
        .filter_map(|record| match record {
            Record::Meeting(meeting) => Some(meeting),
            _ => None,
        })
        .collect();
    let ways: BTreeSet<Attendance> = meetings.iter().filter_map(|meeting| meeting.facts.attendance).collect();
    let reasons: BTreeSet<Reason> = meetings.iter().filter_map(|meeting| meeting.facts.reason).collect();
    assert_eq!((ways.len(), reasons.len()), (Attendance::ALL.len(), Reason::ALL.len()));
    assert!(meetings.iter().all(|meeting| (meeting.facts.on >= today) == meeting.facts.attendance.is_none()));
    assert!(
        meetings.iter().filter(|meeting| meeting.facts.on >= round.starts_on && meeting.facts.on < today).count() > 5
    );
}

#[test]
fn a_team_has_twenty_to_thirty_councils() {
    let (councils, round) = desk();
    let records = made(&demo_replies(&councils, &round));
    let mut sizes = std::collections::BTreeMap::new();
    for record in &records {
        if let Record::Council(council) = record {
            *sizes.entry(council.team.raw().to_owned()).or_insert(0) += 1;
        }
    }
    assert!(sizes.values().all(|size| (20..=30).contains(size)), "{sizes:?}");
}

#[test]
fn nobody_is_named() {
    let (councils, round) = desk();
    for record in made(&demo_replies(&councils, &round)) {
        let texts: Vec<String> = match &record {
            Record::Reply(reply) => vec![reply.text.raw().into(), reply.from.raw().into(), reply.channel.raw().into()],
            Record::Return(returned) => {
                let priorities = returned.answer.priorities.iter().map(|priority| priority.received.raw().to_owned());
                priorities.chain([returned.answer.views.raw().to_owned()]).collect()
            }
            Record::Meeting(meeting) => {
                let officers = meeting.facts.officers.iter().map(|officer| officer.raw().to_owned());
                officers.chain([meeting.facts.note.raw().into(), meeting.facts.place.raw().into()]).collect()
            }
            Record::Note(note) => vec![note.text.raw().into()],
            _ => Vec::new(),
        };
        assert!(texts.iter().all(|text| !names_a_person(text)), "{texts:?}");
    }
}

/// Two capitalised words in a row, or a title.
fn names_a_person(text: &str) -> bool {
    let capitalised = |word: &str| {
        let mut letters = word.chars();
        letters.next().is_some_and(char::is_uppercase) && letters.next().is_some_and(char::is_lowercase)
    };
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).any(|pair| capitalised(pair[0]) && capitalised(pair[1]) && !pair[0].ends_with(['.', ':', '?']))
        || words.iter().any(|word| {
            ["mr", "mrs", "ms", "cllr", "councillor", "pc", "pcso", "sgt"]
                .contains(&word.to_lowercase().trim_matches('.'))
        })
}

#[test]
fn nobody_is_named_in_the_work_either() {
    let actions = phrases::lines("actions").into_iter().flat_map(|action| action.split(" | ").skip(1));
    let texts = ["evidence", "progress", "results", "updates"].into_iter().flat_map(phrases::lines);
    for text in actions.chain(texts).chain([EXCUSE]) {
        assert!(!names_a_person(text), "{text}");
    }
}

#[test]
fn a_name_would_be_noticed() {
    assert!(names_a_person("ask Some Body") && names_a_person("Cllr X"));
    assert!(!names_a_person("Received with thanks. Members are asking"));
}
