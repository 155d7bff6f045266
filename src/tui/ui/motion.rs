//! Movements of a cursor or a page.

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
    /// The number of rows; a page keeps one row of the previous one. Group motions are 0: only a list with groups
    /// handles them.
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
