//! The councils of the tests: some in each state that a council can be in.

use std::sync::Arc;

use super::{diary, round};
use crate::tui::app::date_range::DateRange;
use charter::agenda::DecisionTiming;
use charter::calendar::Received;
use charter::change::{Act, AddCouncil};
use charter::council::Kind;
use charter::council_line::{CouncilLine, LineDetails};
use charter::diary::DiaryLine;
use charter::engagement::{Engagement, MeetingFact, QuarterFacts};
use charter::ids::{CouncilId, ReturnId};
use charter::map::Place;
use charter::returns::{Frequency, Method, ReturnState, Wish};
use charter::search_key::{FoundBy, SearchKey};
use charter::status::{CouncilStatus, InvitationFact, ReturnFact, StatusFacts};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

struct Known {
    county: &'static str,
    name: &'static str,
    confirmed: bool,
    replies: &'static [&'static str],
    /// Received, wish, number of priorities.
    answer: Option<(&'static str, Wish, u8)>,
}

const KNOWN: [Known; 9] = [
    Known { county: "Herefordshire", name: "Abbey Dore", confirmed: false, replies: &[], answer: None },
    Known {
        county: "Herefordshire",
        name: "Ross-on-Wye Town Council",
        confirmed: true,
        replies: &[],
        answer: Some(("2023-09-12", Wish::Yes, 3)),
    },
    Known {
        county: "Shropshire",
        name: "Shrewsbury Town Council",
        confirmed: true,
        replies: &[],
        answer: Some(("2023-09-29", Wish::Yes, 5)),
    },
    Known {
        county: "Shropshire",
        name: "Wem Rural Parish Council",
        confirmed: true,
        replies: &[],
        answer: Some(("2023-10-03", Wish::Yes, 2)),
    },
    Known { county: "Shropshire", name: "Wem Town Council", confirmed: true, replies: &[], answer: None },
    Known {
        county: "Shropshire",
        name: "Weston Rhyn Parish Council",
        confirmed: true,
        replies: &["2023-09-28"],
        answer: None,
    },
    Known {
        county: "Shropshire",
        name: "Whixall Parish Council",
        confirmed: true,
        replies: &[],
        answer: Some(("2023-09-10", Wish::No, 0)),
    },
    Known {
        county: "Worcestershire",
        name: "Malvern Town Council",
        confirmed: true,
        replies: &[],
        answer: Some(("2023-09-30", Wish::Yes, 0)),
    },
    Known { county: "Worcestershire", name: "Wythall", confirmed: false, replies: &[], answer: None },
];

fn line(index: usize, known: &Known, as_at: NaiveDate) -> CouncilLine {
    let returns: Vec<ReturnFact> = known
        .answer
        .iter()
        .map(|(received, wish, priorities)| ReturnFact {
            id: ReturnId(1),
            received: Received::parse_iso(received).unwrap(),
            wish: *wish,
            priorities: *priorities,
            agreed: if *priorities > 3 { 0 } else { *priorities },
            frequency: (*priorities > 0).then_some(Frequency::Quarterly),
            method: (*priorities > 1).then_some(Method::InPerson),
            state: ReturnState::Replaces,
        })
        .collect();
    let replies: Vec<Received> = known.replies.iter().map(|text| Received::parse_iso(text).unwrap()).collect();
    let letter = InvitationFact { sent_on: Some("2023-09-04".parse().unwrap()), undelivered_on: None };
    let engagement = Engagement {
        last_seen_on: index.is_multiple_of(2).then(|| "2023-03-14".parse().unwrap()),
        next_meeting_on: (index % 3 == 1).then(|| "2023-10-12".parse().unwrap()),
    };
    let id = i64::try_from(index).unwrap() + 1;
    let in_quarter = in_quarter(CouncilId(id), as_at);
    let facts = StatusFacts { invitations: &[letter], replies: &replies, returns: &returns, engagement, in_quarter };
    CouncilLine {
        id: CouncilId(id),
        position: id,
        name: Untrusted::from(known.name),
        name_confirmed: known.confirmed,
        kind: Kind::Parish,
        parishes: format!("E0400000{id}").into(),
        county: Arc::new(Untrusted::from(known.county)),
        district: Arc::new(Untrusted::from(known.county)),
        team: Arc::new(Untrusted::from(if known.county == "Shropshire" { "North SNT" } else { "" })),
        named_contact: Arc::default(),
        decides: DecisionTiming::NoMeetingKnown,
        status: CouncilStatus::derive(&round(), as_at, &facts),
        search_key: SearchKey::new(known.name, std::iter::empty())
            .with_fields([(FoundBy::Team, if known.county == "Shropshire" { "North SNT" } else { "" })].into_iter()),
        details: LineDetails { priority_words: words(known).into(), place: place(index), ..LineDetails::default() },
    }
}

/// Where they are; the last one has no place on record.
fn place(index: usize) -> Option<Place> {
    const PLACES: [(f64, f64); 8] = [
        (51.99098, -2.88466),
        (51.91440, -2.57611),
        (52.71589, -2.74962),
        (52.87375, -2.72682),
        (52.85691, -2.72400),
        (52.91617, -3.07906),
        (52.90883, -2.74086),
        (52.12198, -2.31722),
    ];
    PLACES.get(index).map(|(latitude, longitude)| Place { latitude: *latitude, longitude: *longitude })
}

fn words(known: &Known) -> String {
    let texts = ["Speeding on the main road", "Parking at the school", "Litter"];
    let sent = known.answer.map_or(0, |(_, _, priorities)| priorities.into());
    texts.iter().take(sent).copied().collect::<Vec<_>>().join("; ")
}

/// The quarter's promise after the diary's meetings.
fn in_quarter(council: CouncilId, as_at: NaiveDate) -> QuarterFacts {
    let mut known = QuarterFacts::default();
    let round = round();
    let days = DateRange { from: round.starts_on, until: round.ends_on };
    for line in diary(days).into_iter().filter(|line| line.council == council && line.meeting.is_some()) {
        let DiaryLine { on, attendance, reason, cancelled, .. } = line;
        known.add_meeting(
            &round,
            as_at,
            MeetingFact { on, attendance, reason, planned: line.plan.is_some(), cancelled },
        );
    }
    known
}

pub(super) fn lines(as_at: NaiveDate) -> Vec<CouncilLine> {
    KNOWN.iter().enumerate().map(|(index, known)| line(index, known, as_at)).collect()
}

/// The councils of the shipped register, each in one of the states of the known ones.
pub(super) fn register(as_at: NaiveDate) -> Vec<CouncilLine> {
    let known = lines(as_at);
    let seed = desk::seed::seed().unwrap();
    let acts = seed.change.acts.into_iter().filter_map(|act| match act {
        Act::AddCouncil(council) => Some(council),
        _ => None,
    });
    let line = |(index, council): (usize, AddCouncil)| {
        let places = council
            .parishes
            .iter()
            .filter_map(|parish| Some(Place { latitude: parish.latitude?, longitude: parish.longitude? }));
        let place = Place::middle(places);
        let id = i64::try_from(index).unwrap() + 1;
        CouncilLine {
            id: CouncilId(id),
            position: id,
            search_key: SearchKey::new(council.name.raw(), std::iter::empty()),
            name: council.name,
            name_confirmed: council.name_confirmed,
            county: Arc::new(council.county),
            district: Arc::new(council.district),
            details: LineDetails { place, ..LineDetails::default() },
            ..known[index % known.len()].clone()
        }
    };
    let mut lines: Vec<CouncilLine> = acts.enumerate().map(line).collect();
    // As the store orders them.
    lines.sort_by(|a, b| (a.county.raw(), a.name.raw(), a.id).cmp(&(b.county.raw(), b.name.raw(), b.id)));
    lines
}
