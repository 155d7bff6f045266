//! Tables in the text of a page: rows with the same number of cells, with tabs between them.

/// A table has this many rows; what a layout puts side by side has one.
const MIN_ROWS: usize = 2;

/// Lines above a quoted mail start so; its tables are nobody's answer.
const QUOTE_SIGNS: [&str; 3] = [">", "-----", "_____"];

/// The first row of the first table above all quoted mails.
pub(super) fn first_row(text: &str) -> Option<&str> {
    let is_own = |line: &&str| !QUOTE_SIGNS.iter().any(|sign| line.starts_with(sign));
    let own: Vec<&str> = text.lines().take_while(is_own).collect();
    let cells = |line: &str| line.split('\t').filter(|cell| !cell.trim().is_empty()).count();
    let is_table = |rows: &&[&str]| rows.iter().all(|row| row.contains('\t') && cells(row) > 1);
    let same = |one: &&str, next: &&str| one.matches('\t').count() == next.matches('\t').count();
    let mut tables = own.chunk_by(same).filter(|rows| rows.len() >= MIN_ROWS).filter(is_table);
    tables.next()?.first().copied()
}

/// Whether a line of a text has the cells of a row with a tab, a bar or several spaces between them.
pub(super) fn has_row(text: &str, row: &str) -> bool {
    let cells: Vec<&str> = row.split('\t').map(str::trim).filter(|cell| !cell.is_empty()).collect();
    text.lines().any(|line| {
        let mut rest = line;
        cells.iter().enumerate().all(|(index, cell)| {
            let Some((between, after)) = rest.split_once(cell) else { return false };
            rest = after;
            index == 0 || between.contains(['\t', '|']) || between.contains("  ")
        })
    })
}

#[cfg(test)]
mod tests {
    use super::{first_row, has_row};
    use rstest::rstest;

    #[rstest]
    #[case::a_table("Hello\n\nRank\tIssue\n1\tSpeeding\n", Some("Rank\tIssue"))]
    #[case::below_a_layout("Logo\tThe office\n\nRank\tIssue\n1\tSpeeding\n", Some("Rank\tIssue"))]
    #[case::one_row("Logo\tThe office\nTel 01632\n", None)]
    #[case::rows_of_a_layout("Logo\tThe office\n\nNews\tMore news\n", None)]
    #[case::of_a_quoted_mail("Yes\n\n-----Original Message-----\nRank\tIssue\n1\tSpeeding\n", None)]
    #[case::quoted("Yes\n> Rank\tIssue\n> 1\tSpeeding\n", None)]
    fn tables(#[case] text: &str, #[case] row: Option<&str>) {
        assert_eq!(first_row(text), row);
    }

    #[rstest]
    #[case("Rank | Issue", true)]
    #[case("Rank   Issue", true)]
    #[case("Rank\tIssue", true)]
    #[case("Rank Issue", false)]
    #[case("Rank\nIssue", false)]
    fn rows(#[case] text: &str, #[case] is: bool) {
        assert_eq!(has_row(text, "Rank\tIssue"), is);
    }
}
