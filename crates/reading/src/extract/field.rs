//! Which proposals are filled in, and which are only offered.

use charter::string_enum;

string_enum! {
    /// A field that is read out of a reply.
    Field {
        /// The wish to take part.
        Wish = "wish", "wish";
        /// The texts of the priorities.
        Priorities = "priorities", "priorities";
        /// Priorities that are named in a sentence, and stand in no list.
        Named = "named", "priorities in a sentence";
        /// Their categories.
        Category = "category", "category";
        /// How often.
        Frequency = "frequency", "frequency";
        /// How.
        Method = "method", "method";
        /// That an answer will follow.
        Holding = "holding", "holding reply";
        /// The day of the meeting.
        MeetsOn = "meets-on", "meeting date";
    }
}

impl Field {
    /// Whether a proposed value is filled in, or only offered: filled in where at least 95 of 100 proposals were right on the
    /// labelled replies, on those that the rules were written with and on those that they never met (`tests/reading`, which
    /// holds this table to its figures).
    pub fn is_accurate_enough(self) -> bool {
        match self {
            Self::Wish | Self::Priorities | Self::Category | Self::Frequency | Self::Method | Self::MeetsOn => true,
            Self::Named | Self::Holding => false,
        }
    }
}
