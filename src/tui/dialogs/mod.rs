//! What opens over a screen and closes again: pickers, the list of keys, the palette, the choice of priorities, the table of
//! promises, whose an item of the inbox is, two answers side by side, how far replies are brought in.

pub mod brief;
pub mod conflict;
pub mod council_picker;
pub mod import;
pub mod lookup;
pub mod picker;
pub mod priority_choice;
pub mod promises;
pub mod promises_view;
