//! What the diary shows beside the meetings of councils: events for the public, the days that follow from a committee's
//! meeting, and the last days of requests.

use chrono::{NaiveDate, NaiveTime};

use crate::agenda::Holidays;
use crate::calendar::{add_days, format_full, to_london};
use crate::ids::{CouncilId, PublicEventId, RequestId};
use crate::issued_report::IssuedReport;
use crate::public_event::{EventKind, PublicEvent};
use crate::report::{CommitteeMeeting, Layout};
use crate::request::Request;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    EntryKind {
        /// A surgery, a street briefing, a committee's meeting.
        Event = "event", "event";
        /// The last day for the papers of a committee's meeting.
        PapersDue = "papers-due", "papers due";
        QuestionsDue = "questions-due", "questions due by 9.00";
        /// The last day to answer a request.
        AnswerDue = "answer-due", "answer due";
    }
}

/// The record that an entry is derived from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum EntrySource {
    Event(PublicEventId),
    Request(RequestId),
}

#[derive(Clone, Debug, PartialEq)]
pub struct DiaryEntry {
    pub kind: EntryKind,
    pub source: EntrySource,
    /// Of the record.
    pub version: i64,
    pub on: NaiveDate,
    /// `None` for the whole day, and for an event without a time.
    pub at: Option<NaiveTime>,
    /// Where an event is held; blank for a due day.
    pub place: Untrusted,
    /// The councils that an event covers.
    pub councils: Vec<CouncilId>,
    /// `surgery`, `papers due`.
    pub title: String,
    /// Sanitized: where an event is held, what is asked and by whom.
    pub detail: String,
    /// Sanitized: `14 came`, `counts as contact`, `owner nobody yet`.
    pub notes: Vec<String>,
    /// The day of the committee's report, or of the answer.
    pub done_on: Option<NaiveDate>,
}

/// What entries are derived from.
#[derive(Clone, Copy, Debug)]
pub struct EntryRecords<'a> {
    /// By day.
    pub events: &'a [PublicEvent],
    pub requests: &'a [Request],
    pub issued: &'a [IssuedReport],
}

/// Ours: a committee's report that was issued so many days before its meeting, or later, is the paper for it.
pub const PAPER_DAYS: i64 = 28;

/// The entries between two days, inclusive, by day and time; those of the whole day come last in it.
pub fn diary_entries(
    records: EntryRecords<'_>,
    [from, until]: [NaiveDate; 2],
    as_at: NaiveDate,
    holidays: &Holidays,
) -> Vec<DiaryEntry> {
    let of_events = records.events.iter().flat_map(|event| of_event(event, &records, as_at, holidays));
    let of_requests = records.requests.iter().filter_map(|request| of_request(request, as_at));
    let is_within = |entry: &DiaryEntry| (from..=until).contains(&entry.on);
    let mut entries: Vec<DiaryEntry> = of_events.chain(of_requests).filter(is_within).collect();
    entries.sort_by_key(|entry| (entry.on, entry.at.is_none(), entry.at, entry.kind, entry.source));
    entries
}

fn of_event(event: &PublicEvent, records: &EntryRecords<'_>, as_at: NaiveDate, holidays: &Holidays) -> Vec<DiaryEntry> {
    let facts = &event.facts;
    let place = facts.place.sanitized();
    let entry = |kind: EntryKind, on, at, detail| DiaryEntry {
        kind,
        source: EntrySource::Event(event.id),
        version: event.version,
        on,
        at,
        place: Untrusted::default(),
        councils: event.councils.clone(),
        title: kind.label().to_owned(),
        detail,
        notes: Vec::new(),
        done_on: None,
    };
    // What was counted on a later day is not known yet.
    let came = facts.attendance.filter(|_| facts.on <= as_at).map(|count| format!("{count} came"));
    let counts = facts.counts_as_contact.then(|| "counts as contact".to_owned());
    let held = DiaryEntry {
        title: facts.title().to_owned(),
        place: facts.place.clone(),
        notes: came.into_iter().chain(counts).collect(),
        ..entry(EntryKind::Event, facts.on, facts.at, place.clone().into_owned())
    };
    if facts.kind != EventKind::Committee {
        return vec![held];
    }
    let Some(days) = CommitteeMeeting::new(facts.on, holidays) else {
        let unknown = "the bank holidays before it are not known, so neither are the days for papers and questions";
        let notes = held.notes.iter().cloned().chain([unknown.to_owned()]).collect();
        return vec![DiaryEntry { notes, ..held }];
    };
    let done_on = paper_issued_on(facts.on, records).filter(|on| *on <= as_at);
    let issued = done_on.map(|on| format!(", report issued {}", format_full(on))).unwrap_or_default();
    let papers = format!("{place}, meeting {}{issued}", format_full(facts.on));
    let questions = format!("{place}, meeting {}", format_full(facts.on));
    vec![
        DiaryEntry { done_on, ..entry(EntryKind::PapersDue, days.papers_due, None, papers) },
        entry(EntryKind::QuestionsDue, days.questions_due, NaiveTime::from_hms_opt(9, 0, 0), questions),
        held,
    ]
}

/// The first day on which a report in the layout for committees was issued for a meeting: after the meeting before it.
fn paper_issued_on(meeting: NaiveDate, records: &EntryRecords<'_>) -> Option<NaiveDate> {
    let committees = records.events.iter().filter(|event| event.facts.kind == EventKind::Committee);
    let before = committees.map(|event| event.facts.on).filter(|on| *on < meeting).max();
    let from = before.unwrap_or(NaiveDate::MIN).max(add_days(meeting, -PAPER_DAYS));
    let papers = records.issued.iter().filter(|issued| issued.facts.layout == Layout::Committee.code());
    papers.map(|issued| to_london(issued.facts.made_at).date()).filter(|on| from < *on && *on <= meeting).min()
}

/// `None` if it was not asked yet, or has no last day.
fn of_request(request: &Request, as_at: NaiveDate) -> Option<DiaryEntry> {
    let facts = &request.facts;
    let due = facts.due.filter(|_| facts.on <= as_at)?;
    let owner = if facts.owner.is_blank() { "nobody yet".into() } else { facts.owner.sanitized() };
    let done_on = facts.answered_on.filter(|on| *on <= as_at);
    let answered = done_on.map(|on| format!("answered {}", format_full(on)));
    Some(DiaryEntry {
        kind: EntryKind::AnswerDue,
        source: EntrySource::Request(request.id),
        version: request.version,
        on: due,
        at: None,
        place: Untrusted::default(),
        councils: Vec::new(),
        title: EntryKind::AnswerDue.label().to_owned(),
        detail: format!("{}, asked by {}", facts.what.sanitized(), facts.asked_by.sanitized()),
        notes: std::iter::once(format!("owner {owner}")).chain(answered).collect(),
        done_on,
    })
}

/// The next meeting of a committee that is recorded for the day or a later one. `events` are by day.
pub fn next_committee_meeting(events: &[PublicEvent], as_at: NaiveDate) -> Option<&PublicEvent> {
    events.iter().find(|event| event.facts.kind == EventKind::Committee && event.facts.on >= as_at)
}

impl DiaryEntry {
    /// `surgery: Village hall; Wem Town Council, Whixall; 14 came`. `name` gives the sanitized name of a council.
    pub fn describe(&self, name: impl Fn(CouncilId) -> Option<String>) -> String {
        format!("{}: {}", self.title, self.describe_detail(name))
    }

    /// The same without the title.
    pub fn describe_detail(&self, name: impl Fn(CouncilId) -> Option<String>) -> String {
        [self.detail.clone()].into_iter().chain(self.notes_with_councils(name)).collect::<Vec<_>>().join("; ")
    }

    /// The notes, and the councils that an event covers.
    pub fn notes_with_councils(&self, name: impl Fn(CouncilId) -> Option<String>) -> Vec<String> {
        let names: Vec<String> = self.councils.iter().filter_map(|id| name(*id)).collect();
        let covered = (!names.is_empty()).then(|| names.join(", "));
        self.notes.iter().cloned().chain(covered).collect()
    }

    /// Whether it is still to come or to do on the day; a request that nobody answered stays to do.
    pub fn is_to_do(&self, as_at: NaiveDate) -> bool {
        self.done_on.is_none() && (self.kind == EntryKind::AnswerDue || self.on >= as_at)
    }

    /// Whether a filter shows it. See [`is_shown`].
    pub fn is_shown(&self, by_name: bool, in_filter: impl Fn(CouncilId) -> bool) -> bool {
        is_shown(&self.councils, by_name, in_filter)
    }
}

/// Whether a filter shows what is about these councils. What belongs to no council is everybody's, unless a council is
/// asked for by name.
pub fn is_shown(councils: &[CouncilId], by_name: bool, in_filter: impl Fn(CouncilId) -> bool) -> bool {
    if councils.is_empty() { !by_name } else { councils.iter().any(|id| in_filter(*id)) }
}

#[cfg(test)]
mod tests {
    use super::{DiaryEntry, EntryKind, EntryRecords, diary_entries, next_committee_meeting};
    use crate::agenda::Holidays;
    use crate::ids::{CouncilId, IssuedReportId, PublicEventId, RequestId, RoundId};
    use crate::issued_report::{IssuedReport, IssuedReportFacts};
    use crate::public_event::{EventFacts, EventKind, PublicEvent};
    use crate::request::{Request, RequestFacts, RequestKind};
    use chrono::NaiveDate;
    use rstest::rstest;

    fn day(text: &str) -> NaiveDate {
        text.parse().unwrap()
    }

    fn event(id: i64, kind: EventKind, on: &str) -> PublicEvent {
        let facts = EventFacts {
            on: day(on),
            kind,
            place: "County Hall".into(),
            attendance: Some(14),
            ..EventFacts::default()
        };
        PublicEvent { id: PublicEventId(id), version: 1, councils: vec![CouncilId(7)], facts }
    }

    fn request(due: Option<&str>, answered: Option<&str>) -> Request {
        let facts = RequestFacts {
            asked_by: "Panel".into(),
            on: day("2023-09-20"),
            kind: RequestKind::Consider,
            what: "figures".into(),
            owner: "".into(),
            due: due.map(day),
            answered_on: answered.map(day),
            answer: "sent".into(),
        };
        Request { id: RequestId(1), version: 1, facts }
    }

    fn issued(layout: &str, made_at: &str) -> IssuedReport {
        let facts = IssuedReportFacts {
            round: RoundId(1),
            as_at: day("2023-10-01"),
            made_at: made_at.parse().unwrap(),
            area: "".into(),
            layout: layout.to_owned(),
            to: "Panel".into(),
            corrects: None,
            reason: "".into(),
            sha256: String::new(),
            figures: Vec::new(),
        };
        IssuedReport { id: IssuedReportId(1), version: 1, facts }
    }

    fn listed(events: &[PublicEvent], requests: &[Request], issued: &[IssuedReport], as_at: &str) -> Vec<String> {
        let days = [day("2023-01-01"), day("2030-12-31")];
        let records = EntryRecords { events, requests, issued };
        let words = |entry: &DiaryEntry| {
            let at = entry.at.map(|at| at.format(" %H:%M").to_string()).unwrap_or_default();
            format!("{}{at} {}", entry.on, entry.describe(|council| Some(format!("council {council}"))))
        };
        diary_entries(records, days, day(as_at), &Holidays::england()).iter().map(words).collect()
    }

    #[test]
    fn a_committee_has_a_day_for_papers_and_one_for_questions() {
        let committee = event(1, EventKind::Committee, "2023-10-12");
        let entries = listed(&[committee], &[], &[], "2023-10-01");
        assert_eq!(
            entries,
            [
                "2023-10-04 papers due: County Hall, meeting Thu 12 Oct 2023; council 7",
                "2023-10-11 09:00 questions due by 9.00: County Hall, meeting Thu 12 Oct 2023; council 7",
                "2023-10-12 committee meeting: County Hall; council 7",
            ]
        );
    }

    #[test]
    fn without_known_bank_holidays_no_day_is_given_and_the_entry_says_so() {
        let entries = listed(&[event(1, EventKind::Committee, "2029-10-11")], &[], &[], "2023-10-01");
        assert_eq!(entries.len(), 1);
        assert!(entries[0].contains("bank holidays before it are not known"), "{entries:?}");
    }

    #[rstest]
    #[case("committee", "2023-10-02T09:00:00Z", "2023-10-03", true)]
    // Not known yet on that day.
    #[case("committee", "2023-10-02T09:00:00Z", "2023-10-01", false)]
    #[case("summary", "2023-10-02T09:00:00Z", "2023-10-03", false)]
    // Too early: a paper for another meeting.
    #[case("committee", "2023-09-10T09:00:00Z", "2023-10-03", false)]
    // Before the committee's meeting of 21 September.
    #[case("committee", "2023-09-18T09:00:00Z", "2023-10-03", false)]
    fn a_report_for_a_committee_is_the_paper_of_its_next_meeting(
        #[case] layout: &str,
        #[case] made_at: &str,
        #[case] as_at: &str,
        #[case] is_done: bool,
    ) {
        let events = [event(1, EventKind::Committee, "2023-09-21"), event(2, EventKind::Committee, "2023-10-12")];
        let (issued, days) = ([issued(layout, made_at)], [day("2023-10-04"); 2]);
        let records = EntryRecords { events: &events, requests: &[], issued: &issued };
        let papers = diary_entries(records, days, day(as_at), &Holidays::england()).remove(0);
        assert_eq!((papers.kind, papers.done_on.is_some()), (EntryKind::PapersDue, is_done));
        assert_eq!(papers.is_to_do(day(as_at)), !is_done);
    }

    #[rstest]
    #[case(None, None, "2023-10-05", &[])]
    #[case(Some("2023-10-04"), None, "2023-09-19", &[])]
    #[case(Some("2023-10-04"), None, "2023-10-05", &["2023-10-04 answer due: figures, asked by Panel; owner nobody yet"])]
    #[case(Some("2023-10-04"), Some("2023-10-03"), "2023-10-05",
        &["2023-10-04 answer due: figures, asked by Panel; owner nobody yet; answered Tue 3 Oct 2023"])]
    fn a_request_has_its_last_day(
        #[case] due: Option<&str>,
        #[case] answered: Option<&str>,
        #[case] as_at: &str,
        #[case] expected: &[&str],
    ) {
        assert_eq!(listed(&[], &[request(due, answered)], &[], as_at), expected);
    }

    #[test]
    fn how_many_came_is_known_once_it_was_held() {
        let surgery = [event(1, EventKind::Surgery, "2023-10-03")];
        assert_eq!(listed(&surgery, &[], &[], "2023-10-02"), ["2023-10-03 surgery: County Hall; council 7"]);
        assert_eq!(listed(&surgery, &[], &[], "2023-10-03"), ["2023-10-03 surgery: County Hall; 14 came; council 7"]);
    }

    #[test]
    fn the_next_meeting_of_a_committee_is_on_the_day_or_later() {
        let events = [
            event(1, EventKind::Committee, "2023-09-21"),
            event(2, EventKind::Surgery, "2023-10-05"),
            event(3, EventKind::Committee, "2023-10-12"),
        ];
        let next = |as_at: &str| next_committee_meeting(&events, day(as_at)).map(|event| event.id.0);
        assert_eq!([next("2023-09-21"), next("2023-09-22"), next("2023-10-13")], [Some(1), Some(3), None]);
    }
}
