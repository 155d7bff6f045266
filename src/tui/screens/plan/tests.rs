//! The plan and the brief, driven by keys.

use charter::change::Act;
use charter::ids::CouncilId;
use rstest::rstest;

use crate::tui::app::effect::Effect;
use crate::tui::app::model::Model;
use crate::tui::app::update::update;
use crate::tui::testing::{applied, model, press, saved, screen};

const PLAN: &str = "3 P \"12 oct, 14 nov x2\" C-s";

fn proposals(model: &Model) -> Vec<(i64, Option<String>, charter::plan::Way)> {
    let Some(crate::tui::app::layer::Layer::Plan(screen)) = model.layers.last() else { panic!("no plan in front") };
    let line = |line: &charter::plan::PlanLine| (line.council.0, line.on.map(|on| on.to_string()), line.way);
    screen.plan.lines.iter().map(line).collect()
}

#[test]
fn a_plan_is_proposed_with_its_reasons_and_is_one_change_when_it_is_accepted() {
    use charter::meeting::Intent;
    use charter::plan::Way;
    let mut model = model(80, 24);
    press(&mut model, PLAN);
    // Wem Rural is planned already; Malvern meets once more; Shrewsbury has no known meeting.
    let expected = [
        (4, Some("2023-10-12".to_owned()), Way::Digital),
        (8, Some("2023-11-14".to_owned()), Way::InPerson),
        (3, None, Way::CannotBeMet),
    ];
    assert_eq!(proposals(&model), expected);
    assert!(screen(&model).contains("2 of 3 councils would be met"), "{}", screen(&model));
    press(&mut model, "G j j");
    assert!(screen(&model).contains("no known meeting in the period"), "{}", screen(&model));
    assert_eq!(press(&mut model, "C-s"), [], "it shows first what would change");
    assert!(screen(&model).contains("changes the diary: 1 new"), "{}", screen(&model));
    let effects = press(&mut model, "C-s");
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
#[case("W", 4, "2023-10-12", charter::plan::Way::Written)]
#[case("j B", 8, "2023-11-14", charter::plan::Way::Digital)]
#[case("j Space Space", 8, "2023-11-14", charter::plan::Way::Written)]
#[case("j Left", 8, "", charter::plan::Way::CannotBeMet)]
#[case("j x", 8, "", charter::plan::Way::CannotBeMet)]
#[case("j x u", 8, "2023-11-14", charter::plan::Way::InPerson)]
fn a_line_of_the_plan_is_fixed_by_one_key(
    #[case] keys: &str,
    #[case] council: i64,
    #[case] on: &str,
    #[case] way: charter::plan::Way,
) {
    let mut model = model(80, 24);
    press(&mut model, PLAN);
    press(&mut model, keys);
    let found = proposals(&model).into_iter().find(|line| line.0 == council).unwrap();
    assert_eq!(found.2, way, "{}", screen(&model));
    assert_eq!(found.1.filter(|_| !on.is_empty()).unwrap_or_default(), on);
}

#[test]
fn an_infeasible_choice_is_not_fixed_and_the_reason_is_shown() {
    let mut model = model(80, 24);
    press(&mut model, "3 P \"12 oct\" C-s");
    let before = proposals(&model);
    // Nobody is on duty on 14 November.
    press(&mut model, "j a");
    assert!(screen(&model).contains("not changed: "), "{}", screen(&model));
    assert_eq!(proposals(&model), before);
}

#[test]
fn the_review_offers_only_the_keys_that_work_there() {
    let mut model = model(120, 40);
    press(&mut model, "3 P \"12 oct, 14 nov\" C-s");
    let footer = |model: &Model| screen(model).trim_end().lines().last().unwrap_or_default().to_owned();
    let choosing = ["a attend", "B by video", "W in writing", "x leave out", "> later day", "u undo", "Enter open"];
    assert!(choosing.iter().all(|key| footer(&model).contains(key)), "{}", footer(&model));
    press(&mut model, "C-s");
    let in_review = footer(&model);
    assert!(choosing.iter().all(|key| !in_review.contains(key)), "{in_review}");
    assert!(in_review.contains("Ctrl-S accept") && in_review.contains("Esc back"), "{in_review}");
    let before = proposals(&model);
    for key in ["a", "B", "Space", ">", "u", "Enter"] {
        assert_eq!(press(&mut model, key), []);
        assert!(screen(&model).contains("Esc goes back to the plan"), "{key}: {}", screen(&model));
    }
    assert_eq!(proposals(&model), before);
    press(&mut model, "Esc");
    assert!(choosing.iter().all(|key| footer(&model).contains(key)), "{}", footer(&model));
}

#[test]
fn closing_a_plan_returns_to_its_form_and_a_missing_roster_is_an_error_there() {
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
fn a_plan_covers_the_filtered_councils_or_a_team() {
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

/// There is nothing to move over, so each key shows that or does nothing.
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
