//! Cells whose text is not what the council answered: errors of a spreadsheet, formulas without a result, parts of merged
//! cells, and cells of which words were struck out.
//!
//! A workbook stores an error as such and a CSV file as text, so both are known by the text (`#N/A`, `=A1`). A part of a merged
//! cell is written here (`(merged with line 2) Yes`), so that it is shown and nobody takes it for an answer. So is a mark in
//! front of what was not struck out (`(words struck out) Litter`); that is an answer, which somebody has to look at.

use charter::untrusted::Untrusted;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum CellFault {
    /// `#N/A`, `#REF!`, `Err:502`, `####`.
    Error,
    /// A formula without a stored result.
    Formula,
    /// A part of a merged cell under a heading whose cells are not filled.
    Merged,
    /// Words of it were struck out.
    StruckOut,
}

const MERGED: &str = "(merged with line ";
const STRUCK_OUT: &str = "(words struck out)";

/// The fault of a cell; `None` for any other text, also for a blank one.
pub(super) fn cell_fault(text: &str) -> Option<CellFault> {
    let text = text.trim();
    if is_error(text) {
        return Some(CellFault::Error);
    }
    let formula = text.strip_prefix('{').unwrap_or(text).strip_prefix('=').map(str::trim_start);
    if formula.is_some_and(|formula| formula.starts_with(is_start_of_formula)) {
        return Some(CellFault::Formula);
    }
    if text.starts_with(STRUCK_OUT) {
        return Some(CellFault::StruckOut);
    }
    text.starts_with(MERGED).then_some(CellFault::Merged)
}

/// A cell of which words were struck out; `rest` are the others.
pub(super) fn struck_out_cell(rest: &str) -> Untrusted {
    Untrusted::new(format!("{STRUCK_OUT} {}", rest.trim()).trim_end())
}

/// Length in bytes of the mark in front of the words that were not struck out; `None` if there are no such words.
pub(super) fn struck_out_mark(text: &str) -> Option<usize> {
    let rest = text.strip_prefix(STRUCK_OUT)?.trim_start();
    (!rest.is_empty()).then_some(text.len() - rest.len())
}

/// Whether a cell holds an error, a formula, a part of a merged cell or words struck out, so that its text is no plain value.
pub fn is_faulty_cell(text: &str) -> bool {
    cell_fault(text).is_some()
}

/// A part of a merged cell as text. `text` is that of the whole, which begins on `line`.
pub(super) fn merged_part(line: u64, text: &str) -> Untrusted {
    Untrusted::new(format!("{MERGED}{line}) {text}"))
}

/// Excel, LibreOffice and Google write an error as `#`, capitals and a mark; new versions add more of them.
fn is_error(text: &str) -> bool {
    const WITHOUT_MARK: [&str; 3] = ["N/A", "GETTING_DATA", "NV"];
    if let Some(number) = text.strip_prefix("Err:") {
        return !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    }
    let Some(code) = text.strip_prefix('#') else { return false };
    // A number that is wider than its column.
    if code.len() >= 2 && code.bytes().all(|byte| byte == b'#') {
        return true;
    }
    let is_letter = |c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '0' | '_');
    let marked = code.strip_suffix(['!', '?']);
    marked.is_some_and(|code| {
        code.len() >= 2 && code.starts_with(|c: char| c.is_ascii_alphabetic()) && code.chars().all(is_letter)
    }) || WITHOUT_MARK.iter().any(|known| code.eq_ignore_ascii_case(known))
}

fn is_start_of_formula(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '(' | '"' | '\'' | '+' | '-' | '$' | '#' | '[' | '@' | '_' | '…')
}

#[cfg(test)]
mod tests {
    use super::{CellFault, cell_fault, merged_part, struck_out_cell, struck_out_mark};
    use rstest::rstest;

    #[rstest]
    #[case("#N/A", Some(CellFault::Error))]
    #[case(" #n/a ", Some(CellFault::Error))]
    #[case("#REF!", Some(CellFault::Error))]
    #[case("#VALUE!", Some(CellFault::Error))]
    #[case("#DIV/0!", Some(CellFault::Error))]
    #[case("#NAME?", Some(CellFault::Error))]
    #[case("#NUM!", Some(CellFault::Error))]
    #[case("#NULL!", Some(CellFault::Error))]
    #[case("#SPILL!", Some(CellFault::Error))]
    #[case("#CALC!", Some(CellFault::Error))]
    #[case("#GETTING_DATA", Some(CellFault::Error))]
    #[case("#ERROR!", Some(CellFault::Error))]
    #[case("#########", Some(CellFault::Error))]
    #[case("Err:502", Some(CellFault::Error))]
    #[case("=IF(A1=1,\"Yes\",\"No\")", Some(CellFault::Formula))]
    #[case("= A1", Some(CellFault::Formula))]
    #[case("{=SUM(A1:A9)}", Some(CellFault::Formula))]
    #[case("=…", Some(CellFault::Formula))]
    #[case("N/A", None)]
    #[case("#1 speeding", None)]
    #[case("# parking!", None)]
    #[case("#1!", None)]
    #[case("#", None)]
    #[case("Err: speeding", None)]
    #[case("Err:", None)]
    #[case("= speeding =", Some(CellFault::Formula))]
    #[case("===", None)]
    #[case("Yes", None)]
    #[case("", None)]
    fn faults_are_known_by_their_text(#[case] text: &str, #[case] fault: Option<CellFault>) {
        assert_eq!(cell_fault(text), fault);
    }

    #[test]
    fn a_part_of_a_merged_cell_is_no_answer() {
        let part = merged_part(2, "Yes");
        assert_eq!((part.raw(), cell_fault(part.raw())), ("(merged with line 2) Yes", Some(CellFault::Merged)));
    }

    #[test]
    fn words_beside_struck_out_ones_stay() {
        let cell = struck_out_cell(" Litter ");
        assert_eq!((cell.raw(), cell_fault(cell.raw())), ("(words struck out) Litter", Some(CellFault::StruckOut)));
        assert_eq!(struck_out_mark(cell.raw()).map(|mark| &cell.raw()[mark..]), Some("Litter"));
        assert_eq!(struck_out_mark(struck_out_cell("").raw()), None);
    }
}
