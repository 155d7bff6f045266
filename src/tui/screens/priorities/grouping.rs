//! What the list can be grouped by.

use charter::string_enum;

string_enum! {
    /// What the priorities are grouped by.
    Grouping {
        /// The category.
        Category = "category", "category";
        /// The county of the council.
        County = "county", "county";
        /// The team of the council.
        Team = "team", "team";
        /// How long ago the council first asked for it.
        Age = "age", "age";
    }
}
