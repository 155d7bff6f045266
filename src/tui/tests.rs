//! The dashboard driven by strings of keys, without a terminal and without a database; and its screens as text.

use rstest::rstest;

use super::app::{Model, update};
use super::msg::{Effect, Msg};
use super::testing::{day, file, model, press, reading, saved, screen};
use crate::domain::change::{Act, Change};
use crate::domain::edit::Record;
use crate::domain::ids::CouncilId;
use crate::domain::meeting::Attendance;
use crate::domain::returns::{Frequency, Method, Wish};

fn applied(effects: &[Effect]) -> &Change {
    let change = effects.iter().find_map(|effect| match effect {
        Effect::Apply(change) => Some(change),
        _ => None,
    });
    change.unwrap_or_else(|| panic!("no change among {effects:?}"))
}

fn focused(model: &Model) -> String {
    model.councils.focused(&model.desk).map(|line| line.name.raw().to_owned()).unwrap_or_default()
}

#[rstest]
#[case("", "Abbey Dore")]
#[case("j", "Ross-on-Wye Town Council")]
#[case("G", "Wythall")]
#[case("} j", "Shrewsbury Town Council")]
#[case("/ \"wem\"", "Wem Town Council")]
#[case("/ \"shrwsb\" Enter", "Shrewsbury Town Council")]
#[case("/ \"wythal\" Esc", "Wythall")]
#[case("c s j", "Wem Rural Parish Council")]
#[case("c s c c", "Shrewsbury Town Council")]
#[case("!", "Abbey Dore")]
#[case("f l Enter", "Wem Rural Parish Council")]
fn keys_lead_to_a_council(#[case] keys: &str, #[case] council: &str) {
    let mut model = model(80, 24);
    press(&mut model, keys);
    assert_eq!(focused(&model), council);
}

#[test]
fn filters_combine_are_counted_and_go_with_one_key() {
    let mut model = model(80, 24);
    press(&mut model, "c s f m Enter");
    assert_eq!(model.councils.shown, 3);
    assert!(screen(&model).contains("County Shropshire"));
    assert!(screen(&model).contains("3 of 9 councils"));
    press(&mut model, "Esc");
    assert_eq!(model.councils.shown, 9);
}

#[test]
fn those_that_missed_the_deadline_stand_in_their_four_groups() {
    let mut model = model(120, 40);
    press(&mut model, "!");
    let screen = screen(&model);
    for heading in ["! silent: write or phone", "? heard, not confirmed: help to finish", "! late: accept"] {
        assert!(screen.contains(heading), "{heading} in\n{screen}");
    }
    assert_eq!(model.councils.shown, model.desk.tally.missed_in_all());
}

#[test]
fn a_whole_return_takes_few_keys_beside_the_text() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"wem town\" Enter");
    let keys = ["r", "Enter", "y", "Enter", "Enter", "Enter", "Enter", "q", "Enter", "i", "C-s"];
    let text = ["", "\"12 sep\"", "", "", "\"Speeding\"", "\"Parking\"", "\"Litter\"", "", "", "", ""];
    assert!(keys.len() <= 12);
    press(&mut model, "r");
    let mut effects = press(&mut model, "\"12 sep\" Enter");
    for (key, text) in keys.iter().zip(text).skip(2) {
        effects = press(&mut model, &format!("{text} {key}"));
    }
    let Act::Return(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.received.to_string(), "2023-09-12");
    assert_eq!((act.answer.wish, act.answer.priorities.len()), (Wish::Yes, 3));
    assert_eq!(act.answer.frequency, Some(Frequency::Quarterly));
    assert_eq!(act.answer.method, Some(Method::InPerson));
}

#[test]
fn a_meeting_is_recorded_with_its_reason_when_not_attended() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"wem town\" Enter m");
    let blamed = press(&mut model, "\"3 oct\" Enter n C-s");
    assert_eq!(blamed, []);
    assert!(screen(&model).contains("say why"), "{}", screen(&model));
    let effects = press(&mut model, "l C-s");
    let Act::Meeting(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.facts.attendance, Some(Attendance::NotAttended));
    assert_eq!(act.facts.reason.map(|reason| reason.code()), Some("leave"));
}

#[test]
fn a_verb_acts_on_all_that_are_tagged_as_one_change() {
    let mut model = model(80, 24);
    press(&mut model, "c s Space Space Space h");
    let effects = press(&mut model, "Enter \"on our October agenda\" C-s");
    let change = applied(&effects);
    assert_eq!(change.acts.len(), 3);
    assert!(
        change.acts.iter().all(|act| matches!(act, Act::Reply(reply) if reply.text.raw() == "on our October agenda"))
    );
    update(&mut model, saved("reply from 3 councils"));
    assert!(model.councils.tagged.is_empty());
    assert!(screen(&model).contains("saved: reply from 3 councils"));
    assert!(screen(&model).contains("saved 14:02:11"));
}

#[test]
fn the_screen_says_saved_only_after_the_commit() {
    let mut model = model(80, 24);
    press(&mut model, "j n \"seen the clerk\" C-s");
    assert!(!screen(&model).contains("saved"));
    update(&mut model, saved("note on Ross-on-Wye Town Council"));
    assert!(screen(&model).contains("saved: note on Ross-on-Wye"));
}

#[test]
fn keys_wait_for_the_answer_and_reach_the_right_layer() {
    let mut model = model(80, 24);
    let key = |c| Msg::Key(crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char(c)));
    let effects = update(&mut model, key('r'));
    let Some(Effect::ReadFile(of)) = effects.first() else { panic!("{effects:?}") };
    // "q" would quit the list; it is typed into the form once that has opened.
    assert_eq!(update(&mut model, key('q')), []);
    update(&mut model, Msg::File(*of, Some(file(of.council))));
    assert!(screen(&model).contains("received       q"));
}

#[test]
fn what_was_typed_survives_closing_refusing_and_failing() {
    let mut model = model(80, 24);
    press(&mut model, "n \"half a thought\" Esc");
    assert!(screen(&model).contains("what you typed is kept"));
    press(&mut model, "n");
    assert!(screen(&model).contains("half a thought"));
    press(&mut model, "C-s");
    update(&mut model, Msg::Refused("the disk is full; nothing was lost; make room".into(), None));
    assert!(screen(&model).contains("the disk is full") && screen(&model).contains("half a thought"));
    press(&mut model, "C-s");
    update(&mut model, saved("note on Abbey Dore"));
    press(&mut model, "n");
    assert!(!screen(&model).contains("half a thought"));
}

#[test]
fn a_draft_comes_back_for_its_own_record_only_and_with_the_day_that_was_meant() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"ross\" Enter Enter 2 Enter \"Speeding on the A49\" Esc");
    press(&mut model, "j Enter");
    assert!(!screen(&model).contains("A49"), "{}", screen(&model));
    press(&mut model, "Esc k Enter");
    assert!(screen(&model).contains("A49"), "{}", screen(&model));
    press(&mut model, "Esc Esc h \"yesterday\" Esc");
    update(&mut model, Msg::Read(Box::new(reading("2023-10-09".parse().unwrap()))));
    press(&mut model, "h");
    assert!(screen(&model).contains("Wed 4 Oct 2023"), "{}", screen(&model));
}

#[test]
fn keys_wait_for_another_day_and_reach_what_is_seen_then() {
    let mut model = model(80, 24);
    press(&mut model, "@ \"30/9\" Enter");
    assert_eq!(press(&mut model, "q"), [], "it is held until the councils have come");
    let effects = update(&mut model, Msg::Read(Box::new(reading("2023-09-30".parse().unwrap()))));
    assert!(effects.contains(&Effect::Quit));
}

#[test]
fn a_file_that_nobody_asks_for_any_more_opens_nothing() {
    let mut model = model(80, 24);
    let of = super::msg::FileOf { council: CouncilId(2), round: model.desk.round().id, as_at: day() };
    update(&mut model, Msg::File(of, Some(file(CouncilId(2)))));
    assert!(model.layers.is_empty());
}

#[test]
fn a_new_day_is_followed_until_another_was_chosen() {
    let mut model = model(80, 24);
    model.follows_today = true;
    let next = "2023-10-06".parse().unwrap();
    assert!(matches!(update(&mut model, Msg::Today(next)).as_slice(), [Effect::Read(Some(_), on)] if *on == next));
    update(&mut model, Msg::Read(Box::new(reading(next))));
    press(&mut model, "@ \"30/9\" Enter");
    update(&mut model, Msg::Read(Box::new(reading("2023-09-30".parse().unwrap()))));
    assert_eq!(update(&mut model, Msg::Today("2023-10-07".parse().unwrap())), []);
    let back = press(&mut model, "@ \"today\" Enter");
    assert!(matches!(back.as_slice(), [Effect::Read(Some(_), on)] if on.to_string() == "2023-10-07"));
}

#[test]
fn alt_is_esc_and_the_key_but_nothing_where_text_is_typed() {
    use crossterm::event::{KeyCode, KeyEvent, KeyModifiers};
    let mut model = model(80, 24);
    let alt_q = || Msg::Key(KeyEvent::new(KeyCode::Char('q'), KeyModifiers::ALT));
    press(&mut model, "n \"half\"");
    assert_eq!(update(&mut model, alt_q()), []);
    assert!(screen(&model).contains("half"));
    press(&mut model, "C-u Esc");
    assert!(update(&mut model, alt_q()).contains(&Effect::Quit));
}

#[test]
fn quitting_asks_only_if_a_draft_is_kept() {
    let mut model = model(80, 24);
    assert!(press(&mut model, "q").contains(&Effect::Quit));
    press(&mut model, "n \"half\" Esc");
    assert_eq!(press(&mut model, "q"), []);
    assert!(press(&mut model, "q").contains(&Effect::Quit));
    assert_eq!(press(&mut model, "Esc Esc Esc"), [], "Esc never quits");
}

#[test]
fn a_change_of_another_is_shown_beside_and_saved_over_only_when_asked_again() {
    let mut model = model(80, 24);
    press(&mut model, "j e C-u \"Ross SNT\"");
    let first = press(&mut model, "C-s");
    let Act::Council(act) = &applied(&first).acts[0] else { panic!() };
    assert_eq!(act.version, Some(1));
    let mut theirs = file(CouncilId(2)).council;
    theirs.version = 5;
    theirs.team = "Wye SNT".into();
    update(&mut model, Msg::Refused("it was changed elsewhere".into(), Some(Box::new(Record::Council(theirs)))));
    assert!(screen(&model).contains("Wye SNT") && screen(&model).contains("Ross SNT"), "{}", screen(&model));
    let second = press(&mut model, "C-s");
    let Act::Council(act) = &applied(&second).acts[0] else { panic!() };
    assert_eq!(act.version, Some(5));
}

#[test]
fn more_than_three_priorities_are_agreed_down_to_three() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"shrews\" Enter Enter a");
    let effects = press(&mut model, "j Space Space k Space Enter");
    // Space on the second agreed it and took it back; the first is agreed.
    let Act::Agree(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.chosen, [0]);
}

#[test]
fn a_command_that_is_off_says_why() {
    let mut model = model(80, 24);
    press(&mut model, "[");
    assert!(screen(&model).contains("this is the first round"));
    press(&mut model, ": \"round after\"");
    assert!(screen(&model).contains("off: this is the newest round"));
}

#[test]
fn the_cursor_stays_on_its_council_when_the_list_is_read_again() {
    let mut model = model(80, 24);
    press(&mut model, "! j");
    let before = focused(&model);
    update(&mut model, Msg::Read(Box::new(reading(day()))));
    assert_eq!(focused(&model), before);
    // As at the deadline nobody has missed it: the list is empty and says how to clear the filter.
    update(&mut model, Msg::Read(Box::new(reading("2023-09-30".parse().unwrap()))));
    assert!(screen(&model).contains("Esc clears every filter"));
}

#[test]
fn pasted_text_is_never_obeyed() {
    let mut model = model(80, 24);
    assert_eq!(update(&mut model, Msg::Paste("q".into())), []);
    press(&mut model, "n");
    update(&mut model, Msg::Paste("two\nlines \u{1b}[2J".into()));
    assert!(screen(&model).contains("lines ·[2J"));
}

/// The layers that can lie over the list, by the keys that open them.
const LAYERS: [(&str, &str); 48] = [
    ("inbox", "2"),
    ("inbox-source", "2 s J"),
    ("inbox-whose", "2 j j j"),
    ("inbox-conflict", "2 Tab Tab Tab v"),
    ("inbox-council", "2 Tab C"),
    ("inbox-split", "2 Tab j j S \"w\""),
    ("inbox-form", "2 Enter"),
    ("inbox-keys", "2 ?"),
    ("inbox-bounce", "2 G Tab k"),
    ("inbox-look", "2 G Tab k k k"),
    ("priorities", "4"),
    ("priorities-team", "4 s s"),
    ("priorities-overdue", "4 x o Enter"),
    ("concerns", "4 x"),
    ("list", ""),
    ("missed", "!"),
    ("find", "/ \"wem\""),
    ("nothing", "/ \"zzzz\""),
    ("county", "c"),
    ("show", "f m"),
    ("council", "/ \"ross\" Enter Enter"),
    ("meetings", "/ \"ross\" Enter Enter 3"),
    ("council-priorities", "/ \"ross\" Enter Enter 2"),
    ("council-through", "/ \"ross\" Enter Enter 2 PgDn PgDn PgDn PgDn"),
    ("progress", "/ \"ross\" Enter p"),
    ("action", "/ \"ross\" Enter Enter 2 A Tab d"),
    ("action-known", "/ \"ross\" Enter Enter 2 j j Enter"),
    ("review", "/ \"ross\" Enter Enter 2 V u"),
    ("close", "/ \"ross\" Enter C"),
    ("update", "/ \"ross\" Enter w"),
    ("decide", "/ \"ross\" Enter D"),
    ("team-told", "/ \"ross\" Enter T"),
    ("proposed", "/ \"abbey\" Enter r Tab Tab \"=\""),
    ("after-meeting", "/ \"ross\" Enter m \"3 oct\" Enter Enter Enter \"Survey asked for.\""),
    ("choose", "/ \"shrews\" Enter Enter a"),
    ("return", "/ \"ross\" Enter r Tab"),
    ("meeting", "/ \"ross\" Enter m Tab n"),
    ("council-form", "/ \"abbey\" Enter e"),
    ("diary", "3"),
    ("diary-empty", "3 / \"abbey\" Enter"),
    ("promises", "3 = j"),
    ("expected-meeting", "3 m"),
    ("plan-form", "3 P"),
    ("plan", "3 P \"12 oct, 14 nov x2\" C-s j"),
    ("priorities", "4"),
    ("brief", "/ \"ross\" Enter b"),
    ("keys", "?"),
    ("commands", ": \"return\""),
];

#[rstest]
fn each_screen_as_text(#[values((80, 24), (120, 40), (40, 12))] size: (u16, u16)) {
    for (name, keys) in LAYERS {
        let mut model = model(size.0, size.1);
        press(&mut model, keys);
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), screen(&model));
    }
}

#[test]
fn nothing_is_drawn_outside_at_any_size() {
    for (_, keys) in LAYERS {
        let mut model = model(80, 24);
        press(&mut model, keys);
        for columns in (1..10).chain(36..44).chain([60, 79, 80, 99, 100, 101, 200]) {
            for rows in (1..7).chain(10..15).chain(18..23).chain([60]) {
                update(&mut model, Msg::Resize(columns, rows));
                screen(&model);
            }
        }
    }
}

#[test]
fn a_window_that_grew_again_is_drawn_whole_and_filled() {
    let mut model = model(120, 40);
    press(&mut model, "/ \"wem\" Enter");
    let before = screen(&model);
    for size in [(1, 1), (120, 40)] {
        assert_eq!(update(&mut model, Msg::Resize(size.0, size.1)), [Effect::Redraw]);
    }
    assert_eq!(screen(&model), before);
}

#[test]
fn ascii_draws_ascii() {
    for (_, keys) in LAYERS {
        let mut model = model(120, 40);
        model.theme = super::theme::Theme::plain(true);
        press(&mut model, keys);
        let text = screen(&model);
        let odd: String = text.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(odd.trim(), "", "in\n{text}");
    }
}

#[test]
fn what_another_screen_shows_is_read_when_it_is_gone_to_and_after_each_change_while_it_is_shown() {
    let mut model = model(80, 24);
    let again = |model: &mut Model| update(model, Msg::Read(Box::new(reading(day()))));
    assert_eq!(again(&mut model), [], "nothing but the list is read at the start");
    let key = |c| Msg::Key(crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char(c)));
    let effects = update(&mut model, key('3'));
    let [Effect::ReadDiary(days)] = effects.as_slice() else { panic!("{effects:?}") };
    assert_eq!((days.from.to_string().as_str(), days.until.to_string().as_str()), ("2023-10-01", "2023-12-31"));
    assert_eq!(update(&mut model, key('4')), [], "keys wait for the meetings");
    let effects = update(&mut model, Msg::Diary(*days, Vec::new()));
    let [Effect::ReadPriorities(round, as_at)] = effects.as_slice() else { panic!("{effects:?}") };
    update(&mut model, Msg::Priorities(*round, *as_at, Vec::new()));
    assert_eq!(again(&mut model), effects);
    press(&mut model, "1");
    assert_eq!(again(&mut model), []);
}

#[test]
fn a_screen_that_cannot_be_read_says_so_and_lets_go_of_the_keys() {
    let mut model = model(80, 24);
    let key = |c| Msg::Key(crossterm::event::KeyEvent::from(crossterm::event::KeyCode::Char(c)));
    update(&mut model, key('3'));
    update(&mut model, key('q'));
    assert_eq!(update(&mut model, Msg::ReadFailed("the disk is gone".into())), [], "a key that waited is dropped");
    assert!(screen(&model).contains("the disk is gone"));
    assert!(press(&mut model, "q").contains(&Effect::Quit));
}

fn meeting_act(effects: &[Effect]) -> &crate::domain::change::RecordMeeting {
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
#[case("3 } }", "2023-10-10", 8)]
#[case("3 } } j {", "2023-10-09", 6)]
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
    assert_eq!(super::focus::on_base(&model).map(|line| line.id), Some(CouncilId(council)));
}

#[test]
fn the_diary_shows_and_counts_only_what_the_filter_leaves() {
    let mut model = model(120, 40);
    press(&mut model, "3 c w");
    let shown: Vec<i64> =
        model.diary.rows.iter().filter_map(|row| model.diary.meeting(*row)).map(|m| m.council.0).collect();
    assert_eq!(shown, [8, 8]);
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
    press(&mut model, "J");
    assert!(screen(&model).contains("Malvern Town Council"), "{}", screen(&model));
}

#[test]
fn an_expected_meeting_is_planned_moved_and_called_off_as_one_meeting() {
    use crate::domain::meeting::Intent;
    let mut at_next = model(80, 24);
    let effects = press(&mut at_next, "3 j v");
    let act = meeting_act(&effects);
    assert_eq!((act.council, act.correct, act.facts.on.to_string().as_str()), (CouncilId(6), None, "2023-10-09"));
    assert_eq!(
        (act.facts.plan, act.facts.at.map(|at| at.to_string())),
        (Some(Intent::Digital), Some("19:00:00".into()))
    );

    let mut called_off = model(80, 24);
    let effects = press(&mut called_off, "3 j x");
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
fn a_meeting_on_record_is_altered_with_all_that_is_recorded_of_it_and_the_same_key_takes_it_back() {
    use crate::domain::ids::MeetingId;
    use crate::domain::meeting::Intent;
    // The file says: planned digitally, at the village hall.
    let mut planned = model(80, 24);
    let effects = press(&mut planned, "3 / \"wem rural\" Enter G W");
    let act = meeting_act(&effects);
    assert_eq!((act.correct, act.facts.plan), (Some((MeetingId(2), 1)), Some(Intent::Written)));
    assert_eq!(act.facts.place.raw(), "village hall");
    let mut taken_back = model(80, 24);
    let effects = press(&mut taken_back, "3 / \"wem rural\" Enter G v");
    assert_eq!(meeting_act(&effects).facts.plan, None);
}

#[rstest]
#[case("3 g a", "attend: what came of it is recorded; m corrects it")]
#[case("3 g j x", "call off: the team took part; m corrects what is recorded")]
#[case("3 k a", "attend: it is past; m records what came of it")]
#[case("3 } } a", "attend: the council called it off; x takes that back")]
fn what_cannot_be_done_to_a_meeting_says_why(#[case] keys: &str, #[case] said: &str) {
    let mut model = model(80, 24);
    assert_eq!(press(&mut model, keys), []);
    assert!(screen(&model).contains(said), "{}", screen(&model));
}

#[test]
fn the_promises_are_counted_by_county_and_team_and_the_missed_ones_by_reason() {
    let mut model = model(80, 24);
    press(&mut model, "3 = j j");
    assert!(screen(&model).contains("Shropshire: missed 1 of 2 promises: off duty 1 of 1."), "{}", screen(&model));
    press(&mut model, "Tab j");
    assert!(screen(&model).contains("no team named"), "{}", screen(&model));
}

const PLAN: &str = "3 P \"12 oct, 14 nov x2\" C-s";

fn proposals(model: &Model) -> Vec<(i64, Option<String>, crate::domain::plan::Way)> {
    let Some(super::layer::Layer::Plan(screen)) = model.layers.last() else { panic!("no plan in front") };
    let line = |line: &crate::domain::plan::Line| (line.council.0, line.on.map(|on| on.to_string()), line.way);
    screen.plan.lines.iter().map(line).collect()
}

#[test]
fn a_plan_is_proposed_with_its_reasons_and_is_one_change_when_it_is_accepted() {
    use crate::domain::meeting::Intent;
    use crate::domain::plan::Way;
    let mut model = model(80, 24);
    press(&mut model, PLAN);
    // Wem Rural is planned already; Malvern meets once more; of Shrewsbury no meeting is known.
    let expected = [
        (4, Some("2023-10-12".to_owned()), Way::Digital),
        (8, Some("2023-11-14".to_owned()), Way::InPerson),
        (3, None, Way::CannotBeMet),
    ];
    assert_eq!(proposals(&model), expected);
    assert!(screen(&model).contains("keeps 2 of 3 promises"), "{}", screen(&model));
    press(&mut model, "G j j");
    assert!(screen(&model).contains("no meeting of it is known in the period"), "{}", screen(&model));
    let effects = press(&mut model, "Enter");
    let change = applied(&effects);
    let [Act::Meeting(act)] = change.acts.as_slice() else { panic!("{change:?}") };
    assert_eq!(
        (act.council, act.facts.plan, act.facts.on.to_string()),
        (CouncilId(8), Some(Intent::InPerson), "2023-11-14".into())
    );
    update(&mut model, saved("plan of 2 meetings"));
    assert!(model.layers.is_empty(), "the plan and the form that it came from are closed");
    press(&mut model, "P");
    assert!(!screen(&model).contains("14 nov"), "and what was typed is done with");
}

#[rstest]
#[case("w", 4, "2023-10-12", crate::domain::plan::Way::Written)]
#[case("j d", 8, "2023-11-14", crate::domain::plan::Way::Digital)]
#[case("j Space Space", 8, "2023-11-14", crate::domain::plan::Way::Written)]
#[case("j Left", 8, "", crate::domain::plan::Way::CannotBeMet)]
#[case("j x", 8, "", crate::domain::plan::Way::CannotBeMet)]
#[case("j x u", 8, "2023-11-14", crate::domain::plan::Way::InPerson)]
fn a_line_of_the_plan_is_fixed_by_one_key(
    #[case] keys: &str,
    #[case] council: i64,
    #[case] on: &str,
    #[case] way: crate::domain::plan::Way,
) {
    let mut model = model(80, 24);
    press(&mut model, PLAN);
    press(&mut model, keys);
    let found = proposals(&model).into_iter().find(|line| line.0 == council).unwrap();
    assert_eq!(found.2, way, "{}", screen(&model));
    assert_eq!(found.1.filter(|_| !on.is_empty()).unwrap_or_default(), on);
}

#[test]
fn what_cannot_be_held_is_not_fixed_and_why_is_said() {
    let mut model = model(80, 24);
    press(&mut model, "3 P \"12 oct\" C-s");
    let before = proposals(&model);
    // Nobody is on duty on 14 November.
    press(&mut model, "j i");
    assert!(screen(&model).contains("left as it was: "), "{}", screen(&model));
    assert_eq!(proposals(&model), before);
}

#[test]
fn a_plan_goes_back_to_what_it_was_asked_from_and_a_roster_that_is_not_there_is_said_in_the_form() {
    let mut model = model(80, 24);
    press(&mut model, PLAN);
    press(&mut model, "Esc");
    assert!(screen(&model).contains("12 oct, 14 nov x2"), "{}", screen(&model));
    press(&mut model, "BackTab Down Down Down Down \"/nowhere/roster.ics\" C-s");
    assert!(screen(&model).contains("the roster /nowhere/roster.ics cannot be read"), "{}", screen(&model));
    press(&mut model, "Esc P");
    assert!(screen(&model).contains("12 oct, 14 nov x2"), "what was typed comes back: {}", screen(&model));
}

#[test]
fn a_plan_is_for_those_that_are_shown_or_for_a_team() {
    let mut model = model(80, 24);
    press(&mut model, "c w");
    press(&mut model, PLAN);
    assert_eq!(proposals(&model).len(), 1);
    press(&mut model, "Esc Down Down Down n C-s");
    assert!(screen(&model).contains("North SNT"), "{}", screen(&model));
    assert_eq!(proposals(&model).iter().map(|line| line.0).collect::<Vec<_>>(), [4, 3]);
}

#[test]
fn the_brief_scrolls_to_its_end_is_copied_and_closes() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"ross\" Enter b");
    let top = screen(&model);
    assert!(top.contains("Brief: ") && top.contains("Status: confirmed"), "{top}");
    press(&mut model, "k");
    assert_eq!(screen(&model), top, "above the first line there is nothing");
    press(&mut model, "PgDn PgDn PgDn PgDn j");
    let end = screen(&model);
    assert!(end.contains("Ask the council"), "{end}");
    press(&mut model, "k");
    assert_ne!(screen(&model), end, "no step past the end was kept");
    let effects = press(&mut model, "y");
    let [Effect::Copy(text)] = effects.as_slice() else { panic!("{effects:?}") };
    assert!(text.contains("\n\nPromised and not done\n"), "{text}");
    press(&mut model, "Esc");
    assert!(!screen(&model).contains("Brief: "));
}

/// Nothing is left to move over, and each key says so or does nothing.
#[rstest]
#[case("3")]
#[case("4")]
fn an_empty_screen_takes_every_key_that_moves(#[case] screen: &str) {
    let mut model = model(80, 24);
    press(&mut model, screen);
    press(&mut model, "/ z z z z z Enter");
    press(&mut model, "Up Down PgUp PgDn Home End g G { } Tab BackTab k j < > .");
    press(&mut model, "Enter");
    assert!(model.layers.is_empty(), "there is nothing to open");
}
