//! The quarter's work by keys: meetings with progress, actions, reviews, results, updates, decisions.

use charter::change::Act;
use charter::edit::Record;
use charter::ids::{ActionId, PriorityId};
use charter::meeting::{Attendance, Intent};
use charter::priority::{Outcome, Owner};
use charter::update::UpdateChannel;

use crate::tui::app::effect::Effect;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::testing::work::{ABBEY, ROSS};
use crate::tui::testing::{applied, file, model, press, saved, screen};

/// The demo councils with Ross-on-Wye in focus.
fn ross(columns: u16, rows: u16) -> Model {
    let mut model = model(columns, rows);
    press(&mut model, "/ \"ross\" Enter");
    model
}

/// Counts the keys that are not text; a date typed in full counts as text.
fn counted(model: &mut Model, keys: &str) -> (usize, Vec<Effect>) {
    let beside: usize = keys.split('"').step_by(2).map(|part| part.split_whitespace().count()).sum();
    (beside, press(model, keys))
}

#[test]
fn after_a_meeting_all_is_recorded_in_few_keys_as_one_change() {
    let mut model = ross(80, 24);
    let keys = "m \"3 oct\" Enter Enter \"All well.\" Enter \"Survey asked for.\" Enter \"Letter sent.\" Enter \"Bins come.\" Enter C-s";
    let (beside, effects) = counted(&mut model, keys);
    assert!(beside <= 12, "{beside} keys");
    assert_eq!(beside, 8);
    let acts = &applied(&effects).acts;
    let [Act::Meeting(met), Act::Progress(one), Act::Progress(_), Act::Progress(three), Act::Update(told)] =
        acts.as_slice()
    else {
        panic!("{acts:?}")
    };
    assert_eq!(met.facts.attendance, Some(Attendance::InPerson));
    assert_eq!((met.facts.note.raw(), met.facts.covered.as_slice()), ("All well.", &[1, 2, 3][..]));
    assert_eq!((one.priority, one.text.raw()), (PriorityId(21), "Survey asked for."));
    assert_eq!((three.priority, three.on.to_string().as_str()), (PriorityId(23), "2023-10-03"));
    assert_eq!((told.how, told.on), (UpdateChannel::Meeting, three.on));
}

#[test]
fn that_an_update_was_given_is_read_before_it_is_saved_and_can_be_denied() {
    let mut model = ross(80, 24);
    press(&mut model, "m \"3 oct\" Enter Enter \"All well.\"");
    assert!(screen(&model).contains("‹ no ›"), "{}", screen(&model));
    press(&mut model, "Enter \"Survey asked for.\"");
    assert!(screen(&model).contains("‹ yes ›   given at a meeting: progress noted (n if not)"), "{}", screen(&model));
    let effects = press(&mut model, "Enter Enter Enter n C-s");
    let acts = &applied(&effects).acts;
    assert!(matches!(acts.as_slice(), [Act::Meeting(_), Act::Progress(_)]), "{acts:?}");
}

#[test]
fn that_an_update_was_given_is_in_view_on_a_low_terminal_too() {
    let mut model = ross(40, 12);
    press(&mut model, "m \"3 oct\" Enter Enter Enter \"Survey asked for.\"");
    assert!(screen(&model).contains("‹ yes ›"), "{}", screen(&model));
}

#[test]
fn how_the_team_took_part_follows_the_day_until_it_is_chosen() {
    let mut model = ross(80, 24);
    press(&mut model, "m \"24 oct\"");
    assert!(screen(&model).contains("‹ planned, not held yet ›"), "{}", screen(&model));
    assert!(!screen(&model).contains("update given"), "nobody is told anything at a meeting to come");
    let effects = press(&mut model, "C-s");
    let Act::Meeting(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.facts.plan, act.facts.attendance), (Some(Intent::InPerson), None));
}

#[test]
fn progress_is_not_noted_at_a_meeting_that_is_still_to_come() {
    let mut model = ross(80, 24);
    let effects = press(&mut model, "m \"3 oct\" Enter Enter Enter \"Done.\" BackTab BackTab p C-s");
    assert_eq!(effects, []);
    assert!(screen(&model).contains("say how the team took part"), "{}", screen(&model));
}

#[test]
fn an_action_is_promised_and_then_done() {
    let mut model = ross(80, 24);
    let keys = "A 2 Enter \"Speak to parents\" Enter p Enter \"the school\" Enter \"20 oct\" C-s";
    let (beside, effects) = counted(&mut model, keys);
    assert_eq!(beside, 8);
    let Act::Action(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.priority, act.facts.owner, act.facts.who.raw()), (PriorityId(22), Owner::Partner, "the school"));
    assert_eq!(act.facts.due.map(|due| due.to_string()).as_deref(), Some("2023-10-20"));

    let mut model = ross(80, 24);
    press(&mut model, "Enter Tab j j Enter");
    assert!(screen(&model).contains("To be done: Survey of speeds at the bend"), "{}", screen(&model));
    let effects = press(&mut model, "\"4 oct\" Enter \"85 percent under 40\" C-s");
    let Act::Action(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.correct, Some((ActionId(2), 2)));
    assert_eq!(act.facts.done_on.map(|on| on.to_string()).as_deref(), Some("2023-10-04"));
    assert_eq!(act.facts.what.raw(), "Survey of speeds at the bend");
}

#[test]
fn progress_is_noted_on_the_priority_in_focus_or_on_one_that_is_chosen() {
    let mut model = ross(80, 24);
    let (beside, effects) = counted(&mut model, "p 3 Enter \"Bins ordered.\" C-s");
    let Act::Progress(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((beside, act.priority), (4, PriorityId(23)));

    let mut model = ross(80, 24);
    let (beside, effects) = counted(&mut model, "Enter Tab p \"Checks go on.\" C-s");
    let Act::Progress(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((beside, act.priority), (4, PriorityId(21)));
}

#[test]
fn a_review_asks_both_questions_and_takes_nothing_for_unchanged() {
    let mut model = ross(80, 24);
    assert_eq!(press(&mut model, "V 1 C-s"), []);
    assert!(screen(&model).contains("u for unchanged, c for changed"), "{}", screen(&model));
    let effects = press(&mut model, "u Enter c C-s");
    let Act::Review(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.priority, act.priority_changed, act.response_changed), (PriorityId(21), false, true));
}

#[test]
fn a_priority_is_closed_with_a_result_and_opened_again() {
    let mut model = ross(80, 24);
    assert_eq!(press(&mut model, "X Enter C-s"), []);
    assert!(screen(&model).contains("describe the outcome"), "{}", screen(&model));
    assert!(screen(&model).contains("choose what came of it"), "{}", screen(&model));
    let effects = press(&mut model, "r Enter \"Speeds fell by a third.\" C-s");
    let Act::Close(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.priority, act.version), (PriorityId(21), 3));
    let closing = act.closed.as_ref().unwrap();
    assert_eq!((closing.outcome, closing.result.raw()), (Some(Outcome::Reduced), "Speeds fell by a third."));

    let mut theirs = file(ROSS).priorities[0].priority.clone();
    theirs.version = 9;
    update(&mut model, Msg::Refused("it was changed elsewhere".into(), Some(Box::new(Record::Priority(theirs)))));
    let effects = press(&mut model, "C-s");
    let Act::Close(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.version, 9, "once both were seen the next save goes over it");

    let mut model = ross(80, 24);
    press(&mut model, "Enter Tab j j j j j j j Enter");
    assert!(screen(&model).contains("Result for Ross"), "{}", screen(&model));
    let effects = press(&mut model, "Enter Enter o C-s");
    let Act::Close(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.priority, act.closed.clone()), (PriorityId(25), None));
}

#[test]
fn an_update_is_recorded_for_all_tagged_councils() {
    let mut model = model(80, 24);
    let effects = press(&mut model, "c s Space Space w Enter i Enter \"Rang them.\" C-s");
    let acts = &applied(&effects).acts;
    assert_eq!(acts.len(), 2);
    assert!(acts.iter().all(|act| matches!(act, Act::Update(update) if update.how == UpdateChannel::Call)), "{acts:?}");
}

#[test]
fn the_user_decides_that_a_council_need_not_be_met() {
    let mut model = ross(80, 24);
    model.shared.by = "2416".to_owned();
    press(&mut model, "D");
    assert!(screen(&model).contains("No suggestion:"), "{}", screen(&model));
    assert_eq!(press(&mut model, "C-s"), [], "give the reason for the decision");
    let effects = press(&mut model, "\"Agreed with the chair.\" C-s");
    let Act::Excuse(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.by.raw(), act.reason.raw()), ("2416", "Agreed with the chair."));
}

#[test]
fn a_council_is_told_of_its_new_team() {
    let mut model = ross(80, 24);
    let effects = press(&mut model, "T C-s");
    let Act::AnnounceTeam(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.on, crate::tui::testing::day());
    let mut model = crate::tui::testing::model(80, 24);
    press(&mut model, "/ \"abbey\" Enter T");
    assert!(screen(&model).contains("told of every recorded change"), "{}", screen(&model));
}

#[test]
fn a_new_team_has_its_first_day_and_a_pattern_says_how_it_was_understood() {
    let mut model = ross(80, 24);
    press(&mut model, "e");
    assert!(!screen(&model).contains("from  "), "{}", screen(&model));
    assert!(screen(&model).contains("next Tue 10 Oct"), "{}", screen(&model));
    let effects = press(&mut model, "C-u \"Wye SNT\" Tab \"1 nov\" C-s");
    let Act::Council(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.details.changed_from.map(|on| on.to_string()).as_deref(), Some("2023-11-01"));
    let mut model = ross(80, 24);
    press(&mut model, "e Enter Enter Enter C-u \"when the chair calls\"");
    assert!(screen(&model).contains("kept as words only"), "{}", screen(&model));
}

/// What nobody knew counts from the day in the form, if it was typed or is another than the real day.
#[test]
fn an_untouched_day_of_today_is_no_given_day() {
    let is_assumed = |keys: &str, clock_today: &str| {
        let mut model = ross(80, 24);
        model.shared.clock_today = clock_today.parse().unwrap();
        let effects = press(&mut model, keys);
        let Act::Council(act) = &applied(&effects).acts[0] else { panic!() };
        act.details.is_day_assumed
    };
    assert!(is_assumed("e C-u \"Wye SNT\" C-s", "2023-10-05"));
    assert!(!is_assumed("e C-u \"Wye SNT\" Tab \"4 oct\" C-s", "2023-10-05"), "typed");
    assert!(!is_assumed("e C-u \"Wye SNT\" C-s", "2023-11-01"), "as at an earlier day");
}

#[test]
fn a_contact_is_recorded_for_all_tagged_councils_as_one() {
    let mut model = model(80, 24);
    let effects = press(&mut model, "Space Space : \"new contact\" Enter Tab \"clerk@two.example\" C-s");
    let Act::Contact(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.known, act.councils.len()), (None, 2));
    assert_eq!((act.facts.role.raw(), act.facts.email.raw()), ("clerk", "clerk@two.example"));
    assert_eq!(act.facts.checked_on, Some(crate::tui::testing::day()));
}

#[test]
fn a_contact_is_amended_in_the_file_of_its_council() {
    let mut model = ross(80, 24);
    press(&mut model, "Enter j j j j j j j j Enter");
    assert!(screen(&model).contains("Contact of Ross-on-Wye"), "{}", screen(&model));
    let effects = press(&mut model, "Tab C-u \"clerk\" C-s");
    assert!(effects.is_empty() && screen(&model).contains("has an @"), "{}", screen(&model));
    let effects = press(&mut model, "\"@ross.example\" C-s");
    let Act::Contact(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!(act.known.map(|(id, version)| (id.0, version)), Some((1, 1)));
    assert_eq!((act.facts.role.raw(), act.facts.email.raw()), ("the clerk", "clerk@ross.example"));
}

#[test]
fn the_categories_are_a_list_that_is_edited() {
    let mut model = model(80, 24);
    let effects = press(&mut model, ": \"categories\" Enter C-j \"water safety\" C-s");
    let Act::List(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((act.names.len(), act.names.last().map(String::as_str)), (13, Some("water safety")));
}

#[test]
fn earlier_priorities_are_proposed_and_kept_only_if_the_council_says_so() {
    let mut model = model(80, 24);
    press(&mut model, "/ \"abbey\" Enter r");
    assert!(
        screen(&model).contains("Agreed in 2023-Q3: 1 Speeding on the A465 · 2 Hare coursing"),
        "{}",
        screen(&model)
    );
    press(&mut model, "Enter y Enter \"=2\"");
    assert!(screen(&model).contains("as in 2023-Q3: Hare coursing"), "{}", screen(&model));
    let effects = press(&mut model, "Enter \"=1 Speeding by the abbey\" Enter \"Litter\" C-s");
    let Act::Return(act) = &applied(&effects).acts[0] else { panic!() };
    let sent: Vec<(&str, Option<PriorityId>)> =
        act.answer.priorities.iter().map(|sent| (sent.received.raw(), sent.priority)).collect();
    let expected =
        [("Hare coursing", Some(PriorityId(12))), ("Speeding by the abbey", Some(PriorityId(11))), ("Litter", None)];
    assert_eq!(sent, expected);
    assert_eq!(act.answer.priorities[0].category.as_deref(), Some("rural crime"));
    let mut model = crate::tui::testing::model(80, 24);
    press(&mut model, "/ \"abbey\" Enter r Enter y Enter \"=3\"");
    assert_eq!(press(&mut model, "C-s"), []);
    assert!(screen(&model).contains("no priority 3 was agreed before"), "{}", screen(&model));
    assert_eq!(file(ABBEY).returns, [], "nothing is agreed by itself");
}

#[test]
fn the_rounds_stand_side_by_side_and_scroll() {
    let mut model = ross(80, 24);
    press(&mut model, "Enter Tab PgDn PgDn PgDn PgDn");
    let text = screen(&model);
    for words in ["2023-Q3  2023-Q4", "new      changed", "new      dropped", "new      solved"] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    press(&mut model, "<");
    assert!(!screen(&model).contains("2023-Q4  ") && screen(&model).contains("2023-Q3"), "{}", screen(&model));
    press(&mut model, ">");
    assert_eq!(screen(&model), text);
}

#[test]
fn the_priorities_of_all_councils_are_grouped_counted_and_narrowed() {
    let mut model = model(120, 40);
    press(&mut model, "4");
    let text = screen(&model);
    for words in [
        "7 priorities · 3 stale · 1 with overdue actions · 1 due this week",
        "by category",
        "! overdue",
        "? stale",
        "? not begun",
    ] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    press(&mut model, "s");
    assert!(screen(&model).contains("Herefordshire") && screen(&model).contains("7 of 7"), "{}", screen(&model));
    press(&mut model, "s s");
    assert!(screen(&model).contains("three to six months"), "{}", screen(&model));
    press(&mut model, "U o d Enter");
    assert!(screen(&model).contains("only overdue, due this week"), "{}", screen(&model));
    assert!(!screen(&model).contains("Litter") && screen(&model).contains("1 of 5"), "{}", screen(&model));
    press(&mut model, "Esc / \"abbey\" Enter");
    assert!(screen(&model).contains("2 priorities · 2 stale"), "{}", screen(&model));
    press(&mut model, "/ C-u \"wem\" Enter");
    assert!(screen(&model).contains("Esc clears every filter"), "{}", screen(&model));
}

#[test]
fn a_priority_of_two_aims_is_in_both_groups_and_counts_once() {
    let mut model = model(120, 40);
    press(&mut model, "4 s s s s");
    assert!(screen(&model).contains("no aim yet") && screen(&model).contains("7 of 7"), "{}", screen(&model));
    let mut lines = model.priorities.lines.clone().unwrap();
    lines[0].aims = ["Prevent crime", "Build trust"].map(str::to_owned).to_vec();
    lines[1].aims = vec!["Prevent crime".to_owned()];
    let view = model.view();
    update(&mut model, Msg::PrioritiesRead(view.0, view.1, lines.clone()));
    let text = screen(&model);
    for words in ["Build trust", "1 of 1", "Prevent crime", "2 of 2", "no aim yet", "5 of 5", "7 priorities"] {
        assert!(text.contains(words), "{words} in\n{text}");
    }
    assert_eq!(text.matches(lines[0].text.sanitized().as_ref()).count(), 2);
    // The same priority in its second group, after a reading.
    press(&mut model, "Home");
    while model.priorities.list.cursor < 4 {
        press(&mut model, "Down");
    }
    let focus = (model.priorities.list.cursor, model.priorities.focused().map(|line| line.id));
    update(&mut model, Msg::PrioritiesRead(view.0, view.1, lines));
    assert_eq!((model.priorities.list.cursor, model.priorities.focused().map(|line| line.id)), focus);
}

#[test]
fn one_key_adds_progress_and_one_closes_the_priority_in_focus() {
    let mut model = model(80, 24);
    press(&mut model, "4 U o Enter");
    let focus = model.priorities.focused().map(|line| line.id);
    assert_eq!(focus, Some(PriorityId(21)));
    let (beside, effects) = counted(&mut model, "p \"The survey came.\" C-s");
    let Act::Progress(act) = &applied(&effects).acts[0] else { panic!() };
    assert_eq!((beside, act.council, act.priority), (2, ROSS, PriorityId(21)));

    let mut model = crate::tui::testing::model(80, 24);
    let effects = press(&mut model, "4 U o Enter X r Enter \"Speeds fell.\" C-s");
    assert!(matches!(applied(&effects).acts[0], Act::Close(ref act) if act.priority == PriorityId(21)));

    let mut model = crate::tui::testing::model(80, 24);
    press(&mut model, "4 U d Enter Enter");
    assert!(screen(&model).contains("▌ 2  Parking at the school"), "{}", screen(&model));
}

#[test]
fn the_cursor_stays_on_its_priority_when_the_list_is_read_again() {
    let mut model = model(80, 24);
    press(&mut model, "4 j j");
    let focus = model.priorities.focused().map(|line| line.id);
    assert!(focus.is_some());
    let mut lines = crate::tui::testing::work::lines();
    lines.reverse();
    let (round, as_at) = (model.shared.snapshot.round().id, model.shared.snapshot.as_at());
    update(&mut model, Msg::PrioritiesRead(round, as_at, lines));
    assert_eq!(model.priorities.focused().map(|line| line.id), focus);
    press(&mut model, "s");
    assert_eq!(model.priorities.focused().map(|line| line.id), focus, "another grouping keeps it in focus");
}

/// The suggested date, with the pattern's meetings or without.
#[test]
fn the_meeting_that_is_most_likely_meant_is_suggested() {
    use charter::likely_meeting::{LikelyMeeting, likely_meeting};
    use charter::pattern::Pattern;
    let day = |text: &str| text.parse::<chrono::NaiveDate>().unwrap();
    let mut file = file(ROSS);
    // A meeting is planned for 12 October; the one in March is recorded.
    assert_eq!(likely_meeting(&file, day("2023-10-05")), LikelyMeeting::Unknown);
    assert!(matches!(likely_meeting(&file, day("2023-10-12")), LikelyMeeting::Due(_)));
    assert!(matches!(likely_meeting(&file, day("2023-12-01")), LikelyMeeting::Due(_)), "it was never written up");
    file.council.pattern = Pattern::parse_typed("first Tuesday of each month at 19:30", day("2023-10-05")).ok();
    let half_past_seven = "19:30:00".parse().ok();
    assert_eq!(likely_meeting(&file, day("2023-10-05")), LikelyMeeting::Expected(day("2023-10-03"), half_past_seven));
    file.meetings[0].facts.on = day("2023-10-05");
    file.meetings[0].facts.instead_of = Some(day("2023-10-03"));
    assert!(
        matches!(likely_meeting(&file, day("2023-10-05")), LikelyMeeting::Due(_)),
        "it stands in the place of that one"
    );
    file.meetings[0].facts.cancelled = true;
    assert_eq!(likely_meeting(&file, day("2023-10-05")), LikelyMeeting::Unknown);
}

#[test]
fn nobody_is_named_for_a_decision_where_nobody_is_known() {
    let mut model = ross(80, 24);
    model.shared.by = crate::session::UNKNOWN_AUTHOR.to_owned();
    press(&mut model, "D \"Agreed.\"");
    assert_eq!(press(&mut model, "C-s"), []);
    assert!(screen(&model).contains("say who decided"), "{}", screen(&model));
}

/// The disk failed after the save. The warning must not hide that the change is saved.
#[test]
fn a_warning_follows_the_saved_change() {
    let mut model = model(120, 40);
    press(&mut model, "n \"words\" C-s");
    update(&mut model, saved("note on Abbey Dore"));
    update(&mut model, Msg::Notice("the disk reported an error".to_owned()));
    let notice = &model.notice.as_ref().unwrap().text;
    assert!(
        notice.starts_with("saved: note on Abbey Dore") && notice.ends_with("the disk reported an error"),
        "{notice}"
    );
    update(&mut model, Msg::Notice("another".to_owned()));
    assert_eq!(model.notice.as_ref().unwrap().text, "another");
}
