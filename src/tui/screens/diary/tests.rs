//! The diary and the promises, driven by keys.

use charter::agenda::Holidays;
use charter::change::Act;
use charter::diary_entry::{EntryRecords, diary_entries};
use charter::ids::{CouncilId, PublicEventId};
use charter::public_event::{EventFacts, EventKind, PublicEvent};
use rstest::rstest;

use crate::tui::app::effect::Effect;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::testing::{applied, model, press, saved, screen};
use crate::tui::ui::theme::Theme;

fn meeting_act(effects: &[Effect]) -> &charter::change::RecordMeeting {
    let change = applied(effects);
    let [Act::Meeting(act)] = change.acts.as_slice() else { panic!("{change:?}") };
    act
}

#[rstest]
#[case("3", "2023-10-05", 5)]
#[case("3 j", "2023-10-09", 6)]
#[case("3 k", "2023-10-04", 4)]
#[case("3 g", "2023-10-02", 3)]
#[case("3 G", "2023-12-26", 7)]
#[case("3 Tab Tab", "2023-10-10", 8)]
#[case("3 Tab Tab j BackTab", "2023-10-09", 6)]
#[case("3 >", "2023-11-02", 5)]
#[case("3 > > <", "2023-11-02", 5)]
#[case("3 > .", "2023-10-05", 5)]
#[case("3 > > >", "2024-01-04", 5)]
#[case("3 > > > < ", "2023-12-07", 5)]
#[case("3 PgDn PgUp", "2023-10-02", 3)]
#[case("3 c w", "2023-10-10", 8)]
#[case("c w 3", "2023-10-10", 8)]
#[case("3 / \"whix\" Enter", "2023-10-10", 7)]
#[case("3 f o Enter", "2023-10-10", 8)]
fn keys_lead_to_a_meeting(#[case] keys: &str, #[case] on: &str, #[case] council: i64) {
    let mut model = model(80, 24);
    press(&mut model, keys);
    let meeting = model.diary.focused().unwrap();
    assert_eq!((meeting.on.to_string().as_str(), meeting.council), (on, CouncilId(council)));
    assert_eq!(crate::tui::app::tabs::focused_council(&model).map(|line| line.id), Some(CouncilId(council)));
}

#[test]
fn the_diary_shows_and_counts_only_filtered_councils() {
    let mut model = model(120, 40);
    press(&mut model, "3 c w");
    let listed: Vec<i64> =
        model.diary.rows.iter().filter_map(|row| model.diary.meeting(*row)).map(|m| m.council.0).collect();
    assert_eq!(listed, [8, 8]);
    assert!(screen(&model).contains("owed 1 · planned 0 · met 0 · written 0 · excused 0 · missed 0 of 1"));
    press(&mut model, "Esc");
    assert_eq!(model.diary.promises.councils(), 9);
    press(&mut model, "3 / \"wythall\" Enter");
    assert!(screen(&model).contains("of a council called “wythall”. Esc"), "{}", screen(&model));
}

#[test]
fn a_verb_acts_on_the_council_of_the_meeting_in_focus() {
    let mut model = model(80, 24);
    let effects = press(&mut model, "3 j n \"rang the clerk\" C-s");
    assert!(matches!(&applied(&effects).acts[0], Act::Note(note) if note.council == CouncilId(6)));
    update(&mut model, saved("note on Weston Rhyn Parish Council"));
    press(&mut model, "Enter");
    assert!(screen(&model).contains("Weston Rhyn Parish Council"));
    press(&mut model, ")");
    assert!(screen(&model).contains("Malvern Town Council"), "{}", screen(&model));
}

#[test]
fn an_expected_meeting_is_planned_moved_and_cancelled_as_one_meeting() {
    use charter::meeting::Intent;
    let mut at_next = model(80, 24);
    let effects = press(&mut at_next, "3 j B");
    let act = meeting_act(&effects);
    assert_eq!((act.council, act.correct, act.facts.on.to_string().as_str()), (CouncilId(6), None, "2023-10-09"));
    assert_eq!(
        (act.facts.plan, act.facts.at.map(|at| at.to_string())),
        (Some(Intent::Digital), Some("19:00:00".into()))
    );

    let mut called_off = model(80, 24);
    let effects = press(&mut called_off, "3 j x x");
    assert!(meeting_act(&effects).facts.cancelled);

    let mut moved = model(80, 24);
    press(&mut moved, "3 j m");
    assert!(screen(&moved).contains("Mon 9 Oct 2023") && screen(&moved).contains("planned, not held yet"));
    let effects = press(&mut moved, "\"11 oct\" C-s");
    let facts = &meeting_act(&effects).facts;
    assert_eq!(
        (facts.on.to_string(), facts.instead_of.map(|on| on.to_string())),
        ("2023-10-11".into(), Some("2023-10-09".into()))
    );
}

#[test]
fn a_meeting_on_record_is_altered_with_all_that_is_recorded_of_it_and_another_key_drops_the_plan() {
    use charter::ids::MeetingId;
    use charter::meeting::Intent;
    // On file: planned digitally, at the village hall.
    let mut planned = model(80, 24);
    let effects = press(&mut planned, "3 / \"wem rural\" Enter G W");
    let act = meeting_act(&effects);
    assert_eq!((act.correct, act.facts.plan), (Some((MeetingId(2), 1)), Some(Intent::Written)));
    assert_eq!(act.facts.place.raw(), "village hall");
    let mut taken_back = model(80, 24);
    let effects = press(&mut taken_back, "3 / \"wem rural\" Enter G N");
    assert_eq!(meeting_act(&effects).facts.plan, None);
}

#[rstest]
#[case("3 g a", "attend: the outcome is recorded; m corrects it")]
#[case("3 g j x", "cancelled: the team took part; m corrects what is recorded")]
#[case("3 k a", "attend: it is past; m records the outcome")]
#[case("3 Tab Tab a", "attend: the council cancelled it; x says")]
fn a_disabled_meeting_command_shows_its_reason(#[case] keys: &str, #[case] expected: &str) {
    let mut model = model(80, 24);
    assert_eq!(press(&mut model, keys), []);
    assert!(screen(&model).contains(expected), "{}", screen(&model));
}

#[test]
fn the_promises_are_counted_by_county_and_team_and_the_missed_ones_by_reason() {
    let mut model = model(80, 24);
    press(&mut model, "3 # j j");
    assert!(screen(&model).contains("Shropshire: missed 1 of 2 contacts: off duty 1 of 1."), "{}", screen(&model));
    press(&mut model, "Tab j");
    assert!(screen(&model).contains("no team named"), "{}", screen(&model));
}

/// The diary of the tests with a committee's meeting of 12 October, and a surgery that two councils share.
fn with_entries(columns: u16, rows: u16) -> crate::tui::app::model::Model {
    let mut model = model(columns, rows);
    press(&mut model, "3");
    let days = model.diary.days.unwrap();
    let event = |id, on: &str, kind, place: &str, councils: &[i64]| PublicEvent {
        id: PublicEventId(id),
        version: 1,
        councils: councils.iter().map(|council| CouncilId(*council)).collect(),
        facts: EventFacts { on: on.parse().unwrap(), kind, place: place.into(), ..EventFacts::default() },
    };
    let events = [
        event(1, "2023-10-06", EventKind::Surgery, "Village hall", &[4, 8]),
        event(2, "2023-10-12", EventKind::Committee, "Police and Crime Panel", &[]),
    ];
    let records = EntryRecords { events: &events, requests: &[], issued: &[] };
    let entries = diary_entries(records, [days.from, days.until], model.shared.snapshot.as_at(), &Holidays::england());
    let rows = desk::diary::Diary { meetings: crate::tui::testing::diary(days), entries, events: events.to_vec() };
    update(&mut model, Msg::DiaryRead(days, rows));
    model
}

#[rstest]
#[case(60, 20)]
#[case(80, 24)]
#[case(120, 40)]
#[case(200, 50)]
fn events_and_due_days_stand_between_the_meetings(#[case] columns: u16, #[case] rows: u16) {
    let mut model = with_entries(columns, rows);
    press(&mut model, "j");
    insta::assert_snapshot!(format!("entries_{columns}x{rows}"), screen(&model));
}

#[test]
fn an_event_is_no_meeting_so_keys_of_meetings_and_councils_say_so() {
    let mut model = with_entries(120, 40);
    press(&mut model, "j");
    let entry = model.diary.focused_entry().unwrap();
    assert_eq!((entry.title.as_str(), entry.on.to_string().as_str()), ("surgery", "2023-10-06"));
    assert_eq!(press(&mut model, "a"), []);
    assert!(screen(&model).contains("select a meeting of a council first"), "{}", screen(&model));
    assert_eq!(press(&mut model, "n"), []);
    assert!(screen(&model).contains("this row is an event or a due day"), "{}", screen(&model));
    press(&mut model, "j");
    assert_eq!(model.diary.focused().unwrap().council, CouncilId(6), "the meeting of 9 October follows");
}

#[rstest]
// A council that the surgery covers.
#[case("c w", &["surgery", "questions due by 9.00", "committee meeting", "papers due"])]
// What belongs to no council is everybody's, unless a council is asked for by name.
#[case("/ \"wem rural\" Enter", &["surgery"])]
#[case("/ \"whixall\" Enter", &[])]
fn a_filter_keeps_the_events_of_its_councils(#[case] keys: &str, #[case] expected: &[&str]) {
    let mut model = with_entries(120, 40);
    press(&mut model, keys);
    let entries = model.diary.rows.iter().filter_map(|row| model.diary.entry(*row));
    let listed: std::collections::BTreeSet<&str> = entries.map(|entry| entry.title.as_str()).collect();
    assert_eq!(listed, expected.iter().copied().collect());
}

#[test]
fn a_reader_hears_what_is_due_and_when() {
    let mut model = with_entries(120, 40);
    press(&mut model, "j");
    model.shared.theme = Theme::plain(false).for_reader(true);
    assert!(screen(&model).contains("surgery, Fri 6 Oct 2023, Village hall; "), "{}", screen(&model));
}
