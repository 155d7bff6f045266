//! The invented mails that wait in the inbox of the demonstration: one for each thing that an item may need.

use chrono::NaiveTime;

use super::{Dealt, Fate, add_days, deal};
use charter::calendar::Received;
use charter::council::Council;
use charter::incoming::{Digest, Nature, Origin, Source};
use charter::round::Round;
use charter::untrusted::Untrusted;

/// Where they all seem to come from.
pub const FILE: &str = "invented.mbox";

/// The mails, in the order in which they came.
pub fn demo_sources(councils: &[Council], round: &Round) -> Vec<Source> {
    let dealt = deal(councils);
    let of = |fate: Fate| dealt.iter().filter(move |dealt| dealt.fate == fate && dealt.council.name_confirmed);
    let silent: Vec<&Dealt<'_>> = of(Fate::Silent).collect();
    // Every few of them, so that they are of several counties.
    let quiet = |place: usize| silent.get(place * silent.len() / 11).map(|dealt| dealt.council);
    let answered = of(Fate::Confirmed).next().map(|dealt| dealt.council);
    let councils =
        [quiet(0), quiet(1), quiet(2), quiet(3), quiet(4), answered, quiet(5), quiet(6), quiet(7), quiet(8), quiet(9)];
    let mut sources = Vec::new();
    for (letter, council) in LETTERS.iter().zip(councils) {
        let Some(council) = council else { continue };
        let beside = quiet(10).map(|council| council.name.raw()).unwrap_or_default();
        let number = sources.len() as u64 + 1;
        sources.push(letter.source(council, beside, round, number));
    }
    sources
}

/// One invented mail.
struct Letter {
    nature: Nature,
    /// Whether it comes from the address on file.
    known: bool,
    /// Days after the deadline.
    days: i64,
    subject: &'static str,
    text: &'static str,
}

impl Letter {
    fn source(&self, council: &Council, beside: &str, round: &Round, number: u64) -> Source {
        let filled = |text: &str| text.replace("{council}", council.name.raw()).replace("{beside}", beside);
        let address = council.contact_address.raw().to_lowercase();
        let sender = match (self.nature, self.known) {
            (Nature::Bounce, _) => "postmaster@mail.example".to_owned(),
            (_, true) => address.clone(),
            (_, false) => "parish.office@webmail.example".to_owned(),
        };
        let minute = u32::try_from(number * 7 % 60).unwrap_or(0);
        let at = NaiveTime::from_hms_opt(9 + u32::try_from(number % 8).unwrap_or(0), minute, 0);
        let undelivered = if self.nature == Nature::Bounce { vec![Untrusted::from(address)] } else { Vec::new() };
        Source {
            nature: self.nature,
            file: Untrusted::from(FILE),
            number,
            message_id: Untrusted::from(format!("{number}.invented@councils.example")),
            received: Some(Received { on: add_days(round.deadline, self.days), at }),
            from: Untrusted::from(sender.as_str()),
            sender: Untrusted::from(sender),
            subject: Untrusted::from(filled(self.subject)),
            text: Untrusted::from(filled(self.text)),
            undelivered,
            ..Source::empty(Origin::Mail, Digest::hash_parts([FILE, &number.to_string()]))
        }
    }
}

const fn reply(days: i64, known: bool, subject: &'static str, text: &'static str) -> Letter {
    Letter { nature: Nature::Reply, known, days, subject, text }
}

/// Ready, ready, holding, declined, too many, in conflict, whose?, for two, nothing said, an answering machine, a bounce.
const LETTERS: [Letter; 11] = [
    reply(
        0,
        true,
        "RE: Local Policing Community Charter",
        "Good morning,\n\nThe council would like to take part. Our priorities are:\n\n1. Speeding through the village, \
         above all past the school\n2. Fly-tipping in the lay-bys\n3. Parking on the pavement by the shop\n\nWe would \
         like to hear from you quarterly, in person if you can.\n\nKind regards\nClerk to the Council",
    ),
    reply(
        1,
        true,
        "Policing priorities",
        "Dear all\n\nYes, we wish to continue. Our priorities:\n\n- theft from farms\n- nuisance from off-road bikes\n\nA \
         written update every three months is enough for us.\n\nThe Clerk, {council}",
    ),
    reply(
        -2,
        true,
        "Re: your letter",
        "Thank you for the letter. It will be on the agenda of our meeting on 12 October and I will reply after \
         that.\n\nClerk, {council}",
    ),
    reply(
        -1,
        true,
        "RE: Charter",
        "Thank you, but the council does not wish to take part at this time.\n\nClerk to {council}",
    ),
    reply(
        2,
        true,
        "Five things from {council}",
        "We are happy to take part. The councillors could not agree on three, so here are all of them:\n\n- speeding on \
         the main road\n- anti-social behaviour at the bus shelter\n- burglary from sheds\n- dog fouling\n- drug dealing \
         in the car park\n\nMonthly contact by Teams, please.\n\nThe Clerk",
    ),
    reply(
        3,
        true,
        "Change of mind",
        "I wrote to you in September. The council has talked about it again and no longer wishes to take part.\n\nClerk, \
         {council}",
    ),
    reply(
        1,
        false,
        "Priorities",
        "Our priorities are speeding and hare coursing. We would like to take part.\n\nClerk, Wellington Parish Council",
    ),
    reply(
        2,
        false,
        "Charter: two councils",
        "I write for both of my councils, {council} and {beside}. Both wish to take part, and for both the priority is \
         speeding. Quarterly, by e-mail.\n\nClerk to {council} and {beside}",
    ),
    reply(4, true, "Received with thanks", "Many thanks for this.\n\nThe Clerk"),
    Letter {
        nature: Nature::AutoReply,
        known: true,
        days: -20,
        subject: "Automatic reply: Local Policing Community Charter",
        text: "The parish office is closed until Monday. For anything urgent please telephone.",
    },
    Letter {
        nature: Nature::Bounce,
        known: false,
        days: -25,
        subject: "Undeliverable: Local Policing Community Charter",
        text: "Your message could not be delivered. The address was not found at its destination.",
    },
];
