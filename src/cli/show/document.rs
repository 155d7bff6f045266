//! The document of `show --json`: the fields of the list, then everything on file.

use chrono::{NaiveDate, NaiveTime};
use schemars::JsonSchema;
use serde::Serialize;

use super::quarter::QuarterDocument;
use crate::cli::contact_document::ContactDocument;
use crate::cli::context::council_line;
use crate::cli::failure::Failure;
use crate::cli::history::EntryDocument;
use crate::cli::output::Output;
use crate::cli::round::RoundDocument;
use charter::area::Area;
use charter::contact::ContactFacts;
use charter::council::Parish;
use charter::council_file::CouncilFile;
use charter::council_line::LineDocument;
use charter::decision::Decision;
use charter::ids::{ContactId, CouncilId, ItemId, LetterId, MeetingId, NoteId, ReplyId, ReturnId};
use charter::incoming::Source;
use charter::invitation::{Channel, Invitation};
use charter::item::Item;
use charter::letter::{Letter, LetterKind};
use charter::meeting::{Attendance, Intent, Meeting, Reason};
use charter::note::Note;
use charter::public_event::PublicEvent;
use charter::reply::Reply;
use charter::returns::{Frequency, Method, Return, ReturnState, SentPriority, Wish};
use charter::round::Round;
use charter::team::{NamedOfficer, Team};
use charter::untrusted::Untrusted;

#[derive(Serialize, JsonSchema)]
pub struct FileDocument<'a> {
    #[serde(flatten)]
    line: LineDocument<'a>,
    as_at: NaiveDate,
    round: RoundDocument<'a>,
    parish_details: &'a [Parish],
    /// The contact that letters go to.
    contact: LetterContactDocument,
    /// All that were ever recorded.
    contacts: Vec<ContactDocument<'a>>,
    meeting_pattern: &'a Untrusted,
    /// The record of its team.
    team_record: Option<&'a Team>,
    /// The records of its county and its district.
    area_records: &'a [Area],
    /// The posts that are, were or will be its named contact, the oldest first.
    named_contacts: &'a [NamedOfficer],
    /// The first day on which it exists; null if it existed before the records begin.
    active_from: Option<NaiveDate>,
    inactive_on: Option<NaiveDate>,
    /// The councils that it was merged into or split into.
    successors: &'a [CouncilId],
    letters: Vec<LetterDocument>,
    /// Drafted by the program, the oldest first.
    drafted_letters: Vec<DraftedDocument<'a>>,
    returns: Vec<ReturnDocument<'a>>,
    replies: Vec<ReplyDocument<'a>>,
    meetings: Vec<MeetingDocument<'a>>,
    /// Events for the public that cover it, the newest first.
    events: &'a [PublicEvent],
    notes: Vec<NoteDocument<'a>>,
    #[serde(flatten)]
    quarter: QuarterDocument<'a>,
    history: Vec<EntryDocument<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct LetterContactDocument {
    id: Option<ContactId>,
    role: Untrusted,
    /// Its e-mail address, or else its postal address.
    address: Untrusted,
}

#[derive(Serialize, JsonSchema)]
struct DraftedDocument<'a> {
    id: LetterId,
    kind: LetterKind,
    subject: &'a Untrusted,
    drafted_on: NaiveDate,
    /// `null` until it is recorded as sent.
    sent_on: Option<NaiveDate>,
}

#[derive(Serialize, JsonSchema)]
struct LetterDocument {
    sent_on: Option<NaiveDate>,
    channel: Channel,
    undelivered_on: Option<NaiveDate>,
}

#[derive(Serialize, JsonSchema)]
struct ReturnDocument<'a> {
    id: ReturnId,
    received_on: NaiveDate,
    received_at: Option<NaiveTime>,
    recorded_at: String,
    /// Whether it is the current answer.
    in_force: bool,
    stands: ReturnState,
    wish: Wish,
    priorities: &'a [SentPriority],
    frequency: &'a Option<Frequency>,
    method: &'a Option<Method>,
    views: &'a Untrusted,
    /// What was decided about it by the as-at day, the newest first.
    decisions: Vec<&'a Decision>,
    /// The inbox item that it was recorded from.
    source: Option<SourceDocument<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct SourceDocument<'a> {
    item: ItemId,
    file: &'a Untrusted,
    number: u64,
    from: &'a Untrusted,
    subject: &'a Untrusted,
    text: String,
}

#[derive(Serialize, JsonSchema)]
struct ReplyDocument<'a> {
    id: ReplyId,
    received_on: NaiveDate,
    received_at: Option<NaiveTime>,
    recorded_at: String,
    channel: &'a Untrusted,
    from: &'a Untrusted,
    text: &'a Untrusted,
    /// The inbox item that it was recorded from.
    source: Option<SourceDocument<'a>>,
}

#[derive(Serialize, JsonSchema)]
struct MeetingDocument<'a> {
    id: MeetingId,
    on: NaiveDate,
    at: Option<NaiveTime>,
    place: &'a Untrusted,
    plan: Option<Intent>,
    cancelled: bool,
    instead_of: Option<NaiveDate>,
    attendance: Option<Attendance>,
    reason: Option<Reason>,
    /// Of the user's own list.
    own_reason: Option<&'a str>,
    /// Hours of officers that an abstraction took.
    hours_lost: Option<f64>,
    officers: &'a [Untrusted],
    note: &'a Untrusted,
    /// The numbers, 1 to 3, of the priorities covered.
    covered: &'a [u8],
}

#[derive(Serialize, JsonSchema)]
struct NoteDocument<'a> {
    id: NoteId,
    on: NaiveDate,
    text: &'a Untrusted,
}

pub(super) fn print(file: &CouncilFile, round: &Round, as_at: NaiveDate, out: &mut Output) -> Result<(), Failure> {
    let line = council_line(file, as_at);
    let council = &file.council;
    let in_force = file.current_return(as_at).map(|returned| returned.id);
    out.json(&FileDocument {
        line: line.document(round, as_at),
        as_at,
        round: RoundDocument::new(round),
        parish_details: &council.parishes,
        contact: letter_contact(file, as_at),
        contacts: file.contacts.iter().map(ContactDocument::new).collect(),
        meeting_pattern: &council.meeting_pattern,
        team_record: file.team.as_ref(),
        area_records: &file.areas,
        named_contacts: &file.officers,
        active_from: council.active_from,
        inactive_on: council.inactive_on,
        successors: &council.successors,
        letters: file.letters.iter().map(letter).collect(),
        drafted_letters: file.drafted_letters.iter().map(drafted).collect(),
        returns: file.returns.iter().map(|known| returned(known, in_force == Some(known.id), file, as_at)).collect(),
        replies: file.replies.iter().map(|known| reply(known, file)).collect(),
        meetings: file.meetings.iter().map(meeting).collect(),
        events: &file.events,
        notes: file.notes.iter().map(note).collect(),
        quarter: QuarterDocument::of(file, round, as_at),
        history: file.history.iter().map(EntryDocument::new).collect(),
    })
}

fn letter_contact(file: &CouncilFile, as_at: NaiveDate) -> LetterContactDocument {
    let known = file.letter_contact(as_at);
    let text = |of: fn(&ContactFacts) -> &Untrusted| known.map_or_else(Default::default, |it| of(&it.facts).clone());
    LetterContactDocument {
        id: known.map(|known| known.id),
        role: text(|it| &it.role),
        address: text(ContactFacts::address),
    }
}

fn drafted(letter: &Letter) -> DraftedDocument<'_> {
    let (kind, subject) = (letter.draft.kind, &letter.draft.subject);
    DraftedDocument { id: letter.id, kind, subject, drafted_on: letter.drafted_on, sent_on: letter.sent_on }
}

fn letter(sent: &Invitation) -> LetterDocument {
    LetterDocument { sent_on: sent.sent_on, channel: sent.channel, undelivered_on: sent.undelivered_on }
}

fn returned<'a>(known: &'a Return, in_force: bool, file: &'a CouncilFile, as_at: NaiveDate) -> ReturnDocument<'a> {
    ReturnDocument {
        id: known.id,
        received_on: known.received.on,
        received_at: known.received.at,
        recorded_at: known.recorded_at.to_rfc3339(),
        in_force,
        stands: known.state,
        wish: known.answer.wish,
        priorities: &known.answer.priorities,
        frequency: &known.answer.frequency,
        method: &known.answer.method,
        views: &known.answer.views,
        decisions: file.decisions_about(known.id, as_at).collect(),
        source: file.source_of_return(known.id).map(source),
    }
}

fn source((item, source): &(Item, Source)) -> SourceDocument<'_> {
    SourceDocument {
        item: item.id,
        file: &source.file,
        number: source.number,
        from: &source.from,
        subject: &source.subject,
        text: item.text(source).into_owned(),
    }
}

fn reply<'a>(reply: &'a Reply, file: &'a CouncilFile) -> ReplyDocument<'a> {
    ReplyDocument {
        id: reply.id,
        received_on: reply.received.on,
        received_at: reply.received.at,
        recorded_at: reply.recorded_at.to_rfc3339(),
        channel: &reply.channel,
        from: &reply.from,
        text: &reply.text,
        source: file.source_of_reply(reply.id).map(source),
    }
}

fn meeting(meeting: &Meeting) -> MeetingDocument<'_> {
    MeetingDocument {
        id: meeting.id,
        on: meeting.facts.on,
        at: meeting.facts.at,
        place: &meeting.facts.place,
        plan: meeting.facts.plan,
        cancelled: meeting.facts.cancelled,
        instead_of: meeting.facts.instead_of,
        attendance: meeting.facts.attendance,
        reason: meeting.facts.reason,
        own_reason: meeting.facts.own_reason.as_deref(),
        hours_lost: meeting.facts.hours_lost,
        officers: &meeting.facts.officers,
        note: &meeting.facts.note,
        covered: &meeting.facts.covered,
    }
}

fn note(note: &Note) -> NoteDocument<'_> {
    NoteDocument { id: note.id, on: note.on, text: &note.text }
}
