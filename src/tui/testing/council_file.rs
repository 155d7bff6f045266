//! A council's file.

use super::{day, meeting, planned, reading};
use charter::agenda::DecisionTiming;
use charter::calendar::Received;
use charter::contact::{Contact, ContactFacts};
use charter::council::{Council, FormerContact, Parish};
use charter::council_file::CouncilFile;
use charter::council_line::CouncilLine;
use charter::ids::{ContactId, CouncilId, ReturnId, RoundId};
use charter::meeting::Attendance;
use charter::returns::{Answer, Return, ReturnState, SentPriority, Wish};
use charter::untrusted::Untrusted;

/// A council's file: its return, if any, and two meetings.
pub fn file(id: CouncilId) -> Box<CouncilFile> {
    let reading = reading(day());
    let line = reading.lines.iter().find(|line| line.id == id).unwrap();
    let mut file = Box::new(CouncilFile {
        sources: Vec::new(),
        priorities: Vec::new(),
        updates: Vec::new(),
        excuses: Vec::new(),
        decisions: Vec::new(),
        team: None,
        areas: Vec::new(),
        officers: Vec::new(),
        changes: Vec::new(),
        newest: council(line),
        successors: Vec::new(),
        coming: Vec::new(),
        decides: DecisionTiming::NoMeetingKnown,
        council: council(line),
        contacts: vec![contact(id)],
        status: line.status.clone(),
        letters: Vec::new(),
        drafted_letters: Vec::new(),
        replies: Vec::new(),
        returns: returned(line).into_iter().collect(),
        events: Vec::new(),
        meetings: vec![planned(id), meeting(id, 1, "2023-03-14", Some(Attendance::InPerson))],
        notes: Vec::new(),
        history: Vec::new(),
    });
    crate::tui::testing::work::fill(&mut file);
    file
}

fn contact(council: CouncilId) -> Contact {
    let facts =
        ContactFacts { role: "the clerk".into(), email: "clerk@council.example".into(), ..ContactFacts::default() };
    Contact { id: ContactId(1), version: 1, councils: vec![council], facts }
}

fn council(line: &CouncilLine) -> Council {
    Council {
        id: line.id,
        version: 1,
        position: line.position,
        name: line.name.clone(),
        name_confirmed: line.name_confirmed,
        kind: line.kind,
        county: (*line.county).clone(),
        district: (*line.district).clone(),
        team: (*line.team).clone(),
        former_contact: FormerContact::default(),
        meeting_pattern: Untrusted::from("second Tuesday monthly, not August"),
        pattern: None,
        active_from: None,
        inactive_on: None,
        successors: Vec::new(),
        parishes: vec![Parish { code: "E04000001".into(), name: line.name.clone(), latitude: None, longitude: None }],
    }
}

fn returned(line: &CouncilLine) -> Option<Return> {
    let texts = ["Speeding on the main road", "Parking at the school", "Litter", "Noise", "Dogs"];
    let received = |text: &&str| SentPriority {
        slot: None,
        received: Untrusted::from(*text),
        agreed: None,
        category: None,
        priority: None,
    };
    let answer = Answer {
        wish: line.status.wish.unwrap_or(Wish::Unknown),
        priorities: texts.iter().take(line.status.priorities.into()).map(received).collect(),
        frequency: line.status.frequency.clone(),
        method: line.status.method.clone(),
        views: Untrusted::default(),
    };
    line.status.returned_on.map(|on| Return {
        id: ReturnId(1),
        version: 1,
        council: line.id,
        round: RoundId(1),
        received: Received::day(on),
        recorded_at: "2023-10-03T09:00:00Z".parse().unwrap(),
        answer: answer.agree_all_if_few(false),
        state: ReturnState::Replaces,
    })
}
