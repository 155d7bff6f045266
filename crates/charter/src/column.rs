//! The columns of a sheet and their meanings.

use serde::{Deserialize, Serialize};

use crate::search_key::fold;
use crate::string_enum;
use crate::untrusted::Untrusted;

string_enum! {
    Column {
        Council = "council", "council";
        Code = "code", "code";
        County = "county", "county";
        Received = "received", "date received";
        Sender = "sender", "e-mail address";
        Wish = "wish", "takes part";
        /// With several such columns, their order is the order of the priorities.
        Priority = "priority", "a priority";
        /// All priorities in one cell.
        Priorities = "priorities", "all priorities";
        Frequency = "frequency", "how often";
        Method = "method", "by which method";
        Views = "views", "views";
        /// A team's own words for the status in its tracker.
        Status = "status", "status";
        Unused = "unused", "not used";
    }
}

impl Column {
    /// Whether several columns of one sheet can have this meaning.
    pub fn may_repeat(self) -> bool {
        matches!(self, Self::Priority | Self::Views | Self::Unused)
    }
}

/// One meaning for each cell of the header.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mapping {
    pub columns: Vec<Column>,
}

impl Mapping {
    /// Indices from 0.
    pub fn indices(&self, wanted: Column) -> impl Iterator<Item = usize> {
        self.columns.iter().enumerate().filter(move |(_, column)| **column == wanted).map(|(index, _)| index)
    }
}

/// The fingerprint of a header: its folded cells in order, each followed by `|`. Case, accents and punctuation do not
/// matter; the order and the set of columns do.
pub fn shape(header: &[Untrusted]) -> String {
    // Some rows are longer than others, so blank headings at the end vary.
    let used = header.iter().rposition(|cell| !cell.is_blank()).map_or(0, |last| last + 1);
    header[..used].iter().map(|cell| fold(cell.raw()) + "|").collect()
}

/// A sentence that says what to do, if no row can be read with this mapping.
pub fn mapping_problem(mapping: &Mapping) -> Option<String> {
    let has = |column: Column| mapping.columns.contains(&column);
    if let Some(twice) = Column::ALL.iter().find(|column| !column.may_repeat() && mapping.indices(**column).count() > 1)
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
    fn an_unusable_mapping_says_why(#[case] columns: &[Column], #[case] begins: Option<&str>) {
        let problem = mapping_problem(&Mapping { columns: columns.to_vec() });
        match (begins, &problem) {
            (None, None) => {}
            (Some(begins), Some(problem)) => assert!(problem.starts_with(begins), "{problem}"),
            _ => panic!("{problem:?}"),
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
