//! Which proposals are filled in, and which are only suggested.

use charter::string_enum;

string_enum! {
    /// A field of a reading.
    Field {
        Wish = "wish", "wish";
        /// Texts of priorities in a list.
        Priorities = "priorities", "priorities";
        /// Texts of priorities in a sentence.
        InSentence = "named", "priorities in a sentence";
        Category = "category", "category";
        Frequency = "frequency", "frequency";
        Method = "method", "method";
        Holding = "holding", "holding reply";
        MeetsOn = "meets-on", "meeting date";
    }
}

impl Field {
    /// Whether a proposed value is filled in or only suggested: filled in if at least 95 of 100 proposals are right on the
    /// labelled replies, both those the rules were written with and those held out. `tests/reading` checks this table.
    pub fn is_accurate_enough(self) -> bool {
        match self {
            Self::Wish | Self::Priorities | Self::Category | Self::Frequency | Self::Method | Self::MeetsOn => true,
            Self::InSentence | Self::Holding => false,
        }
    }
}
