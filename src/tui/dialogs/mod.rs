//! Dialogs above a screen: pickers, the list of keys, the palette, the choice of priorities, the table of promises, two
//! rounds compared, the brief, conflicts, what a change will do, the search of everything written, and the progress of an import.

pub mod brief;
pub mod column_chooser;
pub mod comparison;
pub mod comparison_view;
pub mod conflict;
pub mod conflict_view;
pub mod council_picker;
pub mod import;
pub mod issued_reports;
pub mod lookup;
pub mod picker;
pub mod priority_choice;
pub mod promises;
pub mod promises_view;
pub mod response_times;
pub mod search;
pub mod show_letters;
pub mod sort_choices;
pub mod summary;
pub mod unit_label;
pub mod view_choices;
