//! What the columns of a baseline mean: as for replies, and the day of the agreement and the results besides.

use std::collections::HashMap;

use charter::column::{Column, Mapping, mapping_problem, shape};
use charter::search_key::fold;
use charter::untrusted::Untrusted;
use reading::columns::propose;

use crate::sheet_file::Sheet;

/// Folded headings of the day of the agreement. It is read as the day of the row.
const AGREED_ON: [&str; 6] =
    ["agreed on", "agreed", "date agreed", "agreed date", "date of agreement", "priorities agreed on"];
/// Folded headings of what came of the priorities, perhaps with the number of one of them.
const RESULTS: [&str; 4] = ["outcome", "result", "outcomes", "results"];

pub(super) struct BaselineColumns {
    pub(super) mapping: Mapping,
    /// The columns of results: the index of the column and, from 0, of the priority; `None` for all of them.
    pub(super) results: Vec<(usize, Option<usize>)>,
    /// The headings, and what each is taken for.
    pub(super) described: Vec<(Untrusted, String)>,
}

impl BaselineColumns {
    /// # Errors
    /// A sentence: no row can be read by these columns.
    pub(super) fn new(
        sheet: &Sheet,
        confirmed: &HashMap<String, Mapping>,
        is_council: &dyn Fn(&str) -> bool,
    ) -> Result<Self, String> {
        let folded: Vec<String> = sheet.header.iter().map(|heading| fold(heading.raw())).collect();
        let mut columns = match confirmed.get(&shape(&sheet.header)) {
            Some(mapping) => mapping.columns.clone(),
            None => {
                let sample: Vec<Vec<Untrusted>> = sheet.rows.iter().take(50).map(|row| row.cells.clone()).collect();
                propose(&sheet.header, &sample, is_council).into_iter().map(|guess| guess.column).collect()
            }
        };
        columns.resize(sheet.header.len(), Column::Unused);
        let results: Vec<(usize, Option<usize>)> =
            folded.iter().enumerate().filter_map(|(index, heading)| Some((index, result_of(heading)?))).collect();
        for (index, column) in columns.iter_mut().enumerate() {
            if results.iter().any(|(result, _)| *result == index) {
                *column = Column::Unused;
            }
        }
        // Its own column of the agreement is the day of a row; any other date is not.
        if let Some(agreed) = folded.iter().position(|heading| AGREED_ON.contains(&heading.as_str())) {
            columns.iter_mut().filter(|column| **column == Column::Received).for_each(|it| *it = Column::Unused);
            columns.iter_mut().skip(agreed).take(1).for_each(|it| *it = Column::Received);
        }
        let describe = |index: usize, column: Column| match results.iter().find(|(result, _)| *result == index) {
            Some((_, Some(priority))) => format!("the result of priority {}", priority + 1),
            Some((_, None)) => "the result".to_owned(),
            None if column == Column::Received => "the day of the agreement".to_owned(),
            None => column.to_string(),
        };
        let described = sheet.header.iter().zip(&columns).enumerate();
        let described = described.filter(|(_, (heading, _))| !heading.is_blank());
        let described =
            described.map(|(index, (heading, column))| (heading.clone(), describe(index, *column))).collect();
        let mapping = Mapping { columns };
        match mapping_problem(&mapping) {
            Some(problem) => Err(problem),
            None => Ok(Self { mapping, results, described }),
        }
    }
}

/// The priority that a heading gives the result of; the inner `None` for all.
fn result_of(heading: &str) -> Option<Option<usize>> {
    if RESULTS.contains(&heading) {
        return Some(None);
    }
    let (words, number) = heading.rsplit_once(' ')?;
    let number: usize = number.parse().ok()?;
    let is_result = RESULTS.iter().any(|result| words == *result || words == format!("{result} of priority"));
    (is_result && (1..=9).contains(&number)).then(|| Some(number - 1))
}
