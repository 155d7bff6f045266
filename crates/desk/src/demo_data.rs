//! The invented replies of the demonstration: a desk as it could look five days after the deadline.
//!
//! Everything follows from the councils' identities, so that every demonstration shows the same, and no clock and no
//! chance is asked. Nothing in it was said by a real council, and no person occurs in it.

mod answers;
mod incoming;
mod meetings;
mod phrases;
mod work;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use charter::calendar::{Received, add_days};
use charter::change::{
    Act, Change, CouncilDetails, EditCouncil, EditRound, RecordLetter, RecordReply, RecordReturn, Supersedes,
};
use charter::council::Council;
use charter::english::pluralize;
use charter::invitation::Channel;
use charter::returns::{Answer, Wish};
use charter::round::Round;
use charter::untrusted::Untrusted;

pub use incoming::{FILE, demo_sources};
pub use work::{DemoState, demo_work};

/// Days from the letter to the deadline: Monday 4 September to Saturday 30 September 2023.
const LETTER_BEFORE: i64 = 26;

/// The state as at five days after the deadline, as a few changes to be loaded in this order.
///
/// For the first round that is Thursday 5 October 2023. The changes assume that every council was invited in `round`
/// and that nothing else is recorded.
pub fn demo_replies(councils: &[Council], round: &Round) -> Vec<Change> {
    let letter = add_days(round.deadline, -LETTER_BEFORE);
    let dates = Act::Round(EditRound {
        round: round.id,
        code: round.code.clone(),
        version: round.version,
        issued_on: Some(letter),
        deadline: round.deadline,
    });
    let dealt: Vec<Dealt<'_>> = deal(councils);
    let each = |acts: fn(&Dealt<'_>, &Round) -> Vec<Act>| -> Vec<Act> {
        dealt.iter().flat_map(|dealt| acts(dealt, round)).collect()
    };
    let parts = [
        ("letters to", "council", each(letters)),
        ("replies:", "reply", each(heard)),
        ("returns:", "return", each(returned)),
        ("meetings:", "meeting", each(meetings::meeting_acts)),
        ("notes:", "note", each(meetings::notes)),
    ];
    let mut changes = vec![Change::from(dates), named("teams of", "council", teams(councils))];
    changes.extend(parts.into_iter().map(|(what, one, acts)| named(what, one, acts)));
    changes.retain(|change| !change.acts.is_empty());
    changes
}

fn named(what: &str, one: &str, acts: Vec<Act>) -> Change {
    let words = format!("{what} {} (invented)", pluralize(acts.len(), one));
    Change::with_summary(acts, words)
}

/// How a council answers, or does not.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Fate {
    ToBeSent,
    CameBack,
    SentAgain,
    Silent,
    Holding,
    HeardLate,
    WithoutPriorities,
    WithoutWish,
    Confirmed,
    WithoutPreferences,
    TooMany,
    CompletedLate,
    ConfirmedLate,
    Declined,
    DeclinedLate,
    InConflict,
    Withdrew,
}

/// How many of a thousand councils have which fate.
const SHARES: [(Fate, usize); 17] = [
    (Fate::ToBeSent, 8),
    (Fate::CameBack, 27),
    (Fate::SentAgain, 12),
    (Fate::Silent, 345),
    (Fate::Holding, 70),
    (Fate::HeardLate, 15),
    (Fate::WithoutPriorities, 30),
    (Fate::WithoutWish, 18),
    (Fate::Confirmed, 245),
    (Fate::WithoutPreferences, 50),
    (Fate::TooMany, 40),
    (Fate::CompletedLate, 27),
    (Fate::ConfirmedLate, 45),
    (Fate::Declined, 35),
    (Fate::DeclinedLate, 10),
    (Fate::InConflict, 15),
    (Fate::Withdrew, 8),
];

impl Fate {
    /// Whether the council takes part in the end.
    fn takes_part(self) -> bool {
        use Fate::{CompletedLate, Confirmed, ConfirmedLate, TooMany, WithoutPreferences};
        matches!(self, Confirmed | WithoutPreferences | TooMany | CompletedLate | ConfirmedLate)
    }
}

/// A council with its fate.
struct Dealt<'a> {
    council: &'a Council,
    fate: Fate,
}

impl Dealt<'_> {
    /// A number below `sides` that follows from the council's identity and from what it is for.
    fn roll(&self, what: &str, sides: usize) -> usize {
        roll(self.council, what, sides)
    }

    /// One of the texts or values.
    fn one_of<'t, T>(&self, what: &str, from: &'t [T]) -> &'t T {
        &from[self.roll(what, from.len())]
    }
}

/// FNV-1a, then mixed once more: neighbouring identities fall far apart.
fn roll(council: &Council, what: &str, sides: usize) -> usize {
    roll_of(council.id.0, what, sides)
}

fn roll_of(id: i64, what: &str, sides: usize) -> usize {
    let bytes = id.to_le_bytes().into_iter().chain(what.bytes());
    let hash =
        bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3));
    let mixed = (hash ^ (hash >> 31)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    usize::try_from((mixed >> 33) % u64::try_from(sides.max(1)).unwrap_or(1)).unwrap_or(0)
}

/// Deals the fates like cards: their shares hold for any number of councils, and each occurs if there are enough.
fn deal(councils: &[Council]) -> Vec<Dealt<'_>> {
    let mut shuffled: Vec<&Council> = councils.iter().collect();
    shuffled.sort_by_key(|council| (roll(council, "fate", 1 << 30), council.id));
    let total: usize = SHARES.iter().map(|(_, share)| share).sum();
    let fate_at = |place: usize| {
        let mut left = place * total / shuffled.len().max(1);
        for (fate, share) in SHARES {
            if left < share {
                return fate;
            }
            left -= share;
        }
        Fate::Silent
    };
    let mut dealt: Vec<Dealt<'_>> =
        shuffled.iter().enumerate().map(|(place, council)| Dealt { council, fate: fate_at(place) }).collect();
    dealt.sort_by_key(|dealt| dealt.council.position);
    dealt
}

/// Teams of twenty to thirty councils, in bands of each district from north to south, and when each council meets.
fn teams(councils: &[Council]) -> Vec<Act> {
    let mut districts: BTreeMap<&str, Vec<&Council>> = BTreeMap::new();
    for council in councils {
        districts.entry(council.district.raw()).or_default().push(council);
    }
    let mut acts = Vec::new();
    for (district, mut members) in districts {
        let north = |council: &Council| council.parishes.first().and_then(|parish| parish.latitude).unwrap_or(0.0);
        members.sort_by(|a, b| north(b).total_cmp(&north(a)).then(a.id.cmp(&b.id)));
        let number = ((members.len() + 12) / 25).max(1);
        let size = members.len();
        acts.extend(members.iter().enumerate().map(|(place, council)| {
            // Shared out evenly: chunks of a fixed size would leave a small last team.
            let team = place * number / size + 1;
            let name = if number == 1 { format!("{district} SNT") } else { format!("{district} SNT {team}") };
            details(council, &name)
        }));
    }
    acts
}

fn details(council: &Council, team: &str) -> Act {
    let role = ["clerk", "clerk", "clerk", "chair"][roll(council, "role", 4)];
    // `.example` is reserved: no letter can ever reach anybody.
    let address = format!("{role}.{}@councils.example", council.id);
    let details = CouncilDetails {
        team: Some(Untrusted::from(team)),
        contact_role: Some(Untrusted::from(role)),
        contact_address: Some(Untrusted::from(address)),
        meeting_pattern: Some(Untrusted::from(meetings::Pattern::for_council(council).describe())),
        ..CouncilDetails::default()
    };
    Act::Council(EditCouncil { council: council.id, version: None, details })
}

fn letters(dealt: &Dealt<'_>, round: &Round) -> Vec<Act> {
    let sent_on = add_days(round.deadline, -LETTER_BEFORE);
    let by_post = dealt.roll("post", 6) == 0;
    let channel = if by_post { Channel::Post } else { Channel::Email };
    let letter = |sent_on: NaiveDate, channel: Channel, back: Option<i64>| {
        let undelivered_on = back.map(|days| add_days(sent_on, days));
        Act::Letter(RecordLetter {
            council: dealt.council.id,
            round: round.id,
            sent_on: Some(sent_on),
            channel: Some(channel),
            undelivered_on,
        })
    };
    let back = if by_post { 9 } else { 1 };
    match dealt.fate {
        // Forgotten, and to go out on the Monday after the day of the demonstration.
        Fate::ToBeSent => vec![letter(add_days(round.deadline, 9), channel, None)],
        Fate::CameBack => vec![letter(sent_on, channel, Some(back))],
        Fate::SentAgain => {
            let again = add_days(sent_on, back + 2);
            vec![letter(sent_on, channel, Some(back)), letter(again, Channel::ByHand, None)]
        }
        _ => vec![letter(sent_on, channel, None)],
    }
}

/// A day of an answer: on time between the fourth day after the letter and the deadline, or late in the five days after.
fn answered(dealt: &Dealt<'_>, round: &Round, late: bool) -> Received {
    if !late {
        let on = add_days(round.deadline, -(dealt.roll("day", 22) as i64));
        let at = NaiveTime::from_hms_opt(8 + dealt.roll("hour", 12) as u32, dealt.roll("minute", 60) as u32, 0);
        return Received { on, at: at.filter(|_| dealt.roll("timed", 3) > 0) };
    }
    match dealt.roll("late", 6) {
        // Sent at 23:30 UTC on the last evening: half an hour into the next day in London (rule 6).
        0 => Received { on: add_days(round.deadline, 1), at: NaiveTime::from_hms_opt(0, 30, 0) },
        days => Received::day(add_days(round.deadline, days as i64)),
    }
}

fn reply(dealt: &Dealt<'_>, round: &Round, received: Received, text: &str) -> Act {
    let channel = *dealt.one_of("channel", &["e-mail", "e-mail", "e-mail", "phone", "letter"]);
    let from = if dealt.roll("from", 5) == 0 { "chair" } else { "clerk" };
    Act::Reply(RecordReply {
        council: dealt.council.id,
        round: round.id,
        received,
        channel: Untrusted::from(channel),
        from: Untrusted::from(from),
        text: Untrusted::from(text),
    })
}

fn heard(dealt: &Dealt<'_>, round: &Round) -> Vec<Act> {
    let holding = *dealt.one_of("holding", &phrases::HOLDING);
    match dealt.fate {
        Fate::Holding | Fate::CompletedLate => vec![reply(dealt, round, answered(dealt, round, false), holding)],
        Fate::HeardLate => vec![reply(dealt, round, answered(dealt, round, true), holding)],
        fate if fate.takes_part() && dealt.roll("text", 3) == 0 => {
            let received = answered(dealt, round, fate == Fate::ConfirmedLate);
            let text = answers::as_written(&answers::answer(dealt));
            vec![reply(dealt, round, received, &text)]
        }
        _ => Vec::new(),
    }
}

fn returned(dealt: &Dealt<'_>, round: &Round) -> Vec<Act> {
    let act = |received: Received, answer: Answer| {
        Act::Return(RecordReturn {
            council: dealt.council.id,
            round: round.id,
            received,
            answer,
            supersedes: Supersedes::ByDate,
        })
    };
    let (on_time, late) = (answered(dealt, round, false), answered(dealt, round, true));
    let full = answers::answer(dealt);
    let no = answers::refusal(dealt);
    match dealt.fate {
        Fate::ToBeSent | Fate::CameBack | Fate::SentAgain | Fate::Silent | Fate::Holding | Fate::HeardLate => {
            Vec::new()
        }
        Fate::WithoutPriorities => vec![act(on_time, Answer { priorities: Vec::new(), ..full })],
        Fate::WithoutWish => vec![act(on_time, Answer { wish: Wish::Unknown, ..full })],
        Fate::Confirmed | Fate::WithoutPreferences | Fate::TooMany => vec![act(on_time, full)],
        Fate::CompletedLate | Fate::ConfirmedLate => vec![act(late, full)],
        Fate::Declined => vec![act(on_time, no)],
        Fate::DeclinedLate => vec![act(late, no)],
        // Two answers of one day without a time: nobody can tell which came last.
        Fate::InConflict => {
            let (one, other) = if dealt.roll("first", 2) == 0 { (full, no) } else { (no, full) };
            vec![act(Received::day(on_time.on), one), act(Received::day(on_time.on), other)]
        }
        Fate::Withdrew => vec![act(on_time, full), act(Received::day(add_days(round.deadline, 3)), no)],
    }
}

#[cfg(test)]
mod tests;
