//! Demo data: replies as they could look five days after the deadline.
//!
//! The data follow from the councils' ids alone, so every demonstration shows the same. No real council said any of
//! it, and no person occurs in it.

mod answers;
mod incoming;
mod meetings;
mod phrases;
mod scenario;
mod work;

use std::collections::BTreeMap;

use chrono::{NaiveDate, NaiveTime};

use charter::calendar::{Received, add_days};
use charter::change::{
    Act, Change, CouncilDetails, EditCouncil, EditRound, MarkBounced, RecordContact, RecordLetter, RecordReply,
    RecordReturn, Supersedes,
};
use charter::contact::ContactFacts;
use charter::council::Council;
use charter::invitation::Channel;
use charter::returns::{Answer, Wish};
use charter::round::Round;
use charter::untrusted::Untrusted;

use scenario::{DemoCouncil, Scenario, assign_scenarios, roll, titled_change};

pub use incoming::{DEMO_FILE, demo_sources};
pub use work::{DemoState, demo_work};

/// In days: Monday 4 September to Saturday 30 September 2023.
const LETTER_BEFORE: i64 = 26;

/// The state as at five days after the deadline, as changes to load in this order.
///
/// For the first round that is Thursday 5 October 2023. The changes assume that `round` has an invitation for every
/// council and nothing else.
pub fn demo_replies(councils: &[Council], round: &Round) -> Vec<Change> {
    let letter = add_days(round.deadline, -LETTER_BEFORE);
    let dates = Act::Round(EditRound {
        round: round.id,
        code: round.code.clone(),
        version: round.version,
        issued_on: Some(letter),
        deadline: round.deadline,
        terms: round.terms.clone(),
    });
    let demo: Vec<DemoCouncil<'_>> = assign_scenarios(councils);
    let each = |acts: fn(&DemoCouncil<'_>, &Round) -> Vec<Act>| -> Vec<Act> {
        demo.iter().flat_map(|demo| acts(demo, round)).collect()
    };
    let parts = [
        ("letters to", "council", each(letter_acts)),
        ("bounces:", "address", each(bounce_acts)),
        ("replies:", "reply", each(reply_acts)),
        ("returns:", "return", each(return_acts)),
        ("meetings:", "meeting", each(meetings::meeting_acts)),
        ("notes:", "note", each(meetings::notes)),
    ];
    let mut changes = vec![
        Change::from(dates),
        titled_change("teams of", "council", teams(councils)),
        titled_change("contacts of", "council", councils.iter().map(|council| contact(council, round)).collect()),
    ];
    changes.extend(parts.into_iter().map(|(what, one, acts)| titled_change(what, one, acts)));
    changes.retain(|change| !change.acts.is_empty());
    changes
}

/// Teams of twenty to thirty councils, in bands of each district from north to south, with meeting patterns.
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
        acts.extend(members.iter().enumerate().map(|(index, council)| {
            // Teams of equal size: fixed chunks would leave a small last team.
            let team = index * number / size + 1;
            let name = if number == 1 { format!("{district} SNT") } else { format!("{district} SNT {team}") };
            details(council, &name)
        }));
    }
    acts
}

fn details(council: &Council, team: &str) -> Act {
    let details = CouncilDetails {
        team: Some(Untrusted::from(team)),
        meeting_pattern: Some(Untrusted::from(meetings::Pattern::for_council(council).describe())),
        ..CouncilDetails::default()
    };
    Act::Council(EditCouncil { council: council.id, version: None, details })
}

/// Most addresses were checked within the year before the deadline.
fn contact(council: &Council, round: &Round) -> Act {
    let (role, email) = contact_of(council);
    let checked_on = Some(add_days(round.deadline, -(roll(council, "checked", 400) as i64)));
    let facts = ContactFacts {
        role: Untrusted::from(role),
        email: Untrusted::from(email),
        source: Untrusted::from("invented"),
        checked_on,
        ..ContactFacts::default()
    };
    Act::Contact(RecordContact { known: None, councils: vec![council.id], facts })
}

/// Role and address. `.example` is reserved, so no letter can reach anybody.
fn contact_of(council: &Council) -> (&'static str, String) {
    let role = ["clerk", "clerk", "clerk", "chair"][roll(council, "role", 4)];
    (role, format!("{role}.{}@councils.example", council.id))
}

fn letter_acts(demo: &DemoCouncil<'_>, round: &Round) -> Vec<Act> {
    let sent_on = add_days(round.deadline, -LETTER_BEFORE);
    let by_post = demo.roll("post", 6) == 0;
    let channel = if by_post { Channel::Post } else { Channel::Email };
    let letter = |sent_on: NaiveDate, channel: Channel, back: Option<i64>| {
        let undelivered_on = back.map(|days| add_days(sent_on, days));
        Act::Letter(RecordLetter {
            council: demo.council.id,
            round: round.id,
            sent_on: Some(sent_on),
            channel: Some(channel),
            undelivered_on,
        })
    };
    let back = if by_post { 9 } else { 1 };
    match demo.scenario {
        // The team forgot these letters and plans them for the Monday after the day of the demonstration.
        Scenario::NotSentYet => vec![letter(add_days(round.deadline, 9), channel, None)],
        Scenario::Bounced => vec![letter(sent_on, channel, Some(back))],
        Scenario::Resent => {
            let again = add_days(sent_on, back + 2);
            vec![letter(sent_on, channel, Some(back)), letter(again, Channel::ByHand, None)]
        }
        _ => vec![letter(sent_on, channel, None)],
    }
}

/// An e-mail that came back marks its address.
fn bounce_acts(demo: &DemoCouncil<'_>, round: &Round) -> Vec<Act> {
    let back_by_email = |act: &Act| match act {
        Act::Letter(RecordLetter { channel: Some(Channel::Email), undelivered_on, .. }) => *undelivered_on,
        _ => None,
    };
    let backs = letter_acts(demo, round).iter().filter_map(back_by_email).collect::<Vec<_>>();
    let (_, address) = contact_of(demo.council);
    let addresses = vec![Untrusted::from(address)];
    let mark = |on| Act::MarkBounced(MarkBounced { council: demo.council.id, addresses: addresses.clone(), on });
    backs.into_iter().map(mark).collect()
}

/// On time between the fourth day after the letter and the deadline, or late in the five days after.
fn answer_date(demo: &DemoCouncil<'_>, round: &Round, late: bool) -> Received {
    if !late {
        let on = add_days(round.deadline, -(demo.roll("day", 22) as i64));
        let at = NaiveTime::from_hms_opt(8 + demo.roll("hour", 12) as u32, demo.roll("minute", 60) as u32, 0);
        return Received { on, at: at.filter(|_| demo.roll("timed", 3) > 0) };
    }
    match demo.roll("late", 6) {
        // Sent at 23:30 UTC on the last evening: half an hour into the next day in London (rule 6).
        0 => Received { on: add_days(round.deadline, 1), at: NaiveTime::from_hms_opt(0, 30, 0) },
        days => Received::day(add_days(round.deadline, days as i64)),
    }
}

fn reply(demo: &DemoCouncil<'_>, round: &Round, received: Received, text: &str) -> Act {
    let channel = *demo.pick("channel", &["e-mail", "e-mail", "e-mail", "phone", "letter"]);
    let from = if demo.roll("from", 5) == 0 { "chair" } else { "clerk" };
    Act::Reply(RecordReply {
        council: demo.council.id,
        round: round.id,
        received,
        channel: Untrusted::from(channel),
        from: Untrusted::from(from),
        text: Untrusted::from(text),
    })
}

fn reply_acts(demo: &DemoCouncil<'_>, round: &Round) -> Vec<Act> {
    let holding = demo.pick_phrase("holding", "holding replies");
    match demo.scenario {
        Scenario::Holding | Scenario::CompletedLate => {
            vec![reply(demo, round, answer_date(demo, round, false), holding)]
        }
        Scenario::HeardLate => vec![reply(demo, round, answer_date(demo, round, true), holding)],
        scenario if scenario.takes_part() && demo.roll("text", 3) == 0 => {
            let received = answer_date(demo, round, scenario == Scenario::ConfirmedLate);
            let text = answers::to_mail_text(&answers::answer(demo));
            vec![reply(demo, round, received, &text)]
        }
        _ => Vec::new(),
    }
}

fn return_acts(demo: &DemoCouncil<'_>, round: &Round) -> Vec<Act> {
    let act = |received: Received, answer: Answer| {
        Act::Return(RecordReturn {
            council: demo.council.id,
            round: round.id,
            received,
            answer,
            supersedes: Supersedes::ByDate,
        })
    };
    let (on_time, late) = (answer_date(demo, round, false), answer_date(demo, round, true));
    let full = answers::answer(demo);
    let no = answers::refusal(demo);
    match demo.scenario {
        Scenario::NotSentYet
        | Scenario::Bounced
        | Scenario::Resent
        | Scenario::Silent
        | Scenario::Holding
        | Scenario::HeardLate => Vec::new(),
        Scenario::NoPriorities => vec![act(on_time, Answer { priorities: Vec::new(), ..full })],
        Scenario::NoWish => vec![act(on_time, Answer { wish: Wish::Unknown, ..full })],
        Scenario::Confirmed | Scenario::NoPreferences | Scenario::TooMany => vec![act(on_time, full)],
        Scenario::CompletedLate | Scenario::ConfirmedLate => vec![act(late, full)],
        Scenario::Declined => vec![act(on_time, no)],
        Scenario::DeclinedLate => vec![act(late, no)],
        // Two answers of one day without a time: nobody can tell which came last.
        Scenario::Conflicting => {
            let (one, other) = if demo.roll("first", 2) == 0 { (full, no) } else { (no, full) };
            vec![act(Received::day(on_time.on), one), act(Received::day(on_time.on), other)]
        }
        Scenario::Withdrew => vec![act(on_time, full), act(Received::day(add_days(round.deadline, 3)), no)],
    }
}

#[cfg(test)]
mod tests;
