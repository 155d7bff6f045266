//! The mails in the inbox of the demonstration: one for each state of an item.

use chrono::NaiveTime;

use super::contact_of;
use super::scenario::{DemoCouncil, Scenario, assign_scenarios};
use charter::calendar::{Received, add_days};
use charter::council::Council;
use charter::incoming::{Digest, Nature, Origin, Source};
use charter::round::Round;
use charter::untrusted::Untrusted;

/// The file name of every demo mail.
pub const DEMO_FILE: &str = "invented.mbox";

/// In the order of import.
pub fn demo_sources(councils: &[Council], round: &Round) -> Vec<Source> {
    let demo = assign_scenarios(councils);
    let of =
        |scenario: Scenario| demo.iter().filter(move |demo| demo.scenario == scenario && demo.council.name_confirmed);
    let silent: Vec<&DemoCouncil<'_>> = of(Scenario::Silent).collect();
    // Spread out, so that several counties occur.
    let quiet = |index: usize| silent.get(index * silent.len() / 11).map(|demo| demo.council);
    let answered = of(Scenario::Confirmed).next().map(|demo| demo.council);
    let councils =
        [quiet(0), quiet(1), quiet(2), quiet(3), quiet(4), answered, quiet(5), quiet(6), quiet(7), quiet(8), quiet(9)];
    let mut sources = Vec::new();
    for (mail, council) in mails().zip(councils) {
        let Some(council) = council else { continue };
        let beside = quiet(10).map(|council| council.name.raw()).unwrap_or_default();
        let number = sources.len() as u64 + 1;
        sources.push(mail.to_source(council, beside, round, number));
    }
    sources
}

struct DemoMail {
    nature: Nature,
    from_known_address: bool,
    days_after_deadline: i64,
    subject: &'static str,
    text: &'static str,
}

/// Parses `data/demo/mails.txt`.
fn mails() -> impl Iterator<Item = DemoMail> {
    let file = include_str!(concat!(env!("CARGO_MANIFEST_DIR"), "/../../data/demo/mails.txt"));
    file.split("\n=== ").skip(1).filter_map(|mail| {
        let (head, text) = mail.split_once('\n')?;
        let mut head = head.trim_end().splitn(4, " | ");
        Some(DemoMail {
            nature: Nature::from_code(head.next()?)?,
            days_after_deadline: head.next()?.parse().ok()?,
            from_known_address: head.next()? == "known",
            subject: head.next()?,
            text: text.trim_end(),
        })
    })
}

impl DemoMail {
    fn to_source(&self, council: &Council, beside: &str, round: &Round, number: u64) -> Source {
        let filled = |text: &str| text.replace("{council}", council.name.raw()).replace("{beside}", beside);
        let (_, address) = contact_of(council);
        let sender = match (self.nature, self.from_known_address) {
            (Nature::Bounce, _) => "postmaster@mail.example".to_owned(),
            (_, true) => address.clone(),
            (_, false) => "parish.office@webmail.example".to_owned(),
        };
        let minute = u32::try_from(number * 7 % 60).unwrap_or(0);
        let at = NaiveTime::from_hms_opt(9 + u32::try_from(number % 8).unwrap_or(0), minute, 0);
        let undelivered = if self.nature == Nature::Bounce { vec![Untrusted::from(address)] } else { Vec::new() };
        Source {
            nature: self.nature,
            file: Untrusted::from(DEMO_FILE),
            number,
            message_id: Untrusted::from(format!("{number}.invented@councils.example")),
            received: Some(Received { on: add_days(round.deadline, self.days_after_deadline), at }),
            from: Untrusted::from(sender.as_str()),
            sender: Untrusted::from(sender),
            subject: Untrusted::from(filled(self.subject)),
            text: Untrusted::from(filled(self.text)),
            undelivered,
            ..Source::empty(Origin::Mail, Digest::hash_parts([DEMO_FILE, &number.to_string()]))
        }
    }
}
