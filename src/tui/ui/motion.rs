//! How a key moves a cursor or scrolls a page.

/// A movement in a list or on a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Motion {
    Up,
    Down,
    PageUp,
    PageDown,
    First,
    Last,
    PreviousGroup,
    NextGroup,
}

impl Motion {
    /// By how many rows it moves where `visible` rows are in view: a page keeps one row of the page before. Groups are the
    /// list's own business; without groups they move nothing.
    pub fn rows(self, visible: usize) -> isize {
        let page = isize::try_from(visible).unwrap_or(1).max(2) - 1;
        match self {
            Self::Up => -1,
            Self::Down => 1,
            Self::PageUp => -page,
            Self::PageDown => page,
            Self::First => isize::MIN,
            Self::Last => isize::MAX,
            Self::PreviousGroup | Self::NextGroup => 0,
        }
    }
}
