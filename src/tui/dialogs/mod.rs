//! What opens over a screen and closes again: pickers, the list of keys, the palette, the choice of priorities, the table of
//! promises.

pub mod brief;
pub mod choose;
pub mod lookup;
pub mod pick;
pub mod promises;
pub mod promises_view;
pub mod view;
