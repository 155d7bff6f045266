//! What there is to do today, driven by keys.

use charter::calendar::Quarter;
use charter::ids::{CouncilId, RoundId};
use charter::round::Round;
use desk::today::{Place, Section, Task};
use insta::assert_snapshot;
use rstest::rstest;

use crate::tui::app::effect::Effect;
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::snapshot::Snapshot;
use crate::tui::app::tab::Tab;
use crate::tui::app::update::update;
use crate::tui::screens::council::item;
use crate::tui::screens::today::state::Row;
use crate::tui::testing::{applied, day, model, press, reading, screen};

/// Moves to the first task that fits.
fn go_to(model: &mut Model, wanted: impl Fn(&Task) -> bool) -> Task {
    press(model, "0 g");
    for _ in 0..model.today.rows.len() {
        match model.today.focused().filter(|task| wanted(task)) {
            Some(task) => return task.clone(),
            None => press(model, "j"),
        };
    }
    panic!("no such task: {:?}", model.today.tasks)
}

fn set_tasks(model: &mut Model, tasks: Vec<Task>) {
    let (round, as_at) = model.view();
    update(model, Msg::TodayRead(round, as_at, tasks));
}

fn meeting(council: i64) -> Task {
    Task {
        section: Section::MeetingsToday,
        councils: vec![CouncilId(council)],
        is_certain: true,
        on: Some(day()),
        at: None,
        from: String::new(),
        words: "planned, in person".to_owned(),
        place: Place::Meeting(None),
    }
}

#[rstest]
#[case(60, 20)]
#[case(80, 24)]
#[case(120, 40)]
#[case(200, 50)]
fn what_there_is_to_do(#[case] columns: u16, #[case] rows: u16) {
    let mut model = model(columns, rows);
    press(&mut model, "n \"ring the clerk again\" Esc 0 g");
    assert_snapshot!(format!("today_{columns}x{rows}"), screen(&model));
}

#[test]
fn every_heading_counts_its_rows_and_the_inbox_counts_as_on_its_own_tab() {
    let mut model = model(120, 60);
    press(&mut model, "0");
    let text = screen(&model);
    for section in Section::ALL.iter().filter(|section| !section.hides_when_empty()) {
        let count = model.today.tasks.iter().filter(|task| task.section == *section).count();
        let heading = if count == 0 { format!("{section}: none") } else { format!("{section} {count}") };
        assert!(text.contains(&heading), "{heading}: {text}");
    }
    let waiting = model.today.tasks.iter().filter(|task| task.section == Section::Waiting).count();
    press(&mut model, "2");
    assert_eq!(model.inbox.remaining().0, waiting);
}

#[test]
fn enter_on_each_waiting_reply_leads_to_it_in_the_inbox() {
    let mut model = model(120, 40);
    press(&mut model, "0 g");
    let items: Vec<_> = model
        .today
        .tasks
        .iter()
        .filter_map(|task| if let Place::Item(id) = task.place { Some(id) } else { None })
        .collect();
    assert!(items.len() > 3, "{items:?}");
    for id in items {
        press(&mut model, "0");
        let row = |model: &Model| {
            model
                .today
                .rows
                .iter()
                .position(|row| model.today.task(*row).is_some_and(|task| task.place == Place::Item(id)))
        };
        if row(&model).is_none() {
            let more = model.today.rows.iter().position(|row| matches!(row, Row::More(Section::Waiting, _)));
            model.today.list.cursor = more.unwrap();
            press(&mut model, "Enter");
        }
        model.today.list.cursor = row(&model).unwrap();
        press(&mut model, "Enter");
        assert_eq!((model.tab, model.inbox.focused().map(|line| line.item.id)), (Tab::Inbox, Some(id)));
    }
}

#[rstest]
#[case(Section::MeetingsToday, item::Section::Meetings)]
#[case(Section::MeetingsThisWeek, item::Section::Meetings)]
#[case(Section::UpdatesOwed, item::Section::Priorities)]
#[case(Section::ActionsOverdue, item::Section::Priorities)]
fn enter_opens_the_council_at_the_section(#[case] section: Section, #[case] opened: item::Section) {
    let mut model = model(80, 24);
    let task = go_to(&mut model, |task| task.section == section);
    press(&mut model, "Enter");
    let screen = model.council_screen().unwrap();
    assert_eq!((Some(screen.id()), screen.section), (task.council(), opened));
    if let Place::Priority(id) = task.place {
        let focused = screen.focused(&model.shared).unwrap();
        assert_eq!(screen.priority_of(focused.subject), Some(id));
    }
    press(&mut model, "Esc");
    assert_eq!((model.tab, model.today.focused()), (Tab::Today, Some(&task)));
}

#[rstest]
#[case::note("n \"ring the clerk\"", "Note on Abbey Dore", "ring the clerk")]
#[case::reply("h Tab Tab Tab Tab \"on our agenda\"", "Heard from Abbey Dore", "on our agenda")]
#[case::council("e \"Abbey Dore Parish Council\"", "Details of Abbey Dore", "Abbey Dore Parish Council")]
#[case::round("R \"4/9/2023\"", "Dates of the round", "4 Sep 2023")]
#[case::as_at("@ C-u \"9/10/2023\"", "another date", "9 Oct 2023")]
fn a_form_not_saved_opens_with_what_was_typed(#[case] keys: &str, #[case] title: &str, #[case] typed: &str) {
    let mut model = model(80, 24);
    press(&mut model, &format!("{keys} Esc"));
    go_to(&mut model, |task| task.section == Section::Drafts);
    press(&mut model, "Enter");
    assert!(matches!(model.layers.last(), Some(Layer::Form(form)) if form.restored), "{}", screen(&model));
    let text = screen(&model);
    assert!(text.contains(title) && text.contains(typed), "{text}");
}

#[test]
fn a_draft_is_gone_from_the_list_once_its_form_is_saved() {
    let mut model = model(80, 24);
    press(&mut model, "n \"ring the clerk\" Esc");
    go_to(&mut model, |task| task.section == Section::Drafts);
    press(&mut model, "Enter");
    let effects = press(&mut model, "C-s");
    assert!(!applied(&effects).acts.is_empty());
    update(&mut model, crate::tui::testing::saved("note on Abbey Dore"));
    assert!(model.today.tasks.iter().all(|task| task.section != Section::Drafts), "{}", screen(&model));
}

#[test]
fn the_tasks_follow_the_shared_filter() {
    let mut model = model(80, 24);
    press(&mut model, "0 c w");
    let councils: Vec<i64> = model.today.tasks.iter().flat_map(|task| &task.councils).map(|id| id.0).collect();
    assert!(
        !councils.is_empty()
            && model
                .today
                .tasks
                .iter()
                .all(|task| { task.councils.is_empty() || task.councils.iter().any(|id| id.0 >= 8) }),
        "{councils:?}"
    );
    press(&mut model, "Esc / \"zzz\" Enter");
    assert!(screen(&model).contains("Nothing to do today for a council called “zzz”. Esc"), "{}", screen(&model));
}

#[test]
fn a_long_section_is_short_until_its_rest_is_opened() {
    let mut model = model(80, 40);
    press(&mut model, "0");
    set_tasks(&mut model, (1..=9).map(meeting).collect());
    const OWED: usize = 3;
    let shown = |model: &Model| model.today.rows.iter().filter(|row| matches!(row, Row::Task(_))).count();
    assert_eq!(shown(&model), 6 + OWED);
    assert!(screen(&model).contains("Meetings today 9") && screen(&model).contains("and 3 more: Enter shows them"));
    press(&mut model, "g j j j j j j Enter");
    assert_eq!(shown(&model), 9 + OWED);
    assert_eq!(model.today.focused().and_then(Task::council), Some(CouncilId(7)), "the cursor stays");
    press(&mut model, "Z");
    assert_eq!(shown(&model), 6 + OWED);
}

#[test]
fn with_nothing_to_do_it_says_so_and_which_key_is_next() {
    let mut model = model(80, 24);
    // On the deadline no update is owed yet.
    update(&mut model, Msg::SnapshotRead(Box::new(reading("2023-09-30".parse().unwrap()))));
    press(&mut model, "0");
    set_tasks(&mut model, Vec::new());
    let text = screen(&model);
    assert!(text.contains("Nothing is waiting for you today") && text.contains("1 shows the councils"), "{text}");
    assert_eq!(press(&mut model, "Enter n r"), Vec::<Effect>::new());
}

#[test]
fn a_verb_acts_on_the_council_of_the_task_and_one_key_passes_to_the_next_council() {
    let mut model = model(80, 24);
    press(&mut model, "0");
    set_tasks(&mut model, [3, 3, 5].map(meeting).into());
    press(&mut model, "g");
    let effects = press(&mut model, "n \"rang the clerk\" C-s");
    assert_eq!(applied(&effects).acts[0].council(), Some(CouncilId(3)));
    update(&mut model, crate::tui::testing::saved("note"));
    set_tasks(&mut model, [3, 3, 5].map(meeting).into());
    press(&mut model, "g Enter )");
    assert_eq!(model.council_screen().map(crate::tui::screens::council::state::CouncilScreen::id), Some(CouncilId(5)));
}

#[rstest]
#[case::no_other_round(None, "Open the round January–March 2024")]
#[case::its_letter_is_not_dated(Some(None), "Dates of the round January–March 2024")]
#[case::its_letter_is_dated(Some(Some("2024-02-03")), "Open the round April–June 2024")]
fn a_promised_month_that_passed_leads_to_the_next_round(#[case] other: Option<Option<&str>>, #[case] title: &str) {
    let mut model = model(120, 40);
    let mut data = reading("2024-02-05".parse().unwrap());
    data.rounds.extend(other.map(|issued_on| {
        let quarter = Quarter { year: 2024, number: 1 };
        let issued_on = issued_on.map(|on| on.parse().unwrap());
        Round { issued_on, ..Round::for_quarter(RoundId(2), quarter, "2024-01-31".parse().unwrap()) }
    }));
    model.shared.snapshot = Snapshot::new(data);
    press(&mut model, "0 g");
    assert!(!screen(&model).contains("Promised to every council"), "{}", screen(&model));
    let task = Task {
        section: Section::NextContact,
        councils: Vec::new(),
        is_certain: true,
        on: Some(crate::tui::testing::day()),
        at: None,
        from: "every council".to_owned(),
        words: "contact promised for January 2024".to_owned(),
        place: Place::NextRound,
    };
    let (round, as_at) = (model.shared.snapshot.round().id, model.shared.snapshot.as_at());
    update(&mut model, Msg::TodayRead(round, as_at, vec![task]));
    press(&mut model, "g");
    assert!(screen(&model).contains("Promised to every council 1"), "{}", screen(&model));
    press(&mut model, "Enter");
    assert!(screen(&model).contains(title), "{}", screen(&model));
}
