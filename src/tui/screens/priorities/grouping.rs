//! The groupings of the priorities.

use charter::string_enum;

string_enum! {
    Grouping {
        Category = "category", "category";
        County = "county", "county";
        Team = "team", "team";
        /// Time since the council first asked for it.
        Age = "age", "age";
        /// A priority is in the group of each aim that it serves.
        Aim = "aim", "aim";
    }
}
