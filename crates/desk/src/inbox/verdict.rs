//! The decisions on an item, and the change that each makes: one journal entry, one undo.

use chrono::NaiveDate;

use super::inbox_line::InboxLine;
use crate::inbox::blocker::Blocker;
use crate::inbox::plain_text::PlainText;
use charter::alias::AliasKind;
use charter::calendar::Received;
use charter::change::{
    Act, Change, LearnAlias, MarkBounced, RecordLetter, RecordReply, RecordReturn, Resolution, ResolveItem, SplitPart,
    Supersedes,
};
use charter::column::Column;
use charter::ids::{CouncilId, ReturnId, RoundId};
use charter::incoming::{Nature, Origin, Source, is_police_address};
use charter::returns::{Answer, Wish};
use charter::untrusted::Untrusted;
use reading::columns::is_faulty_cell;
use reading::matching::Found;

#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The council's return: its answer, the time of sending, and its relation to earlier returns.
    Return(Answer, Received, Supersedes),
    Heard(Received),
    /// The letter was undelivered since this day.
    Undelivered(NaiveDate),
    /// This recorded return already says the same.
    OnRecord(ReturnId),
    NotHeard,
    NotForUs,
    /// True puts it off, false returns it to the list.
    Postpone(bool),
    AssignCouncil(CouncilId),
    Split(Vec<SplitPart>),
}

/// The verdict of accepting an item: its return, a holding reply, an undelivered letter, or putting it away.
///
/// # Errors
///
/// The reason why it cannot be accepted yet.
pub fn accept(line: &InboxLine, as_at: NaiveDate) -> Result<Verdict, Blocker> {
    let (source, triage) = (&line.source, &line.triage);
    match (source.nature, triage.council) {
        (Nature::AutoReply, _) => return Ok(Verdict::NotHeard),
        (_, None) => return Err(council_blocker(line)),
        (Nature::Bounce, Some(_)) => return Ok(Verdict::Undelivered(source.received.map_or(as_at, |at| at.on))),
        (Nature::Reply, Some(_)) => {}
    }
    let received = source.received.ok_or(Blocker::NoDate)?;
    if triage.is_early {
        return Err(Blocker::TooEarly);
    }
    if triage.conflicts_with.is_some() {
        return Err(Blocker::Conflict);
    }
    if !triage.compared && line.earlier.as_ref().is_some_and(|earlier| !earlier.contradicts.is_empty()) {
        return Err(Blocker::EarlierReply);
    }
    let reading = &triage.reading;
    let answered = reading.wish.is_some() || !reading.priorities.is_empty();
    if reading.holding.is_some() && !answered {
        return Err(Blocker::HoldingReply);
    }
    if triage.has_suggestions() {
        return Err(Blocker::UnreviewedSuggestions);
    }
    if triage.contradicts_itself {
        return Err(Blocker::Contradiction);
    }
    if triage.has_faulty_cell && !triage.compared {
        return Err(Blocker::FaultyCell);
    }
    if triage.has_unread() && !triage.answer.is_empty() && !triage.lacks_wish_and_priorities() {
        return Err(Blocker::Unread);
    }
    if triage.answer.is_empty() {
        return Err(Blocker::NothingRead);
    }
    if triage.lacks_wish_and_priorities() {
        return Err(Blocker::NoWishOrPriority);
    }
    if let Some(returned) = triage.on_record {
        return Ok(Verdict::OnRecord(returned));
    }
    if triage.is_doubtful() {
        return Err(Blocker::Doubtful);
    }
    if !triage.compared && line.later.is_some() {
        return Err(Blocker::LaterReply);
    }
    Ok(Verdict::Return(triage.answer.clone(), received, Supersedes::ByDate))
}

/// The blocker of an item without a council.
pub fn council_blocker(line: &InboxLine) -> Blocker {
    match &line.triage.found {
        Found::Joint(councils) => Blocker::SeveralCouncils(councils.len()),
        Found::NotOurs(..) => Blocker::NotOurs,
        Found::None | Found::One(_) | Found::Ambiguous(_) => Blocker::UnknownCouncil,
    }
}

impl Verdict {
    /// A refusal without anything else.
    pub fn declined(received: Received, supersedes: Supersedes) -> Self {
        Self::Return(Answer { wish: Wish::No, ..Answer::empty() }, received, supersedes)
    }
}

/// `council` is the council of the item.
///
/// # Errors
///
/// The verdict needs a council, and none is known.
pub fn to_change(
    line: &InboxLine,
    council: Option<CouncilId>,
    round: RoundId,
    verdict: Verdict,
) -> Result<Change, Blocker> {
    let known_council = || council.ok_or_else(|| council_blocker(line));
    let (recorded, resolution) = match verdict {
        Verdict::Return(answer, received, supersedes) => {
            let council = known_council()?;
            let act = RecordReturn { council, round, received, answer, supersedes };
            (vec![Act::Return(act)], Resolution::Returned(council, round))
        }
        Verdict::Heard(received) => {
            let council = known_council()?;
            (vec![Act::Reply(record_reply(line, council, round, received))], Resolution::Heard(council, round))
        }
        Verdict::Undelivered(on) => {
            let council = known_council()?;
            let letter = RecordLetter { council, round, sent_on: None, channel: None, undelivered_on: Some(on) };
            let addresses = line.source.undelivered.clone();
            let bounced = Act::MarkBounced(MarkBounced { council, addresses, on });
            (vec![Act::Letter(letter), bounced], Resolution::Undelivered(council))
        }
        Verdict::OnRecord(returned) => (Vec::new(), Resolution::OnRecord(known_council()?, returned)),
        Verdict::NotHeard => (Vec::new(), Resolution::NotHeard(council)),
        Verdict::NotForUs => (Vec::new(), Resolution::NotForUs),
        Verdict::Postpone(true) => (Vec::new(), Resolution::Later),
        Verdict::Postpone(false) => (Vec::new(), Resolution::Waiting),
        Verdict::AssignCouncil(council) => {
            let learnt = alias_to_learn(line, council).map(Act::LearnAlias).into_iter().collect::<Vec<_>>();
            let item = Act::Item(settle_item(line, Resolution::AssignCouncil(council)));
            return Ok(Change::all([item].into_iter().chain(learnt).collect()));
        }
        Verdict::Split(parts) => (Vec::new(), Resolution::Split(parts)),
    };
    let mut acts = recorded;
    acts.push(Act::Item(settle_item(line, resolution)));
    Ok(Change::all(acts))
}

fn settle_item(line: &InboxLine, resolution: Resolution) -> ResolveItem {
    ResolveItem { item: line.item.id, version: line.item.version, resolution }
}

fn record_reply(line: &InboxLine, council: CouncilId, round: RoundId, received: Received) -> RecordReply {
    let channel = match line.source.origin {
        Origin::Mail => "e-mail",
        Origin::Row => "sheet",
    };
    let text = line.item.text(&line.source).into_owned();
    let from = line.source.sender.clone();
    // Some mails have text only in the subject.
    let text = if text.trim().is_empty() { line.source.subject.clone() } else { Untrusted::from(text) };
    RecordReply { council, round, received, channel: channel.into(), from, text }
}

/// By the subject, or by a police address.
fn is_forwarded(source: &Source) -> bool {
    let subject = source.subject.raw().trim_start().to_lowercase();
    let passed = ["fw:", "fwd:"].iter().any(|word| subject.starts_with(word));
    (passed && source.forwarded_by.is_blank()) || is_police_address(source.sender.raw())
}

/// The alias to learn from a person's choice: the sender's address, or the name in the row.
pub fn alias_to_learn(line: &InboxLine, council: CouncilId) -> Option<LearnAlias> {
    let source = &line.source;
    let (kind, written) = match source.origin {
        // The address of a split item belongs to other councils too.
        _ if line.item.split_from.is_some() => return None,
        // "#N/A" is the name of no council.
        Origin::Row => {
            let name = source.cell(Column::Council).filter(|name| !is_faulty_cell(name))?;
            (AliasKind::Name, Untrusted::from(PlainText::new(name).text.as_ref()))
        }
        // A mail server's address belongs to no council.
        Origin::Mail if source.nature == Nature::Bounce => (AliasKind::Address, source.undelivered.first()?.clone()),
        // A forwarder did not write the reply.
        Origin::Mail if is_forwarded(source) => return None,
        Origin::Mail => (AliasKind::Address, source.sender.clone()),
    };
    (!written.is_blank()).then_some(LearnAlias { council, kind, written })
}
