//! Importing replies, driven by keys and by the worker's answers.

use std::path::PathBuf;

use charter::change::{Act, ConfirmColumns};
use charter::column::{Column, shape};
use desk::import::Skipped;
use rstest::rstest;

use crate::tui::app::effect::Effect;
use crate::tui::app::import_progress::{ImportReport, ImportResult, SkippedList};
use crate::tui::app::layer::Layer;
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::screens::mapping::state::UnconfirmedSheet;
use crate::tui::testing::import::{OPEN, answers, brought, many, peeked, progress, reading, saving, sheet, too_late};
use crate::tui::testing::{applied, model, press, saved, screen};
use crate::tui::ui::theme::Theme;

#[rstest]
#[case("/media/x/a.mbox", &["/media/x/a.mbox"])]
#[case("~/My mails", &["/the/home/My mails"])]
#[case("~", &["/the/home"])]
#[case("~other/a.mbox", &["~other/a.mbox"])]
fn typed_files_are_scanned(#[case] typed: &str, #[case] expected: &[&str]) {
    let mut model = model(80, 24);
    model.shared.home = Some("/the/home".into());
    let effects = press(&mut model, &format!("{OPEN} \"{typed}\" Enter"));
    let expected: Vec<PathBuf> = expected.iter().map(PathBuf::from).collect();
    assert_eq!(effects, [Effect::ScanSheets { paths: expected, include_confirmed: false }]);
    assert!(screen(&model).contains("checking the files"), "{}", screen(&model));
}

/// Confirming unchanged columns again records nothing.
#[test]
fn columns_that_were_confirmed_can_be_looked_at_again() {
    let mut model = model(80, 24);
    let effects = press(&mut model, &format!("{OPEN} \"/media/x/answers.csv\" Tab Right C-s"));
    assert_eq!(effects, [Effect::ScanSheets { paths: vec!["/media/x/answers.csv".into()], include_confirmed: true }]);
    let known = UnconfirmedSheet { was_confirmed: true, ..answers() };
    for (keys, saves) in [("C-s", false), ("j Right C-s", true)] {
        let (mut model, _) = peeked((80, 24), vec![known.clone()]);
        let effects = press(&mut model, keys);
        assert_eq!(matches!(effects.as_slice(), [Effect::Apply(_)]), saves, "{effects:?}");
        assert_eq!(matches!(effects.as_slice(), [Effect::Import(_)]), !saves, "{effects:?}");
    }
}

#[test]
fn dropped_files_are_pasted_and_each_is_looked_at() {
    let mut model = model(80, 24);
    press(&mut model, OPEN);
    update(&mut model, Msg::Paste("'/a/My replies.mbox' /a/two\\ b.csv\n".into()));
    assert_eq!(
        press(&mut model, "C-s"),
        [Effect::ScanSheets {
            paths: vec!["/a/My replies.mbox".into(), "/a/two b.csv".into()],
            include_confirmed: false
        }]
    );
}

#[rstest]
#[case("C-s", "give a file or a folder")]
#[case("\"~/a.mbox\" C-s", "there is no home folder here")]
fn an_invalid_path_is_an_error_at_the_field(#[case] keys: &str, #[case] expected: &str) {
    let mut model = model(80, 24);
    assert_eq!(press(&mut model, &format!("{OPEN} {keys}")), []);
    assert!(screen(&model).contains(expected), "{}", screen(&model));
    assert!(matches!(model.layers.last(), Some(Layer::Form(_))));
}

#[test]
fn a_missing_file_is_an_error_at_the_field() {
    let mut model = model(80, 24);
    press(&mut model, &format!("{OPEN} \"/media/x/raplies.mbox\" C-s"));
    let why = "/media/x/raplies.mbox: there is no such file or folder; nothing was imported, check the path";
    assert_eq!(update(&mut model, Msg::ImportPathInvalid(why.into())), []);
    let text = screen(&model);
    assert!(text.contains("! /media/x/raplies.mbox: there is no such file or folder"), "{text}");
    assert!(matches!(model.layers.as_slice(), [Layer::Form(_)]), "{text}");
    assert!(text.contains("C-s import") || text.contains("Ctrl-S import"), "{text}");
    assert_eq!(
        press(&mut model, "C-s"),
        [Effect::ScanSheets { paths: vec!["/media/x/raplies.mbox".into()], include_confirmed: false }],
        "as it was typed"
    );
}

#[test]
fn the_form_stays_open_if_no_reply_was_found() {
    let mut model = reading((80, 24));
    let none = ImportReport { new: 0, known: 0, ..brought(0, 5) };
    update(&mut model, Msg::ImportEnded(ImportResult::Imported(none)));
    assert!(!screen(&model).contains("undo"), "{}", screen(&model));
    press(&mut model, "Esc");
    assert!(screen(&model).contains("/media/x/answers.csv"), "{}", screen(&model));
}

/// The command line reports it too.
#[test]
fn a_row_that_came_before_with_other_columns_is_named() {
    let mut changed_duplicates = SkippedList::default();
    let why = "it was imported before, with the columns as they were then; nothing changes".to_owned();
    changed_duplicates.add(Skipped { file: "returns.csv".to_owned(), number: 1, why });
    let (mut model, _) = peeked((80, 24), Vec::new());
    update(&mut model, Msg::ImportEnded(ImportResult::Imported(ImportReport { changed_duplicates, ..brought(3, 0) })));
    let screen = screen(&model);
    assert!(screen.contains("Duplicates with different columns:"), "{screen}");
    assert!(screen.contains("returns.csv, no. 1: it was imported before"), "{screen}");
}

#[test]
fn while_saving_no_rate_is_shown_and_esc_still_cancels() {
    let mut model = saving((80, 24));
    let text = screen(&model);
    assert!(text.contains("saving") && text.contains("100 %") && text.contains("3,412 replies"), "{text}");
    assert!(!text.contains("a second") && !text.contains("left") && text.contains("Esc stops"), "{text}");
    assert_eq!(press(&mut model, "Esc"), [Effect::StopImport]);
    // The import was already committed: the report says so, and how to undo it.
    update(&mut model, Msg::ImportEnded(ImportResult::Imported(brought(31, 0))));
    assert!(screen(&model).contains("Everything was saved before it could be stopped. u undoes"), "{}", screen(&model));
}

#[test]
fn imported_replies_appear_in_the_open_inbox() {
    let mut model = model(80, 24);
    press(&mut model, "2 i \"a.csv\" C-s");
    update(&mut model, Msg::SheetsScanned(Ok(Vec::new())));
    update(&mut model, Msg::ImportEnded(ImportResult::Imported(brought(31, 0))));
    assert!(model.inbox.is_loading() && model.awaiting.is_none());
    press(&mut model, "Esc");
    assert!(screen(&model).contains("later · reading"), "{}", screen(&model));
}

#[test]
fn columns_are_confirmed_as_a_change_of_their_own_and_then_everything_is_read() {
    let (mut model, effects) = peeked((80, 24), vec![answers()]);
    assert_eq!(effects, []);
    let effects = press(&mut model, "C-s");
    let change = applied(&effects);
    let columns = vec![Column::Received, Column::Council, Column::County, Column::Wish, Column::Unused];
    let shape = shape(&answers().preview.header);
    assert_eq!(change.acts, [Act::Mapping(ConfirmColumns { shape, columns })]);
    let effects = update(&mut model, saved("columns of a sheet confirmed"));
    assert_eq!(effects, [Effect::Import(vec!["/media/x/answers.csv".into()])]);
    assert!(matches!(model.layers.last(), Some(Layer::ImportProgress(_))));
    assert_eq!(model.awaiting, None, "Esc is to be heard while they are read");
}

#[test]
fn sheets_are_confirmed_one_after_the_other() {
    let other = sheet("other.csv", &["Code", "Comments"], &[&["E04000001", "none"]]);
    let (mut model, _) = peeked((80, 24), vec![answers(), other]);
    assert!(screen(&model).contains("sheet 1 of 2"), "{}", screen(&model));
    press(&mut model, "j C-s");
    assert_eq!(update(&mut model, saved("columns of a sheet confirmed")), []);
    assert!(screen(&model).contains("other.csv: what do its columns mean?"), "{}", screen(&model));
    let effects = press(&mut model, "C-s");
    let [Act::Mapping(act)] = applied(&effects).acts.as_slice() else { panic!("{effects:?}") };
    assert_eq!(act.columns, [Column::Code, Column::Views]);
}

#[rstest]
#[case("j Space C-s", Column::Code)]
#[case("j Right Left Right C-s", Column::Code)]
#[case("j Left Enter \"council\" Enter C-s", Column::Council)]
#[case("G k k k Enter \"cod\" Enter C-s", Column::Code)]
fn a_columns_meaning_is_cycled_or_picked(#[case] keys: &str, #[case] means: Column) {
    let (mut model, _) = peeked((80, 24), vec![answers()]);
    let effects = press(&mut model, keys);
    let [Act::Mapping(act)] = applied(&effects).acts.as_slice() else { panic!("{effects:?}") };
    assert!(act.columns.contains(&means), "{:?}", act.columns);
}

#[test]
fn unsure_columns_are_marked_until_the_user_chooses() {
    let (mut model, _) = peeked((80, 24), vec![answers()]);
    press(&mut model, "j");
    assert!(
        screen(&model).contains("? Who are you?: council · 3 of 3 values are councils of the register"),
        "{}",
        screen(&model)
    );
    press(&mut model, "Space Left");
    assert!(screen(&model).contains(" Who are you?: council · you chose this"), "{}", screen(&model));
    assert!(!screen(&model).contains("? Who are you?:"));
}

#[test]
fn columns_without_a_council_are_not_confirmed_and_the_reason_is_shown() {
    let (mut model, _) = peeked((80, 24), vec![many()]);
    assert!(screen(&model).contains("o column says which council a row is from"), "{}", screen(&model));
    assert_eq!(press(&mut model, "C-s"), []);
    assert!(screen(&model).contains("not confirmed yet"), "{}", screen(&model));
    applied(&press(&mut model, "G Space k Left C-s"));
}

#[test]
fn closing_the_columns_imports_nothing_and_keeps_the_form() {
    let (mut model, _) = peeked((80, 24), vec![answers()]);
    assert_eq!(press(&mut model, "Esc"), []);
    assert!(screen(&model).contains("nothing was imported"), "{}", screen(&model));
    assert!(!screen(&model).contains("are kept"), "{}", screen(&model));
    assert_eq!(
        press(&mut model, "C-s"),
        [Effect::ScanSheets { paths: vec!["/media/x/answers.csv".into()], include_confirmed: false }]
    );
}

#[test]
fn closing_the_second_sheet_says_that_the_first_is_confirmed() {
    let (mut model, _) = peeked((80, 24), vec![answers(), many()]);
    press(&mut model, "C-s");
    update(&mut model, saved("columns of a sheet confirmed"));
    press(&mut model, "Esc");
    assert!(screen(&model).contains("the columns of 1 sheet"), "{}", screen(&model));
}

/// For example a list of telephone numbers beside the replies, whose columns hold no answer.
#[test]
fn a_sheet_that_holds_no_replies_is_left_out_and_the_others_come_in() {
    let read = |effects: Vec<Effect>| assert_eq!(effects, [Effect::Import(vec!["/media/x/answers.csv".into()])]);
    let (mut model, _) = peeked((80, 24), vec![many(), answers()]);
    assert_eq!(press(&mut model, "x"), []);
    assert!(screen(&model).contains("sheet 2 of 2"), "{}", screen(&model));
    applied(&press(&mut model, "C-s"));
    read(update(&mut model, saved("columns of a sheet confirmed")));
    let (mut model, _) = peeked((80, 24), vec![many()]);
    read(press(&mut model, "x"));
    let (mut model, _) = peeked((80, 24), vec![many(), answers()]);
    press(&mut model, "x Esc");
    assert!(!screen(&model).contains("are kept"), "{}", screen(&model));
}

#[test]
fn a_refused_change_keeps_the_columns() {
    let (mut model, _) = peeked((80, 24), vec![answers()]);
    press(&mut model, "j Space C-s");
    update(&mut model, Msg::Refused("the disk is full".into(), None));
    assert!(screen(&model).contains("the disk is full"));
    applied(&press(&mut model, "C-s"));
}

#[test]
fn while_replies_are_read_only_esc_is_heard_and_it_is_heard_at_once() {
    let mut model = reading((80, 24));
    assert_eq!(press(&mut model, "q j u : Enter C-r 1"), []);
    assert!(screen(&model).contains("replies are being imported: Esc stops the import"), "{}", screen(&model));
    assert_eq!(update(&mut model, Msg::Paste("q".into())), []);
    // A new day is not read during an import: the answer would come after its end, and keys would wait for it.
    model.follows_today = true;
    assert_eq!(update(&mut model, Msg::DayChanged("2023-10-06".parse().unwrap())), []);
    assert_eq!(press(&mut model, "Esc"), [Effect::StopImport]);
    assert!(screen(&model).contains("stopping"), "{}", screen(&model));
    update(&mut model, Msg::ImportEnded(ImportResult::Stopped));
    assert!(screen(&model).contains("stopped: nothing was imported"), "{}", screen(&model));
    assert!(screen(&model).contains("/media/x/answers.csv"), "what was typed is lost:\n{}", screen(&model));
}

#[test]
fn a_look_that_was_stopped_as_it_ended_reads_nothing() {
    for answer in [
        Msg::SheetsScanned(Ok(Vec::new())),
        Msg::SheetsScanned(Ok(vec![answers()])),
        Msg::ImportEnded(ImportResult::Stopped),
    ] {
        let mut model = model(80, 24);
        press(&mut model, &format!("{OPEN} \"a.csv\" C-s"));
        assert_eq!(press(&mut model, "Esc"), [Effect::StopImport]);
        assert_eq!(update(&mut model, answer), []);
        assert!(screen(&model).contains("stopped: nothing was imported"), "{}", screen(&model));
        assert!(matches!(model.layers.as_slice(), [Layer::Form(_)]));
    }
}

#[rstest]
#[case(Msg::SheetsScanned(Err("the disk is gone".into())))]
#[case(Msg::ImportEnded(ImportResult::Failed("the disk is gone".into())))]
fn an_import_error_is_shown_in_the_form(#[case] answer: Msg) {
    let mut model = model(80, 24);
    press(&mut model, &format!("{OPEN} \"a.csv\" C-s"));
    assert_eq!(update(&mut model, answer), []);
    assert!(screen(&model).contains("! the disk is gone"), "{}", screen(&model));
    assert_eq!(
        press(&mut model, "C-s"),
        [Effect::ScanSheets { paths: vec!["a.csv".into()], include_confirmed: false }]
    );
}

#[test]
fn unexpected_answers_change_nothing() {
    for answer in [
        Msg::SheetsScanned(Ok(vec![answers()])),
        Msg::ImportProgress(progress()),
        Msg::ImportEnded(ImportResult::Imported(brought(31, 5))),
        Msg::ImportEnded(ImportResult::Stopped),
    ] {
        let mut model = model(80, 24);
        assert_eq!(update(&mut model, answer), []);
        assert!(model.layers.is_empty() && model.notice.is_none());
    }
}

#[rstest]
#[case("Esc")]
#[case("Enter")]
fn the_counts_add_up_and_one_key_closes_them(#[case] close: &str) {
    let mut model = reading((80, 24));
    let effects = update(&mut model, Msg::ImportEnded(ImportResult::Imported(brought(31, 5))));
    assert!(matches!(effects.as_slice(), [Effect::SaveDrafts, Effect::ReadSnapshot(..)]), "{effects:?}");
    let text = screen(&model);
    assert!(text.contains("45 replies read: 31 new, 9 duplicates, 5 skipped"), "{text}");
    assert!(text.contains("answers.csv, no. 1: its date is no date"), "{text}");
    press(&mut model, close);
    assert!(model.layers.is_empty() && model.saved_at.is_some());
    press(&mut model, OPEN);
    assert!(!screen(&model).contains("/media/x/answers.csv"), "what was brought in is no draft any more");
}

#[test]
fn an_import_is_undone_from_its_report() {
    let mut model = reading((80, 24));
    update(&mut model, Msg::ImportEnded(ImportResult::Imported(brought(31, 0))));
    assert_eq!(press(&mut model, "u"), [Effect::Undo]);
    let mut model = reading((80, 24));
    let effects = update(&mut model, Msg::ImportEnded(ImportResult::Imported(brought(0, 0))));
    assert_eq!(effects, [Effect::SaveDrafts], "nothing was imported, and nothing is read again");
    assert_eq!(press(&mut model, "u"), []);
    assert!(screen(&model).contains("undo: nothing was imported"), "{}", screen(&model));
}

#[test]
fn a_long_list_of_skipped_entries_scrolls_to_its_end() {
    let mut model = reading((80, 24));
    update(&mut model, Msg::ImportEnded(ImportResult::Imported(brought(31, 1200))));
    assert!(!screen(&model).contains("and 200 more"));
    press(&mut model, "G PgDn j");
    assert!(screen(&model).contains("and 200 more"), "{}", screen(&model));
    press(&mut model, "k");
    assert!(!screen(&model).contains("and 200 more"), "{}", screen(&model));
    press(&mut model, "PgUp g");
    assert!(screen(&model).contains("answers.csv: its date is no date"), "{}", screen(&model));
}

/// Each layer with the name of its snapshot.
fn layers(size: (u16, u16)) -> Vec<(&'static str, Model)> {
    let open = |keys: &str| {
        let mut model = model(size.0, size.1);
        press(&mut model, keys);
        model
    };
    let mapping = |sheets: Vec<UnconfirmedSheet>, keys: &str| {
        let mut model = peeked(size, sheets).0;
        press(&mut model, keys);
        model
    };
    let ended = |report: ImportReport| {
        let mut model = reading(size);
        update(&mut model, Msg::ImportEnded(ImportResult::Imported(report)));
        model
    };
    vec![
        ("bring-in", open(&format!("{OPEN} \"~/Replies of October\" C-j \"/media/stick/answers.xlsx\""))),
        ("mapping", mapping(vec![answers(), many()], "j")),
        ("mapping-many", mapping(vec![many()], "PgDn j")),
        ("mapping-pick", mapping(vec![answers()], "j Enter")),
        ("bringing-looking", open(&format!("{OPEN} \"a.csv\" C-s"))),
        ("bringing", reading(size)),
        ("bringing-saving", saving(size)),
        ("brought", ended(brought(31, 5))),
        ("brought-too-late", too_late(size)),
        ("brought-nothing", ended(brought(0, 0))),
    ]
}

#[rstest]
fn each_layer_as_text(#[values((80, 24), (120, 40), (40, 12))] size: (u16, u16)) {
    for (name, model) in layers(size) {
        insta::assert_snapshot!(format!("{name}_{}x{}", size.0, size.1), screen(&model));
    }
}

#[test]
fn nothing_is_drawn_outside_at_any_size_and_in_ascii_nothing_else() {
    for (_, mut model) in layers((80, 24)) {
        for columns in (1..10).chain(36..44).chain([60, 69, 70, 80, 109, 110, 200]) {
            for rows in (1..7).chain(10..15).chain(18..23).chain([60]) {
                update(&mut model, Msg::Resize(columns, rows));
                screen(&model);
            }
        }
        model.shared.theme = Theme::plain(true);
        let text = screen(&model);
        let odd: String = text.chars().filter(|c| !c.is_ascii()).collect();
        assert_eq!(odd.trim(), "", "in\n{text}");
    }
}
