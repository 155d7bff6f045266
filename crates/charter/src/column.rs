//! The columns of a sheet, and what each of them means.

use serde::{Deserialize, Serialize};

use crate::search_key::fold;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    /// What a column means.
    Column {
        /// The name of the council or of its parish.
        Council = "council", "council";
        /// The ONS code of the parish, E04...
        Code = "code", "code";
        /// The county or district, which narrows the names.
        County = "county", "county";
        /// When the council answered.
        Received = "received", "date received";
        /// The address that the answer came from.
        Sender = "sender", "e-mail address";
        /// Whether it wishes to take part.
        Wish = "wish", "takes part";
        /// One priority; several such columns are priorities in the order of the columns.
        Priority = "priority", "a priority";
        /// All the priorities in one cell.
        Priorities = "priorities", "all priorities";
        /// How often it would like to be met.
        Frequency = "frequency", "how often";
        /// How it would like to be met.
        Method = "method", "by which method";
        /// Its views in its own words.
        Views = "views", "views";
        /// The words that a team's own tracker has for how the council stands.
        Status = "status", "status";
        /// Nothing that is read.
        Unused = "unused", "not used";
    }
}

impl Column {
    /// Whether a sheet can have several columns of this meaning.
    pub fn may_repeat(self) -> bool {
        matches!(self, Self::Priority | Self::Views | Self::Unused)
    }
}

/// What the columns of a sheet mean, as many as its header has cells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    /// The columns, in the order of the sheet.
    pub columns: Vec<Column>,
}

impl Mapping {
    /// The places of the columns with a meaning, from 0.
    pub fn places(&self, wanted: Column) -> impl Iterator<Item = usize> {
        self.columns.iter().enumerate().filter(move |(_, column)| **column == wanted).map(|(place, _)| place)
    }
}

/// What a mapping is remembered by: the cells of the header, folded, in their order, each ended by `|`. Case, accents and
/// punctuation make no difference; another order or another column does.
pub fn shape(header: &[Untrusted]) -> String {
    // Blank headings at the end come and go with the rows below them.
    let used = header.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
    header[..used].iter().map(|cell| fold(cell.raw()) + "|").collect()
}

/// Why rows cannot be read with a mapping: a sentence that says what to do; none if they can.
pub fn mapping_problem(mapping: &Mapping) -> Option<String> {
    let has = |column: Column| mapping.columns.contains(&column);
    if let Some(twice) = Column::ALL.iter().find(|column| !column.may_repeat() && mapping.places(**column).count() > 1)
    {
        return Some(format!(
            "two columns are set to “{twice}”; keep one of them, and set the other to something else"
        ));
    }
    if !has(Column::Council) && !has(Column::Code) && !has(Column::Sender) {
        return Some(
            "no column says which council a row is from; set one to the council, its code or the e-mail address"
                .to_owned(),
        );
    }
    let says = |column: &Column| {
        !matches!(column, Column::Council | Column::Code | Column::County | Column::Sender | Column::Unused)
    };
    if !mapping.columns.iter().any(says) {
        return Some(
            "no column says what the council answered; set one to the wish, a priority, the views or the like"
                .to_owned(),
        );
    }
    None
}

#[cfg(test)]
mod tests {
    use super::{Column, Mapping, mapping_problem, shape};
    use crate::untrusted::Untrusted;
    use proptest::prelude::{prop_assert_eq, proptest};
    use rstest::rstest;

    fn header(cells: &[&str]) -> Vec<Untrusted> {
        cells.iter().map(|cell| Untrusted::from(*cell)).collect()
    }

    #[rstest]
    #[case(&["Parish", "Wish"], "parish|wish|")]
    #[case(&[" PARISH ", "Wish?", "", ""], "parish|wish|")]
    #[case(&["Wish", "Parish"], "wish|parish|")]
    #[case(&["Parish", "", "Wish"], "parish||wish|")]
    #[case(&["Parish wish"], "parish wish|")]
    fn a_shape_is_the_header_in_its_order(#[case] cells: &[&str], #[case] wanted: &str) {
        assert_eq!(shape(&header(cells)), wanted);
    }

    #[rstest]
    #[case(&[Column::Council, Column::Wish], None)]
    #[case(&[Column::Code, Column::Priority, Column::Priority], None)]
    #[case(&[Column::Sender, Column::Received], None)]
    #[case(&[Column::Council, Column::Wish, Column::Wish], Some("two columns are set to “takes part”"))]
    #[case(&[Column::County, Column::Wish], Some("no column says which council"))]
    #[case(&[Column::Council, Column::Unused], Some("no column says what"))]
    #[case(&[], Some("no column says which council"))]
    fn what_cannot_be_used_says_why(#[case] columns: &[Column], #[case] begins: Option<&str>) {
        let said = mapping_problem(&Mapping { columns: columns.to_vec() });
        match (begins, &said) {
            (None, None) => {}
            (Some(begins), Some(said)) => assert!(said.starts_with(begins), "{said}"),
            _ => panic!("{said:?}"),
        }
    }

    proptest! {
        #[test]
        fn a_shape_is_stable(cells in proptest::collection::vec("\\PC{0,12}", 0..6)) {
            let cells: Vec<Untrusted> = cells.into_iter().map(Untrusted::from).collect();
            let once = shape(&cells);
            let again: Vec<Untrusted> = once.split_terminator('|').map(Untrusted::from).collect();
            prop_assert_eq!(shape(&again).trim_end_matches('|').to_owned(), once.trim_end_matches('|').to_owned());
        }
    }
}
