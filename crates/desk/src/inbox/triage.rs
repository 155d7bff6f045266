//! Derives the council of an item, what it says, and what it needs before it can be recorded.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::inbox::plain_text::PlainText;
use crate::inbox::read_row::{parse_row, read_row};
use charter::ids::{CouncilId, ReturnId};
use charter::incoming::{Nature, Source};
use charter::item::Item;
use charter::proposal::Proposal;
use charter::returns::{Answer, MAX_PRIORITIES, Return, SentPriority, Wish};
use charter::string_enum;
use reading::columns::RowAnswer;
use reading::extract::{Context, Field, Reading, read};
use reading::matching::{Confidence, Found, Heading};

string_enum! {
    /// What an item needs.
    Group {
        /// Nothing: it can be accepted as it is.
        Ready = "ready", "ready";
        /// Somebody has to say whose it is.
        Council = "needs-council", "needs a council";
        /// More than three priorities came: three are to be agreed.
        Choice = "needs-choice", "needs choice";
        /// It disagrees with the return that is in force.
        Conflict = "conflict", "conflict";
        /// Nothing could be read out of it, or it bears no date: somebody has to look.
        Look = "needs-look", "needs a look";
        /// It says what is on record already: it is put away.
        OnRecord = "on-record", "on record already";
        /// The letter came back.
        Bounce = "bounce", "undelivered";
        /// A program answered.
        AutoReply = "auto-reply", "auto-replies";
        /// It was put off.
        Later = "later", "later";
    }
}

/// What is known of the council that an item is from.
#[derive(Clone, Copy, Default)]
pub struct CouncilContext<'a> {
    /// Its return in force in the round.
    pub current: Option<&'a Return>,
    /// What was agreed before.
    pub agreed: &'a [Proposal],
    /// The categories that there are.
    pub categories: &'a [String],
    /// The first day on which the round's letter can have been answered, [`charter::round::Round::answered_from`].
    pub answered_from: Option<NaiveDate>,
}

/// What is worked out of an item.
#[derive(Clone, Debug, PartialEq)]
pub struct Triage {
    /// The match by its source, with the reasons.
    pub found: Found,
    /// Its council: a person chose it, or the match is certain.
    pub council: Option<CouncilId>,
    /// What it says, with the places in [`Item::text`].
    pub reading: Reading,
    /// The answer that accepting it records: what it says, over what the council answered before in the round. What is only
    /// offered is not in it.
    pub answer: Answer,
    /// The same with what is only offered.
    pub suggested: Answer,
    /// The return that it disagrees with.
    pub conflicts_with: Option<Box<Return>>,
    /// The return on record that says the same and was sent at the same time: there is nothing to record.
    pub on_record: Option<ReturnId>,
    /// Whether it is dated before the round's letter can have been answered.
    pub is_early: bool,
    /// Whether it says two things that do not go together, see `ItemReading::contradicts_itself`.
    pub contradicts_itself: bool,
    /// Whether the views in its answer are its own, and not those on record.
    pub has_own_views: bool,
    /// The councils' names that stand over parts of its text; looked for where it may speak for several.
    pub headings: Vec<Heading>,
    /// What it needs.
    pub group: Group,
}

/// An item of the inbox with everything that is worked out of it.
#[derive(Clone, Debug, PartialEq)]
pub struct InboxLine {
    /// The record.
    pub item: Item,
    /// What came in: it never changes, and is held once.
    pub source: Arc<Source>,
    /// What is worked out.
    pub triage: Triage,
}

/// The council of an item: as a person chose, or the one certain match.
pub fn identified_council(item: &Item, found: &Found) -> Option<CouncilId> {
    item.council.or(match found {
        Found::One(candidate) if candidate.confidence == Confidence::Certain => Some(candidate.council),
        _ => None,
    })
}

/// Works out what an item says and needs, from whose it is and what is known of that council.
pub fn triage(item: &Item, source: &Source, found: Found, known: CouncilContext<'_>) -> Triage {
    triage_reading(item, source, found, read_item(item, source, known), known)
}

/// Works out what an item needs from what it says.
pub(super) fn triage_reading(
    item: &Item,
    source: &Source,
    found: Found,
    read: ItemReading,
    known: CouncilContext<'_>,
) -> Triage {
    let contradicts_itself = read.contradicts_itself();
    let ItemReading { reading, views, .. } = read;
    let council = identified_council(item, &found);
    let before = known.current.map(|returned| &returned.answer);
    // Of a text that speaks for several councils a person has to say what is this one's.
    let wanted = if shares_whole_text(item) { |_| false } else { Field::is_accurate_enough };
    let with_views = |answer: Answer| match &views {
        Some(views) => Answer { views: views.as_str().into(), ..answer },
        None => answer,
    };
    let (answer, offered) =
        (with_views(build_answer(&reading, before, wanted)), with_views(build_answer(&reading, before, |_| true)));
    let against = known.current.filter(|_| contradicts_record(&reading, before)).cloned().map(Box::new);
    let is_early = source.received.zip(known.answered_from).is_some_and(|(received, from)| received.on < from);
    let on_record =
        known.current.filter(|returned| is_already_recorded(source, &answer, returned)).map(|returned| returned.id);
    let mut triage = Triage {
        on_record,
        is_early,
        contradicts_itself,
        has_own_views: views.is_some(),
        found,
        council,
        reading,
        answer,
        suggested: offered,
        conflicts_with: against,
        headings: Vec::new(),
        group: Group::Look,
    };
    triage.group = choose_group(item, source, &triage);
    triage
}

/// What was read of an item, once.
#[derive(Clone, Default)]
pub(super) struct ItemReading {
    pub reading: Reading,
    /// The views that a row states.
    views: Option<String>,
    /// Whether a row's views say that the council declines.
    views_decline: bool,
    /// Whether a row says that its priorities stay as they were or stand elsewhere.
    priorities_elsewhere: bool,
    /// Whether the status that a tracker gives a row does not go with the answer.
    status_contradicts: bool,
}

impl ItemReading {
    fn of_row(source: &Source, row: RowAnswer, known: CouncilContext<'_>) -> Self {
        let reading =
            if source.nature == Nature::Reply { read_row(source, &row, known.agreed) } else { Reading::default() };
        let views = row.views.map(|(views, _)| views);
        Self {
            views_decline: views.as_ref().is_some_and(|views| declines(&read(views, &Context::default()))),
            views,
            priorities_elsewhere: row.unchanged.or(row.elsewhere).is_some(),
            status_contradicts: row.contradiction.is_some(),
            reading,
        }
    }

    /// Whether it says two things at once: that the council declines, and what the police are to do; other things in a row's
    /// views or status than in its columns; or that its priorities stand elsewhere, where none are on record.
    fn contradicts_itself(&self) -> bool {
        let priorities = !self.reading.priorities.is_empty();
        let declines = declines(&self.reading);
        (self.priorities_elsewhere && !priorities)
            || self.status_contradicts
            || (declines && priorities)
            || (!declines && self.views_decline)
    }
}

fn declines(reading: &Reading) -> bool {
    reading.wish.as_ref().is_some_and(|said| said.value == Wish::No)
}

/// What an item says: by its source and its part, the categories, and what was agreed before.
pub(super) fn read_item(item: &Item, source: &Source, known: CouncilContext<'_>) -> ItemReading {
    if let Some(row) = parse_row(source) {
        return ItemReading::of_row(source, row, known);
    }
    if source.nature != Nature::Reply {
        return ItemReading::default();
    }
    let received_on = source.received.map(|received| received.on);
    let readable = source.readable_text();
    let text = item.part.map_or(&*readable, |part| part.slice(&readable));
    let plain = PlainText::new(text);
    let context = Context { received_on, agreed: known.agreed, categories: known.categories };
    ItemReading { reading: plain.with_original_spans(read(&plain.text, &context)), ..ItemReading::default() }
}

/// Whether an item was split off with the whole text, so that it holds what is said for the other councils too.
fn shares_whole_text(item: &Item) -> bool {
    item.split_from.is_some() && item.part.is_none()
}

/// Whether an answer is what a return on record says, sent at the same time.
fn is_already_recorded(source: &Source, answer: &Answer, returned: &Return) -> bool {
    let chosen = returned.answer.priorities.len() > MAX_PRIORITIES;
    source.received == Some(returned.received) && answer.clone().agree_all_if_few(chosen).same_content(&returned.answer)
}

impl Triage {
    /// Whether neither the wish nor a priority is known, from the item or from before: how a council wants to be met is no answer
    /// without one of them (charter, rule 1), and more may have been written than was read.
    pub(super) fn lacks_wish_and_priorities(&self) -> bool {
        let holds = self.reading.holding.is_some() && Field::Holding.is_accurate_enough();
        self.answer.wish == Wish::Unknown && self.answer.priorities.is_empty() && !holds
    }

    /// Whether something was read that accepting the item would not record.
    pub fn has_suggestions(&self) -> bool {
        self.answer != self.suggested
    }

    /// Takes what is only offered as well: a person has looked at it.
    pub fn accept_suggestions(&mut self) {
        self.answer.clone_from(&self.suggested);
    }
}

/// What is read in the fields that are `wanted`, over what was answered before. A later mail that only adds how a council
/// wants to be met takes nothing back.
fn build_answer(reading: &Reading, before: Option<&Answer>, wanted: fn(Field) -> bool) -> Answer {
    let wish = reading.wish.as_ref().filter(|_| wanted(Field::Wish)).map(|said| said.value);
    // Whoever declines asks for nothing any more.
    if wish == Some(Wish::No) {
        return Answer { wish: Wish::No, ..Answer::empty() };
    }
    let mut answer = before.cloned().unwrap_or_else(Answer::empty);
    answer.wish = wish.unwrap_or(answer.wish);
    // All of them or none: three of which one is left out are not what the council said.
    if !reading.priorities.is_empty() && reading.priorities.iter().all(|said| wanted(said.field())) {
        let sent = reading.priorities.iter().map(|said| SentPriority {
            slot: None,
            received: said.value.text.as_str().into(),
            agreed: None,
            category: said.value.category.clone().filter(|_| wanted(Field::Category)),
            carried: said.value.taken_over,
        });
        answer.priorities = sent.collect();
    }
    if let Some(said) = reading.frequency.as_ref().filter(|_| wanted(Field::Frequency)) {
        answer.frequency = Some(said.value.clone());
    }
    if let Some(said) = reading.method.as_ref().filter(|_| wanted(Field::Method)) {
        answer.method = Some(said.value.clone());
    }
    answer
}

/// Whether something that is said stands against something that was said before.
fn contradicts_record(reading: &Reading, before: Option<&Answer>) -> bool {
    let Some(before) = before else { return false };
    let now = build_answer(reading, None, |_| true);
    let wish = now.wish != Wish::Unknown && before.wish != Wish::Unknown && now.wish != before.wish;
    let asks_again = before.wish == Wish::No && !now.priorities.is_empty();
    let mut others = Answer { wish: before.wish, ..now };
    let priorities = !others.priorities.is_empty() && !before.priorities.is_empty();
    if !priorities {
        others.priorities.clone_from(&before.priorities);
    }
    wish || asks_again || others.conflicts_with(before)
}

fn choose_group(item: &Item, source: &Source, triage: &Triage) -> Group {
    if item.later {
        return Group::Later;
    }
    match source.nature {
        Nature::AutoReply => return Group::AutoReply,
        Nature::Bounce => return Group::Bounce,
        Nature::Reply => {}
    }
    let reading = &triage.reading;
    let holds = reading.holding.is_some() && Field::Holding.is_accurate_enough();
    let says_something = holds || !build_answer(reading, None, |_| true).is_empty();
    if triage.council.is_none() {
        Group::Council
    } else if source.received.is_none()
        || triage.is_early
        || !says_something
        || triage.lacks_wish_and_priorities()
        || triage.has_suggestions()
        || triage.contradicts_itself
    {
        Group::Look
    } else if triage.on_record.is_some() {
        Group::OnRecord
    } else if triage.conflicts_with.is_some() {
        Group::Conflict
    } else if triage.answer.priorities.len() > MAX_PRIORITIES {
        Group::Choice
    } else {
        Group::Ready
    }
}
