//! The inbox of the dashboard tests: an item for each need.

use charter::calendar::Received;
use charter::change::{Act, Change, Resolution};
use charter::ids::{CouncilId, ItemId, SourceId};
use charter::incoming::{Attachment, Digest, Nature, Origin, Source, Span};
use charter::item::Item;
use charter::returns::{Answer, Frequency, Method, SentPriority, Wish};
use charter::untrusted::Untrusted;
use desk::inbox::{Group, InboxLine, Triage};
use reading::extract::{Extracted, ReadPriority, Reading};
use reading::matching::{Candidate, Confidence, Found};

use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::testing;
use crate::tui::testing::{day, model, press, saved};

/// The hand-written part of an item; the rest follows from it.
#[derive(Clone)]
struct Made {
    id: i64,
    group: Group,
    found: Found,
    received: Option<&'static str>,
    sender: &'static str,
    subject: &'static str,
    text: &'static str,
    wish: Option<(Wish, &'static str)>,
    priorities: &'static [(&'static str, Option<&'static str>)],
    frequency: Option<(Frequency, &'static str)>,
    /// A method is only ever suggested here.
    method: Option<(Method, &'static str)>,
    holding: Option<&'static str>,
}

fn made(id: i64, group: Group, found: Found) -> Made {
    Made {
        id,
        group,
        found,
        received: Some("2023-10-04T10:14"),
        sender: "clerk@wem.example",
        subject: "Policing priorities",
        text: "",
        wish: None,
        priorities: &[],
        frequency: None,
        method: None,
        holding: None,
    }
}

fn candidate(council: i64, confidence: Confidence) -> Candidate {
    Candidate { council: CouncilId(council), confidence, reasons: Vec::new() }
}

fn certain(council: i64) -> Found {
    Found::One(candidate(council, Confidence::Certain))
}

fn likely(councils: &[i64]) -> Vec<Candidate> {
    councils.iter().map(|id| candidate(*id, Confidence::Likely)).collect()
}

const WEM: &str = "Good morning,\n\nThe council wishes to take part. Its priorities are:\n\n1. Speeding on the A49\n2. Parking by the \
school\n3. Litter\n\nWe would like to be met quarterly, by video if you can.\n\nClerk to the Council";

/// Sorted by group.
pub fn lines() -> Vec<InboxLine> {
    let yes = Some((Wish::Yes, "wishes to take part"));
    let mut all = ready();
    all.extend([
        Made {
            text: "Wem wishes to take part: speeding.",
            wish: yes,
            priorities: &[("speeding", None)],
            ..made(4, Group::Council, Found::Ambiguous(likely(&[5, 4])))
        },
        Made {
            sender: "",
            subject: "Fwd: \u{1b}[2J\u{202e}your letter",
            received: None,
            text: "For you \u{1b}[31m\u{7}please.",
            ..made(5, Group::Council, Found::None)
        },
        Made {
            sender: "clerk@three.example",
            text: "For Wem, Wem Rural and Whixall: all wishes to take part.",
            ..made(6, Group::Council, Found::Joint(likely(&[5, 4, 7])))
        },
        Made {
            text: "speeding; parking; litter; noise; dogs",
            priorities: &[("speeding", None), ("parking", None), ("litter", None), ("noise", None), ("dogs", None)],
            ..made(7, Group::Choice, certain(6))
        },
        Made {
            received: Some("2023-10-02"),
            text: "The council has resolved not to take part.",
            wish: Some((Wish::No, "not to take part")),
            ..made(8, Group::Conflict, certain(2))
        },
        Made {
            sender: "",
            subject: "",
            text: "Council: Malvern\nRemarks: thank you",
            ..made(9, Group::Look, certain(8))
        },
        Made { sender: "mailer-daemon@mail.example", subject: "Undelivered", ..made(10, Group::Bounce, certain(9)) },
        Made { subject: "Out of office", ..made(11, Group::AutoReply, Found::None) },
        Made { text: "To be looked at.", ..made(12, Group::Later, certain(3)) },
    ]);
    all.into_iter().map(line).collect()
}

fn ready() -> Vec<Made> {
    vec![
        Made {
            text: WEM,
            wish: Some((Wish::Yes, "wishes to take part")),
            priorities: &[
                ("Speeding on the A49", Some("speeding and road safety")),
                ("Parking by the school", None),
                ("Litter", None),
            ],
            frequency: Some((Frequency::Quarterly, "quarterly")),
            method: Some((Method::Digital, "by video")),
            ..made(1, Group::Ready, certain(5))
        },
        Made {
            sender: "clerk@abbeydore.example",
            received: Some("2023-09-29"),
            text: "This is on our October agenda.",
            holding: Some("on our October agenda"),
            ..made(2, Group::Ready, certain(1))
        },
        Made {
            sender: "clerk@wythall.example",
            text: "We do not wish to take part.",
            wish: Some((Wish::No, "do not wish to take part")),
            ..made(3, Group::Ready, certain(9))
        },
    ]
}

fn line(made: Made) -> InboxLine {
    let item = Item { later: made.group == Group::Later, ..Item::new(ItemId(made.id), SourceId(made.id)) };
    let reading = reading(&made);
    let council = match &made.found {
        Found::One(candidate) => Some(candidate.council),
        _ => None,
    };
    let against = (made.group == Group::Conflict).then(|| {
        let file = crate::tui::testing::file(CouncilId(2));
        Box::new(file.returns[0].clone())
    });
    let triage = Triage {
        compared: false,
        on_record: None,
        headings: Vec::new(),
        is_early: false,
        contradicts_itself: made.wish.is_some_and(|(wish, _)| wish == Wish::No) && !made.priorities.is_empty(),
        has_faulty_cell: false,
        has_own_views: false,
        council,
        answer: answer(&made, &reading),
        suggested: answer(&made, &reading),
        found: made.found.clone(),
        conflicts_with: against,
        group: made.group,
        reading,
    };
    InboxLine { item, source: source(&made).into(), triage, due: None, earlier: None, later: None }
}

fn extracted<T>(made: &Made, value: T, words: &str) -> Extracted<T> {
    let from = made.text.find(words).unwrap_or_else(|| panic!("{words} is not in {}", made.text));
    Extracted { value, spans: vec![Span { from, to: from + words.len() }], reason: "made by hand", filled_in: true }
}

fn reading(made: &Made) -> Reading {
    let priority = |(text, category): &(&str, Option<&str>)| {
        let category = category.map(str::to_owned);
        extracted(made, ReadPriority { text: (*text).to_owned(), category, taken_over: None }, text)
    };
    Reading {
        notes: Vec::new(),
        is_trusted: true,
        unread: Vec::new(),
        wish: made.wish.map(|(wish, words)| extracted(made, wish, words)),
        priorities: made.priorities.iter().map(priority).collect(),
        frequency: made.frequency.clone().map(|(frequency, words)| extracted(made, frequency, words)),
        method: made.method.clone().map(|(method, words)| extracted(made, method, words)),
        holding: made.holding.map(|words| extracted(made, (), words)),
        meets_on: None,
    }
}

fn answer(made: &Made, reading: &Reading) -> Answer {
    let sent = reading.priorities.iter().map(|extracted| SentPriority {
        slot: None,
        received: Untrusted::from(extracted.value.text.as_str()),
        agreed: None,
        category: extracted.value.category.clone(),
        priority: None,
    });
    Answer {
        wish: made.wish.map_or(Wish::Unknown, |(wish, _)| wish),
        priorities: sent.collect(),
        frequency: made.frequency.clone().map(|(frequency, _)| frequency),
        method: None,
        views: Untrusted::default(),
    }
}

fn source(made: &Made) -> Source {
    let nature = match made.group {
        Group::Bounce => Nature::Bounce,
        Group::AutoReply => Nature::AutoReply,
        _ => Nature::Reply,
    };
    let first = made.id == 1;
    let attached = |name: &str, text: Option<&str>| Attachment {
        name: Untrusted::from(name),
        kind: Untrusted::from("application/octet-stream"),
        size: 12_345,
        text: text.map(Untrusted::from),
    };
    Source {
        nature,
        file: Untrusted::from(if made.group == Group::Look { "answers.xlsx" } else { "replies.mbox" }),
        number: u64::try_from(made.id).unwrap(),
        received: made.received.map(|text| Received::parse_iso(text).unwrap()),
        sender: Untrusted::from(made.sender),
        forwarded_by: Untrusted::from(if first { "the.team@force.example" } else { "" }),
        subject: Untrusted::from(made.subject),
        text: Untrusted::from(made.text),
        whole: Untrusted::from(if first {
            format!("{WEM}\n\n> Dear clerk, please reply by 30 September.")
        } else {
            String::new()
        }),
        attachments: if first { vec![attached("plan.pdf", None)] } else { Vec::new() },
        undelivered: if nature == Nature::Bounce { vec![Untrusted::from("clerk@wythall.example")] } else { Vec::new() },
        ..Source::empty(
            if made.group == Group::Look { Origin::Row } else { Origin::Mail },
            Digest::hash_parts([made.subject]),
        )
    }
}

pub fn at(item: i64, size: (u16, u16)) -> Model {
    let mut model = model(size.0, size.1);
    press(&mut model, "2");
    let steps =
        model.inbox.rows.iter().filter_map(|row| model.inbox.item(*row)).position(|line| line.item.id == ItemId(item));
    for _ in 0..steps.unwrap() {
        press(&mut model, "j");
    }
    assert_eq!(focused(&model), item);
    model
}

pub fn focused(model: &Model) -> i64 {
    model.inbox.focused().map_or(0, |line| line.item.id.0)
}

/// The worker's answers to a change: saved, the list and the inbox read again with these items.
pub fn read_back(model: &mut Model, lines: Vec<InboxLine>) {
    update(model, saved("return from the inbox of Wem Town Council"));
    update(model, Msg::SnapshotRead(Box::new(testing::reading(day()))));
    let round = model.shared.snapshot.round().id;
    update(model, Msg::InboxRead(round, day(), lines));
}

pub fn without(item: i64) -> Vec<InboxLine> {
    lines().into_iter().filter(|line| line.item.id != ItemId(item)).collect()
}

pub fn becomes(change: &Change) -> (i64, &Resolution) {
    let settled = change.acts.iter().find_map(|act| match act {
        Act::Item(settled) => Some((settled.item.0, &settled.resolution)),
        _ => None,
    });
    settled.unwrap_or_else(|| panic!("no item among {change:?}"))
}
