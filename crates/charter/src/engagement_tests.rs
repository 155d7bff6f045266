//! Each council has exactly one promise a quarter, and the right fact decides it.

use proptest::prelude::*;
use rstest::rstest;

use super::{ContactPreference, MeetingFact, Promise, QuarterFacts, QuarterPromise};
use crate::calendar::Quarter;
use crate::ids::RoundId;
use crate::meeting::{Attendance, Reason};
use crate::public_event::EventKind;
use crate::returns::{Frequency, Method, Wish};
use crate::round::Round;
use crate::update::UpdateChannel;
use chrono::NaiveDate;

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn round() -> Round {
    Round::for_quarter(RoundId(1), Quarter { year: 2023, number: 4 }, day("2023-09-30"))
}

fn takes_part() -> ContactPreference<'static> {
    ContactPreference { wish: Some(Wish::Yes), ..ContactPreference::default() }
}

fn held(on: &str, attendance: Attendance) -> MeetingFact {
    let reason = (attendance == Attendance::NotAttended).then_some(Reason::OffDuty);
    MeetingFact { on: day(on), attendance: Some(attendance), reason, planned: true, cancelled: false }
}

fn planned(on: &str) -> MeetingFact {
    MeetingFact { on: day(on), attendance: None, reason: None, planned: true, cancelled: false }
}

fn unplanned(on: &str) -> MeetingFact {
    MeetingFact { planned: false, ..held(on, Attendance::InPerson) }
}

fn seen_from(as_at: &str, meetings: &[MeetingFact]) -> QuarterFacts {
    let mut facts = QuarterFacts::default();
    meetings.iter().for_each(|meeting| facts.add_meeting(&round(), day(as_at), *meeting));
    facts
}

#[rstest]
#[case::nothing("2023-11-15", &[], Promise::Owed)]
#[case::in_the_diary("2023-11-15", &[planned("2023-11-20")], Promise::Planned)]
#[case::today_is_still_planned("2023-11-20", &[planned("2023-11-20")], Promise::Planned)]
#[case::past_and_not_recorded("2023-11-21", &[planned("2023-11-20")], Promise::Owed)]
#[case::in_person("2023-11-21", &[held("2023-11-20", Attendance::InPerson)], Promise::Met)]
#[case::digital("2023-11-21", &[held("2023-11-20", Attendance::Digital)], Promise::Met)]
#[case::written("2023-11-21", &[held("2023-11-20", Attendance::Written)], Promise::Written)]
#[case::missed("2023-11-21", &[held("2023-11-20", Attendance::NotAttended)], Promise::Missed)]
#[case::missed_and_another_to_come("2023-11-21", &[held("2023-11-20", Attendance::NotAttended), planned("2023-12-04")], Promise::Missed)]
#[case::made_good("2023-12-05", &[held("2023-11-20", Attendance::NotAttended), held("2023-12-04", Attendance::InPerson)], Promise::Met)]
#[case::met_before_it_was_missed("2023-12-05", &[held("2023-10-04", Attendance::InPerson), held("2023-11-20", Attendance::NotAttended)], Promise::Met)]
#[case::still_planned("2023-11-19", &[held("2023-11-20", Attendance::InPerson)], Promise::Planned)]
#[case::nobody_had_planned_it("2023-11-19", &[unplanned("2023-11-20")], Promise::Owed)]
#[case::the_quarter_before("2023-11-15", &[held("2023-09-30", Attendance::InPerson)], Promise::Owed)]
#[case::the_first_day("2023-11-15", &[held("2023-10-01", Attendance::InPerson)], Promise::Met)]
#[case::the_last_day("2024-01-15", &[held("2023-12-31", Attendance::InPerson)], Promise::Met)]
#[case::the_quarter_after("2024-01-15", &[held("2024-01-01", Attendance::InPerson)], Promise::Owed)]
fn meetings_decide(#[case] as_at: &str, #[case] meetings: &[MeetingFact], #[case] promise: Promise) {
    assert_eq!(QuarterPromise::derive(takes_part(), &seen_from(as_at, meetings)).promise, promise);
}

#[rstest]
#[case::held("2023-11-21", "2023-11-20", &[], Promise::Met, "met 20 Nov at a surgery")]
#[case::not_held_yet("2023-11-19", "2023-11-20", &[], Promise::Owed, "owed by 31 Dec")]
#[case::the_quarter_before("2023-11-21", "2023-09-30", &[], Promise::Owed, "owed by 31 Dec")]
#[case::the_quarter_after("2024-01-15", "2024-01-02", &[], Promise::Owed, "owed: the quarter ended 31 Dec 2023")]
#[case::a_meeting_is_the_better_evidence(
    "2023-12-05", "2023-11-20", &[held("2023-10-04", Attendance::InPerson)], Promise::Met, "met 4 Oct"
)]
#[case::it_makes_a_missed_meeting_good(
    "2023-12-05", "2023-11-20", &[held("2023-11-01", Attendance::NotAttended)], Promise::Met, "met 20 Nov at a surgery"
)]
fn an_event_that_counts_keeps_the_promise(
    #[case] as_at: &str,
    #[case] on: &str,
    #[case] meetings: &[MeetingFact],
    #[case] promise: Promise,
    #[case] words: &str,
) {
    let mut facts = seen_from(as_at, meetings);
    facts.add_event(&round(), day(as_at), day(on), EventKind::Surgery);
    let derived = QuarterPromise::derive(takes_part(), &facts);
    assert_eq!((derived.promise, derived.explain(&round(), day(as_at)).as_str()), (promise, words));
}

#[test]
fn a_cancelled_meeting_is_not_missed() {
    let off = MeetingFact { cancelled: true, ..held("2023-11-20", Attendance::NotAttended) };
    let said = MeetingFact { reason: Some(Reason::CouncilCancelled), ..held("2023-11-20", Attendance::NotAttended) };
    for meeting in [off, said] {
        assert_eq!(QuarterPromise::derive(takes_part(), &seen_from("2023-11-21", &[meeting])).promise, Promise::Owed);
    }
}

#[rstest]
#[case::no_return(None, None, None, Promise::NotOffered)]
#[case::said_no(Some(Wish::No), None, None, Promise::NotOffered)]
#[case::not_said(Some(Wish::Unknown), None, None, Promise::NotOffered)]
#[case::not_required(Some(Wish::Yes), None, Some(Method::NotRequired), Promise::NotWanted)]
#[case::frequency_says_so(Some(Wish::Yes), Some(Frequency::Other("Not required".into())), None, Promise::NotWanted)]
#[case::yearly(Some(Wish::Yes), Some(Frequency::Yearly), None, Promise::Owed)]
#[case::as_needed(Some(Wish::Yes), Some(Frequency::AsNeeded), None, Promise::Owed)]
fn the_method_decides_the_way(
    #[case] wish: Option<Wish>,
    #[case] frequency: Option<Frequency>,
    #[case] method: Option<Method>,
    #[case] promise: Promise,
) {
    let wanted = ContactPreference { wish, frequency: frequency.as_ref(), method: method.as_ref() };
    assert_eq!(QuarterPromise::derive(wanted, &QuarterFacts::default()).promise, promise);
}

#[rstest]
#[case::silent(None, "No quarterly contact due: it has not said that it takes part")]
#[case::unclear(Some(Wish::Unknown), "No quarterly contact due: it has not said that it takes part")]
#[case::declined(Some(Wish::No), "No quarterly contact due: it declined")]
fn why_no_contact_is_due(#[case] wish: Option<Wish>, #[case] words: &str) {
    let wanted = ContactPreference { wish, ..ContactPreference::default() };
    let derived = QuarterPromise::derive(wanted, &QuarterFacts::default());
    assert_eq!(derived.describe(&round(), day("2023-10-05")), words);
}

#[rstest]
#[case(UpdateChannel::Written, None, Promise::Written)]
#[case(UpdateChannel::Call, None, Promise::Written)]
#[case(UpdateChannel::Call, Some(Method::Phone), Promise::Met)]
#[case(UpdateChannel::Meeting, None, Promise::Owed)]
fn an_update_by_itself(#[case] how: UpdateChannel, #[case] method: Option<Method>, #[case] promise: Promise) {
    let mut facts = QuarterFacts::default();
    facts.add_update(&round(), day("2023-11-15"), day("2023-11-01"), how);
    let wanted = ContactPreference { method: method.as_ref(), ..takes_part() };
    assert_eq!(QuarterPromise::derive(wanted, &facts).promise, promise);
}

#[rstest]
#[case::before_it_was_missed("2023-11-19", Promise::Excused)]
#[case::after_it_was_missed("2023-11-21", Promise::Missed)]
fn a_decision_covers_what_comes_after_it(#[case] decided: &str, #[case] promise: Promise) {
    let mut facts = seen_from("2023-12-01", &[held("2023-11-20", Attendance::NotAttended)]);
    facts.add_excuse(day("2023-12-01"), day(decided));
    assert_eq!(QuarterPromise::derive(takes_part(), &facts).promise, promise);
}

#[rstest]
#[case::before_the_quarter("2023-09-30", None, None, false)]
#[case::told_nothing("2023-10-01", None, None, true)]
#[case::updated_on("2023-11-15", Some("2023-10-10"), None, false)]
#[case::something_was_done_since("2023-11-15", Some("2023-10-10"), Some("2023-11-01"), true)]
#[case::told_of_it("2023-11-15", Some("2023-11-01"), Some("2023-11-01"), false)]
#[case::done_but_not_yet("2023-10-20", Some("2023-10-10"), Some("2023-11-01"), false)]
fn an_update_is_owed_by_rule(
    #[case] as_at: &str,
    #[case] updated_on: Option<&str>,
    #[case] done: Option<&str>,
    #[case] owed: bool,
) {
    let (round, as_at) = (round(), day(as_at));
    let mut facts = QuarterFacts::default();
    updated_on.into_iter().for_each(|on| facts.add_update(&round, as_at, day(on), UpdateChannel::Call));
    done.into_iter().for_each(|on| facts.add_news(&round, as_at, day(on)));
    assert_eq!(facts.update_is_owed(&round, as_at), owed);
}

fn any_meeting() -> impl Strategy<Value = MeetingFact> {
    let attendance = prop::option::of(prop::sample::select(Attendance::ALL));
    (0..130i64, attendance, any::<bool>(), prop::bool::weighted(0.2)).prop_map(
        |(days, attendance, planned, cancelled)| {
            let reason = (attendance == Some(Attendance::NotAttended)).then_some(Reason::Leave);
            MeetingFact {
                on: day("2023-09-15") + chrono::Days::new(days.unsigned_abs()),
                attendance,
                reason,
                planned,
                cancelled,
            }
        },
    )
}

proptest! {
    /// No promise is both met and missed; the deciding fact exists on the day that the promise names.
    #[test]
    fn a_promise_is_decided_by_what_happened(
        meetings in prop::collection::vec(any_meeting(), 0..8),
        as_at in 0..150i64,
        excused in prop::option::of(0..120i64),
        wish in prop::sample::select(Wish::ALL),
    ) {
        let (round, start) = (round(), day("2023-09-10"));
        let later = |days: i64| start + chrono::Days::new(days.unsigned_abs());
        let as_at = later(as_at);
        let mut facts = QuarterFacts::default();
        meetings.iter().for_each(|meeting| facts.add_meeting(&round, as_at, *meeting));
        excused.into_iter().for_each(|on| facts.add_excuse(as_at, later(on)));
        let quarterly = QuarterPromise::derive(ContactPreference { wish: Some(wish), ..ContactPreference::default() }, &facts);
        let in_quarter = |meeting: &&MeetingFact| {
            !meeting.cancelled && (round.starts_on..=round.ends_on).contains(&meeting.on)
        };
        let seen = meetings.iter().filter(in_quarter).any(|meeting| {
            meeting.on <= as_at && meeting.attendance.is_some_and(Attendance::is_met)
        });
        prop_assert_eq!(quarterly.promise == Promise::Met, seen && wish == Wish::Yes);
        prop_assert_eq!(quarterly.promise == Promise::NotOffered, wish != Wish::Yes);
        if quarterly.promise == Promise::Missed {
            let of_that_day = |meeting: &MeetingFact| Some(meeting.on) == quarterly.on
                && meeting.attendance == Some(Attendance::NotAttended);
            prop_assert!(meetings.iter().filter(in_quarter).any(of_that_day));
        }
        if quarterly.promise == Promise::Planned {
            prop_assert!(quarterly.on.is_some_and(|on| on >= as_at && on <= round.ends_on));
        }
        let happened = !matches!(quarterly.promise, Promise::Planned);
        prop_assert!(!happened || quarterly.on.is_none_or(|on| on <= as_at));
    }

    /// The order of meetings does not matter.
    #[test]
    fn any_order_gives_the_same(meetings in prop::collection::vec(any_meeting(), 0..8)) {
        let as_at = day("2023-11-20");
        let mut distinct = meetings;
        distinct.sort_by_key(|meeting| meeting.on);
        distinct.dedup_by_key(|meeting| meeting.on);
        let gather = |meetings: &mut dyn Iterator<Item = &MeetingFact>| {
            let mut facts = QuarterFacts::default();
            meetings.for_each(|meeting| facts.add_meeting(&round(), as_at, *meeting));
            facts
        };
        prop_assert_eq!(gather(&mut distinct.iter()), gather(&mut distinct.iter().rev()));
    }
}
