//! Derives the council of an item, its answer, and what it needs before somebody can record it.

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
use reading::extract::learnt::Model;
use reading::extract::{Context, Extracted, Reading, read};
use reading::matching::{Confidence, Found, Heading};
use reading::slip::{Addressee, read_with_slips};

string_enum! {
    Group {
        /// Can be accepted as it is.
        Ready = "ready", "ready";
        /// A person must name the council.
        Council = "needs-council", "needs a council";
        /// More than three priorities: a person must agree three.
        Choice = "needs-choice", "needs choice";
        /// It contradicts the current return.
        Conflict = "conflict", "conflict";
        /// Unreadable or undated: a person must look at it.
        Look = "needs-look", "needs checking";
        /// It repeats a recorded return.
        OnRecord = "on-record", "already recorded";
        /// The letter was undelivered.
        Bounce = "bounce", "undelivered";
        /// Written by a program, or no mail at all.
        AutoReply = "auto-reply", "not replies";
        Later = "later", "later";
    }
}

/// Facts about the council that a reading depends on.
#[derive(Clone, Copy, Default)]
pub struct CouncilContext<'a> {
    /// Its current return in the round.
    pub current: Option<&'a Return>,
    /// Priorities agreed in earlier rounds.
    pub agreed: &'a [Proposal],
    pub categories: &'a [String],
    /// See [`charter::round::Round::answered_from`].
    pub answered_from: Option<NaiveDate>,
    /// The code of the round, which a reply slip must bear.
    pub round: &'a str,
    /// The codes of its parishes, one of which its reply slip bears. Empty while the council is not known.
    pub codes: &'a [String],
    /// See [`Context::model`].
    pub model: Option<&'a Model<'a>>,
}

#[derive(Clone, Debug, PartialEq)]
pub struct Triage {
    /// The match by its source, with the reasons.
    pub found: Found,
    /// The person's choice, or the certain match.
    pub council: Option<CouncilId>,
    /// Spans refer to [`Item::text`].
    pub reading: Reading,
    /// The answer that accepting it records: its accurate fields over the council's earlier answer in the round,
    /// without suggestions.
    pub answer: Answer,
    /// The answer including suggestions.
    pub suggested: Answer,
    /// The return that it contradicts.
    pub conflicts_with: Option<Box<Return>>,
    /// The recorded return with the same answer and the same time: then there is nothing to record.
    pub on_record: Option<ReturnId>,
    /// Whether its date is before [`CouncilContext::answered_from`].
    pub is_early: bool,
    /// See `ItemReading::contradicts_itself`.
    pub contradicts_itself: bool,
    /// Whether a cell of its row holds an error, a formula without a result or a part of a merged cell.
    pub has_faulty_cell: bool,
    /// Whether the views in its answer are its own, not those on record.
    pub has_own_views: bool,
    /// Whether a person was told what to compare with the text: words that were not read, or a doubtful reading.
    pub compared: bool,
    /// Names of councils above parts of its text; empty if it is from one council.
    pub headings: Vec<Heading>,
    pub group: Group,
}

/// The person's choice, or the one certain match.
pub(crate) fn identified_council(item: &Item, found: &Found) -> Option<CouncilId> {
    item.council.or(match found {
        Found::One(candidate) if candidate.confidence == Confidence::Certain => Some(candidate.council),
        _ => None,
    })
}

/// `found` is the match of the source; `known` are facts about the identified council.
pub fn triage(item: &Item, source: &Source, found: Found, known: CouncilContext<'_>) -> Triage {
    triage_reading(item, source, found, read_item(item, source, known), known)
}

pub(super) fn triage_reading(
    item: &Item,
    source: &Source,
    found: Found,
    read: ItemReading,
    known: CouncilContext<'_>,
) -> Triage {
    let contradicts_itself = read.contradicts_itself();
    // A person who names the council has no need of the cell that does not.
    let has_faulty_cell = read.has_faulty_answer || read.has_faulty_name && item.council.is_none();
    let ItemReading { reading, views, has_own_slip, .. } = read;
    let council = identified_council(item, &found);
    let before = known.current.map(|returned| &returned.answer);
    // In a text of several councils a person must mark what belongs to this one.
    let wanted = if shares_whole_text(item) && !has_own_slip { Wanted::Nothing } else { Wanted::FilledIn };
    let with_views = |answer: Answer| match &views {
        Some(views) => Answer { views: views.as_str().into(), ..answer },
        None => answer,
    };
    let (answer, offered) =
        (with_views(build_answer(&reading, before, wanted)), with_views(build_answer(&reading, before, Wanted::All)));
    let against = known.current.filter(|_| contradicts_record(&reading, before)).cloned().map(Box::new);
    let is_early = source.received.zip(known.answered_from).is_some_and(|(received, from)| received.on < from);
    let on_record =
        known.current.filter(|returned| is_already_recorded(source, &answer, returned)).map(|returned| returned.id);
    let mut triage = Triage {
        on_record,
        is_early,
        contradicts_itself,
        has_faulty_cell,
        has_own_views: views.is_some(),
        found,
        council,
        reading,
        answer,
        suggested: offered,
        conflicts_with: against,
        compared: false,
        headings: Vec::new(),
        group: Group::Look,
    };
    triage.group = choose_group(item, source, &triage);
    triage
}

/// The parts of a reading that are computed once.
#[derive(Clone, Default)]
pub(super) struct ItemReading {
    pub reading: Reading,
    /// The views column of a row.
    views: Option<String>,
    /// Whether a row's views decline.
    views_decline: bool,
    /// Whether a row says that its priorities stay the same or are listed elsewhere.
    priorities_elsewhere: bool,
    /// Whether the status column of a row contradicts its answer.
    status_contradicts: bool,
    /// See [`RowAnswer::fault`] and [`RowAnswer::name_fault`].
    has_faulty_answer: bool,
    has_faulty_name: bool,
    /// Whether a reply slip with the council's code is in it: its answers are of no other council.
    has_own_slip: bool,
}

impl From<Reading> for ItemReading {
    fn from(reading: Reading) -> Self {
        Self { reading, ..Self::default() }
    }
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
            has_faulty_answer: row.fault.is_some(),
            has_faulty_name: row.name_fault.is_some(),
            has_own_slip: false,
            reading,
        }
    }

    /// Whether it declines and makes a request, whether a row's views or status contradict its columns, or whether it
    /// refers to priorities that are not on record.
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
    reading.wish.as_ref().is_some_and(|read| read.value == Wish::No)
}

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
    let context = Context { received_on, agreed: known.agreed, categories: known.categories, model: known.model };
    let usual = |text: &str| read(text, &context);
    let whole = PlainText::new(source.whole.raw());
    let addressee = Addressee { codes: known.codes, round: known.round, is_shared: item.split_from.is_some() };
    match read_with_slips(&plain.text, &whole.text, addressee, &context, usual) {
        Some((reading, has_own_slip)) => {
            ItemReading { reading: plain.with_original_spans(reading), has_own_slip, ..ItemReading::default() }
        }
        None => plain.with_original_spans(usual(&plain.text)).into(),
    }
}

/// An item split off with the whole text contains the words of other councils too.
fn shares_whole_text(item: &Item) -> bool {
    item.split_from.is_some() && item.part.is_none()
}

/// True for the same answer sent at the same time.
fn is_already_recorded(source: &Source, answer: &Answer, returned: &Return) -> bool {
    let chosen = returned.answer.priorities.len() > MAX_PRIORITIES;
    source.received == Some(returned.received) && answer.clone().agree_all_if_few(chosen).same_content(&returned.answer)
}

impl Triage {
    /// Whether neither the item nor the record has a wish or a priority. A preference alone is no answer (charter,
    /// rule 1), and the reader may have missed some of the text.
    pub(super) fn lacks_wish_and_priorities(&self) -> bool {
        self.answer.wish == Wish::Unknown && self.answer.priorities.is_empty()
    }

    /// Whether accepting the item would leave out a field that was read.
    pub fn has_suggestions(&self) -> bool {
        self.answer != self.suggested
    }

    /// Whether words that sound like an answer would be lost: nothing was read from them, and nobody has seen them.
    pub fn has_unread(&self) -> bool {
        !self.compared && !self.reading.unread.is_empty()
    }

    /// Whether the reader trusts its own reading too little, or the answer may be provisional, and nobody has compared it
    /// with the text.
    pub fn is_doubtful(&self) -> bool {
        !self.compared && (!self.reading.is_trusted || self.reading.holding.is_some())
    }

    /// Includes the suggestions, after a person checked them.
    pub fn accept_suggestions(&mut self) {
        self.answer.clone_from(&self.suggested);
    }
}

/// Which values of a reading belong to an answer.
#[derive(Clone, Copy)]
pub(super) enum Wanted {
    Nothing,
    FilledIn,
    /// Suggestions too.
    All,
}

impl Wanted {
    fn includes<T>(self, read: &Extracted<T>) -> bool {
        match self {
            Self::Nothing => false,
            Self::FilledIn => read.filled_in,
            Self::All => true,
        }
    }
}

/// The `wanted` values of a reading over the earlier answer. A later mail that only adds a preference keeps the rest.
pub(super) fn build_answer(reading: &Reading, before: Option<&Answer>, wanted: Wanted) -> Answer {
    let wish = reading.wish.as_ref().filter(|read| wanted.includes(read)).map(|read| read.value);
    // A council that declines has no requests any more.
    if wish == Some(Wish::No) {
        return Answer { wish: Wish::No, ..Answer::empty() };
    }
    let mut answer = before.cloned().unwrap_or_else(Answer::empty);
    answer.wish = wish.unwrap_or(answer.wish);
    let priorities = reading.priorities.iter().filter(|read| wanted.includes(read)).map(|read| SentPriority {
        slot: None,
        received: read.value.text.as_str().into(),
        agreed: None,
        category: read.value.category.clone(),
        priority: read.value.taken_over,
    });
    let priorities: Vec<SentPriority> = priorities.collect();
    if !priorities.is_empty() {
        answer.priorities = priorities;
    }
    if let Some(read) = reading.frequency.as_ref().filter(|read| wanted.includes(read)) {
        answer.frequency = Some(read.value.clone());
    }
    if let Some(read) = reading.method.as_ref().filter(|read| wanted.includes(read)) {
        answer.method = Some(read.value.clone());
    }
    answer
}

/// Whether a field contradicts the earlier answer.
pub(super) fn contradicts_record(reading: &Reading, before: Option<&Answer>) -> bool {
    let Some(before) = before else { return false };
    let now = build_answer(reading, None, Wanted::All);
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
    let says_something = !build_answer(reading, None, Wanted::All).is_empty();
    if triage.council.is_none() {
        Group::Council
    } else if source.received.is_none()
        || triage.is_early
        || !says_something
        || triage.lacks_wish_and_priorities()
        || triage.has_suggestions()
        || triage.contradicts_itself
        || triage.has_faulty_cell
        || triage.has_unread()
    {
        Group::Look
    } else if triage.on_record.is_some() {
        Group::OnRecord
    } else if triage.conflicts_with.is_some() {
        Group::Conflict
    } else if triage.answer.priorities.len() > MAX_PRIORITIES {
        Group::Choice
    } else if triage.is_doubtful() {
        Group::Look
    } else {
        Group::Ready
    }
}
