//! Sheets and import states for the tests.

use std::path::PathBuf;
use std::time::Duration;

use charter::untrusted::Untrusted;
use desk::import::{SheetPreview, Skipped};
use reading::columns;

use crate::tui::app::effect::Effect;
use crate::tui::app::import_progress::{ImportReport, ImportResult, Progress, SkippedList};
use crate::tui::app::model::Model;
use crate::tui::app::msg::Msg;
use crate::tui::app::update::update;
use crate::tui::screens::mapping::state::UnconfirmedSheet;
use crate::tui::testing::{model, press, saved};

pub const OPEN: &str = ": \"bring-in\" Enter";

pub fn cells(cells: &[&str]) -> Vec<Untrusted> {
    cells.iter().map(|cell| Untrusted::from(*cell)).collect()
}

pub fn sheet(file: &str, header: &[&str], rows: &[&[&str]]) -> UnconfirmedSheet {
    let preview = SheetPreview {
        file: file.to_owned(),
        sheet: Untrusted::default(),
        header: cells(header),
        rows: rows.iter().map(|row| cells(row)).collect(),
    };
    let proposed = columns::propose(&preview.header, &preview.rows, &|text| text.starts_with("Wem"));
    UnconfirmedSheet { preview, proposed, was_confirmed: false }
}

/// A sheet from a web form, with a column of councils that has no telling header.
pub fn answers() -> UnconfirmedSheet {
    sheet(
        "answers.csv",
        &["Timestamp", "Who are you?", "County", "Do you wish to take part in the charter, and if so how often?", " "],
        &[
            &["2023-09-12T10:00:00", "Wem", "Shropshire", "Yes, every quarter please \u{1b}[2J", ""],
            &["2023-09-13T18:40:12", "Wem Rural", "Shropshire", "No", ""],
            &["2023-09-13T18:59:01", "Wem Town Council", "Shropshire", "Yes", ""],
        ],
    )
}

/// A sheet with more columns than a low screen has rows, and no column of councils.
pub fn many() -> UnconfirmedSheet {
    let header: Vec<String> = (1..=40).map(|n| format!("Question {n}")).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    sheet("many.xlsx", &header, &[&["a"; 40], &["b"; 40]])
}

/// The state after the scan, with these sheets to confirm.
pub fn peeked(size: (u16, u16), sheets: Vec<UnconfirmedSheet>) -> (Model, Vec<Effect>) {
    let mut model = model(size.0, size.1);
    press(&mut model, &format!("{OPEN} \"/media/x/answers.csv\" C-s"));
    let effects = update(&mut model, Msg::SheetsScanned(Ok(sheets)));
    (model, effects)
}

pub fn progress() -> Progress {
    let elapsed = Duration::from_millis(2966);
    Progress {
        file: "replies\u{1b}.mbox".to_owned(),
        read: 2_500_000,
        total: 37_500_000,
        replies: 3412,
        elapsed,
        saving: false,
    }
}

pub fn reading(size: (u16, u16)) -> Model {
    let (mut model, effects) = peeked(size, Vec::new());
    assert_eq!(effects, [Effect::Import(vec![PathBuf::from("/media/x/answers.csv")])]);
    update(&mut model, Msg::ImportProgress(progress()));
    model
}

pub fn saving(size: (u16, u16)) -> Model {
    let mut model = reading(size);
    update(&mut model, Msg::ImportProgress(Progress { saving: true, ..progress() }));
    model
}

/// The state after a cancellation that came too late.
pub fn too_late(size: (u16, u16)) -> Model {
    let mut model = saving(size);
    press(&mut model, "Esc");
    update(&mut model, Msg::ImportEnded(ImportResult::Imported(brought(31, 0))));
    model
}

pub fn brought(new: usize, count: u64) -> ImportReport {
    let Msg::Saved(saved) = saved("31 replies imported from answers.csv") else { panic!() };
    let mut skipped = SkippedList::default();
    for number in 0..count {
        let why =
            "its date is no date: \"the 31st of \u{202e}June\", and there is nothing else in it to go by".to_owned();
        skipped.add(Skipped { file: "answers.csv".to_owned(), number, why });
    }
    ImportReport { new, known: 9, skipped, saved: (new > 0).then_some(saved), ..ImportReport::default() }
}
