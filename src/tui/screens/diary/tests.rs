//! The diary and the promises, driven by keys.

use charter::change::Act;
use charter::ids::CouncilId;
use rstest::rstest;

use crate::tui::app::effect::Effect;
use crate::tui::app::update::update;
use crate::tui::testing::{applied, model, press, saved, screen};

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
