//! What a person can decide of an item, and the change that this makes: one entry of the journal, one undo.

use chrono::NaiveDate;

use super::triage::InboxLine;
use crate::inbox::blocker::Blocker;
use crate::inbox::plain_text::PlainText;
use charter::alias::AliasKind;
use charter::calendar::Received;
use charter::change::{
    Act, Change, LearnAlias, RecordLetter, RecordReply, RecordReturn, Resolution, ResolveItem, SplitPart, Supersedes,
};
use charter::column::Column;
use charter::ids::{CouncilId, ReturnId, RoundId};
use charter::incoming::{Nature, Origin, Source, is_police_address};
use charter::returns::{Answer, Wish};
use charter::untrusted::Untrusted;
use reading::extract::Field;
use reading::matching::Found;

/// What is decided of an item.
#[derive(Clone, Debug, PartialEq)]
pub enum Verdict {
    /// The council's return: what it answered, when it sent that, and how it relates to what it answered before.
    Return(Answer, Received, Supersedes),
    /// The council was heard and will answer later.
    Heard(Received),
    /// The letter did not reach the council: the day on which it came back.
    Undelivered(NaiveDate),
    /// It says what this return of the council says, which is on record.
    OnRecord(ReturnId),
    /// A program answered; nobody was heard.
    NotHeard,
    /// It is no reply to the letter.
    NotForUs,
    /// It is put off, or taken up again.
    Postpone(bool),
    /// It is this council's.
    AssignCouncil(CouncilId),
    /// It speaks for these.
    Split(Vec<SplitPart>),
}

/// What accepting an item means, as [`try_accept`].
///
/// # Errors
/// A sentence that says what is missing and which key gives it.
pub fn accept(line: &InboxLine, as_at: NaiveDate) -> Result<Verdict, &'static str> {
    try_accept(line, as_at).map_err(Blocker::describe_with_key)
}

/// What accepting an item means: the return that it holds, hearing it, the letter that came back, or putting it away.
///
/// # Errors
/// What is missing.
pub fn try_accept(line: &InboxLine, as_at: NaiveDate) -> Result<Verdict, Blocker> {
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
    let reading = &triage.reading;
    let answered = reading.wish.is_some() || !reading.priorities.is_empty();
    if reading.holding.is_some() && !answered {
        return if Field::Holding.is_accurate_enough() {
            Ok(Verdict::Heard(received))
        } else {
            Err(Blocker::HoldingReply)
        };
    }
    if triage.has_suggestions() {
        return Err(Blocker::UnreviewedSuggestions);
    }
    if triage.contradicts_itself {
        return Err(Blocker::Contradiction);
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
    Ok(Verdict::Return(triage.answer.clone(), received, Supersedes::ByDate))
}

/// What an item lacks of which nobody said whose it is.
pub fn council_blocker(line: &InboxLine) -> Blocker {
    match &line.triage.found {
        Found::Joint(councils) => Blocker::SeveralCouncils(councils.len()),
        Found::None | Found::One(_) | Found::Ambiguous(_) => Blocker::UnknownCouncil,
    }
}

/// The answer of a council that says no, and nothing else.
impl Verdict {
    /// The council declines.
    pub fn declined(received: Received, over: Supersedes) -> Self {
        Self::Return(Answer { wish: Wish::No, ..Answer::empty() }, received, over)
    }
}

/// The change that a decision makes. `council` is whose the item is.
///
/// # Errors
/// If the decision is about a council, and none is known.
pub fn to_change(
    line: &InboxLine,
    council: Option<CouncilId>,
    round: RoundId,
    verdict: Verdict,
) -> Result<Change, &'static str> {
    let whose = || council.ok_or_else(|| council_blocker(line).describe_with_key());
    let (recorded, becomes) = match verdict {
        Verdict::Return(answer, received, over) => {
            let council = whose()?;
            let act = RecordReturn { council, round, received, answer, supersedes: over };
            (vec![Act::Return(act)], Resolution::Returned(council, round))
        }
        Verdict::Heard(received) => {
            let council = whose()?;
            (vec![Act::Reply(record_reply(line, council, round, received))], Resolution::Heard(council, round))
        }
        Verdict::Undelivered(on) => {
            let council = whose()?;
            let letter = RecordLetter { council, round, sent_on: None, channel: None, undelivered_on: Some(on) };
            (vec![Act::Letter(letter)], Resolution::Undelivered(council))
        }
        Verdict::OnRecord(returned) => (Vec::new(), Resolution::OnRecord(whose()?, returned)),
        Verdict::NotHeard => (Vec::new(), Resolution::NotHeard(council)),
        Verdict::NotForUs => (Vec::new(), Resolution::NotForUs),
        Verdict::Postpone(true) => (Vec::new(), Resolution::Later),
        Verdict::Postpone(false) => (Vec::new(), Resolution::Waiting),
        Verdict::AssignCouncil(council) => {
            let learnt = alias_to_learn(line, council).map(Act::Learn).into_iter().collect::<Vec<_>>();
            let item = Act::Item(settle_item(line, Resolution::Of(council)));
            return Ok(Change::all([item].into_iter().chain(learnt).collect()));
        }
        Verdict::Split(parts) => (Vec::new(), Resolution::Split(parts)),
    };
    let mut acts = recorded;
    acts.push(Act::Item(settle_item(line, becomes)));
    Ok(Change::all(acts))
}

fn settle_item(line: &InboxLine, becomes: Resolution) -> ResolveItem {
    ResolveItem { item: line.item.id, version: line.item.version, resolution: becomes }
}

fn record_reply(line: &InboxLine, council: CouncilId, round: RoundId, received: Received) -> RecordReply {
    let channel = match line.source.origin {
        Origin::Mail => "e-mail",
        Origin::Row => "sheet",
    };
    let text = line.item.text(&line.source).into_owned();
    let from = line.source.sender.clone();
    // A mail may say all in its subject.
    let text = if text.trim().is_empty() { line.source.subject.clone() } else { Untrusted::from(text) };
    RecordReply { council, round, received, channel: channel.into(), from, text }
}

/// Whether a mail comes from somebody who only passes one on: by its subject, or from the police.
fn is_forwarded(source: &Source) -> bool {
    let subject = source.subject.raw().trim_start().to_lowercase();
    let passed = ["fw:", "fwd:"].iter().any(|word| subject.starts_with(word));
    (passed && source.forwarded_by.is_blank()) || is_police_address(source.sender.raw())
}

/// What is learnt when a person says whose an item is: the address that it came from, or the name in its row.
pub fn alias_to_learn(line: &InboxLine, council: CouncilId) -> Option<LearnAlias> {
    let source = &line.source;
    let (kind, written) = match source.origin {
        // An item that was split speaks for others under the same address.
        _ if line.item.split_from.is_some() => return None,
        Origin::Row => (AliasKind::Name, Untrusted::from(PlainText::new(source.cell(Column::Council)?).text.as_ref())),
        // A program's address is nobody's.
        Origin::Mail if source.nature == Nature::Bounce => (AliasKind::Address, source.undelivered.first()?.clone()),
        // Who passes a reply on, in whatever form, is not who wrote it.
        Origin::Mail if is_forwarded(source) => return None,
        Origin::Mail => (AliasKind::Address, source.sender.clone()),
    };
    (!written.is_blank()).then_some(LearnAlias { council, kind, written })
}
