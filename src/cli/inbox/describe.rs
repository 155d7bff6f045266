//! The council of an item and its content, in one line.

use std::collections::HashMap;

use charter::council::Council;
use charter::english::pluralize;
use charter::ids::CouncilId;
use charter::incoming::{Nature, Source};
use charter::returns::{Answer, Wish};
use desk::inbox::{Blocker, Group, InboxLine, Triage};
use reading::matching::{Candidate, Found};

pub type CouncilNames<'a> = HashMap<CouncilId, &'a Council>;

fn council_name(names: &CouncilNames<'_>, council: CouncilId) -> String {
    names.get(&council).map_or_else(|| format!("council {council}"), |council| council.name.sanitized().into_owned())
}

fn reasons(candidate: &Candidate) -> String {
    candidate.reasons.iter().map(|reason| reason.describe()).collect::<Vec<_>>().join("; ")
}

/// The council, the confidence and the reasons.
pub fn describe_match(triage: &Triage, named: Option<CouncilId>, names: &CouncilNames<'_>) -> String {
    if let Some(council) = named {
        return format!("{} (as was said)", council_name(names, council));
    }
    match &triage.found {
        Found::One(candidate) => {
            format!("{} ({}: {})", council_name(names, candidate.council), candidate.confidence, reasons(candidate))
        }
        Found::Ambiguous(candidates) => {
            let parts: Vec<String> = candidates
                .iter()
                .map(|candidate| format!("{} ({})", council_name(names, candidate.council), reasons(candidate)))
                .collect();
            match candidates.len() {
                1 => format!("perhaps {}", parts.concat()),
                several => format!("one of {}: {}", pluralize(several, "council"), parts.join(", or ")),
            }
        }
        Found::Joint(candidates) => {
            let parts: Vec<String> =
                candidates.iter().map(|candidate| council_name(names, candidate.council)).collect();
            format!("speaks for {}: {}", pluralize(candidates.len(), "council"), parts.join(", "))
        }
        Found::NotOurs(elsewhere, _) => format!("not ours: {}", elsewhere.describe()),
        Found::None => "no council was recognised".to_owned(),
    }
}

pub fn describe_content(source: &Source, triage: &Triage) -> String {
    if source.nature == Nature::Bounce {
        return "the letter came back".to_owned();
    }
    if let Some(label) = source.no_reply_label() {
        return format!("{label}, not a reply: nobody was heard");
    }
    if triage.group == Group::OnRecord {
        return "on record already".to_owned();
    }
    let parts = answer_parts(&triage.answer);
    let suggested = answer_parts(&triage.suggested);
    if !parts.is_empty() {
        parts.join(", ")
    } else if triage.reading.holding.is_some() {
        "will answer later".to_owned()
    } else if !suggested.is_empty() {
        format!("offered: {}", suggested.join(", "))
    } else {
        "nothing was read out of it".to_owned()
    }
}

fn answer_parts(answer: &Answer) -> Vec<String> {
    let mut parts = Vec::new();
    match answer.wish {
        Wish::Yes => parts.push("yes".to_owned()),
        Wish::No => parts.push("no".to_owned()),
        Wish::Unknown => {}
    }
    if !answer.priorities.is_empty() {
        parts.push(pluralize(answer.priorities.len(), "priority"));
    }
    parts.extend(answer.frequency.as_ref().map(|frequency| frequency.label().to_owned()));
    parts.extend(answer.method.as_ref().map(|method| method.label().to_owned()));
    parts
}

/// What `inbox accept` still needs, and the option or command that gives it; without a full stop.
pub fn blocker_hint(blocker: Blocker, line: &InboxLine) -> String {
    let hint = hint(blocker, line);
    // `--incomplete` passes over both.
    match line.later.as_ref().filter(|_| matches!(blocker, Blocker::Unread | Blocker::FaultyCell | Blocker::Doubtful)) {
        Some(later) => format!("{hint}; item {}, a later reply that also waits, contradicts it", later.item),
        None => hint,
    }
}

fn hint(blocker: Blocker, line: &InboxLine) -> String {
    let item = line.item.id;
    let how = match blocker {
        Blocker::UnknownCouncil => "name it with --council".to_owned(),
        Blocker::NotOurs => format!("dismiss it with `inbox not-for-us {item}`, or name its council with --council"),
        Blocker::SeveralCouncils(_) => format!("split it with `inbox split {item} COUNCIL COUNCIL...`"),
        Blocker::NoDate | Blocker::TooEarly => "say when it was sent with --received".to_owned(),
        Blocker::Conflict => "say with --holds which of the two does: this, recorded or both".to_owned(),
        Blocker::EarlierReply => {
            let first = line.earlier.as_ref().map_or_else(String::new, |earlier| format!(" {}", earlier.item));
            format!("decide about item{first} first, or compare the two and accept it with --incomplete")
        }
        Blocker::LaterReply => {
            let other = line.later.as_ref().map_or_else(String::new, |later| format!(" with item {}", later.item));
            format!("compare it{other}, then accept it with --incomplete")
        }
        Blocker::HoldingReply => format!("record that with `inbox heard {item}`"),
        Blocker::Unread => {
            let words = line.describe_unread().unwrap_or_default();
            return format!(
                "not read: {words}: say it with --priority, --frequency and the like, or record only the rest with --incomplete"
            );
        }
        Blocker::FaultyCell => {
            "say what it answers with --wish and --priority, or record only the rest with --incomplete".to_owned()
        }
        Blocker::Doubtful => "compare it with the text, then accept it with --incomplete".to_owned(),
        Blocker::UnreviewedSuggestions => "take it with --offered once you have looked at it".to_owned(),
        Blocker::Contradiction | Blocker::NoWishOrPriority => {
            "say what it answers with --wish and --priority".to_owned()
        }
        Blocker::NothingRead => {
            format!(
                "say what it answers with --wish and --priority, or use `inbox heard {item}` or `inbox not-for-us {item}`"
            )
        }
    };
    format!("{}: {how}", blocker.describe())
}
