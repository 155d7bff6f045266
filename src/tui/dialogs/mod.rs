//! What opens over a screen and closes again: pickers, the list of keys, the palette, the choice of priorities.

pub mod choose;
pub mod lookup;
pub mod pick;
pub mod view;
