//! What opens over a screen and closes again: pickers, the list of keys, the palette, the choice of priorities, the table of
//! promises, whose an item of the inbox is, two answers side by side, how far replies are brought in.

pub mod brief;
pub mod bringing;
pub mod choose;
pub mod conflict;
pub mod lookup;
pub mod pick;
pub mod promises;
pub mod promises_view;
pub mod view;
pub mod whose;
