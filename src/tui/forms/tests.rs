//! The quarter's other work by keys: meetings, updates, decisions, teams, contacts.

use charter::change::Act;
use charter::ids::PriorityId;
use charter::meeting::{Attendance, Intent};
use charter::update::UpdateChannel;

use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::testing::work::{ROSS, ross};
use crate::tui::testing::{applied, counted, file, model, press, saved, screen};

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
