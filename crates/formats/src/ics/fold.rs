//! Folds long lines.

/// Limit of a line without its end (RFC 5545, 3.1).
const MAX_LINE_OCTETS: usize = 75;

/// Starts each continuation line.
const FOLD: &str = "\r\n ";

/// Folds all lines at 75 octets, the leading space included, and never inside a letter.
pub(super) fn fold_lines(file: &str) -> String {
    let mut folded = String::with_capacity(file.len() + file.len() / 32);
    for line in file.replace(FOLD, "").split_inclusive("\r\n") {
        let mut rest = line.strip_suffix("\r\n").unwrap_or(line);
        let mut room = MAX_LINE_OCTETS;
        while rest.len() > room {
            let (piece, after) = rest.split_at(rest.floor_char_boundary(room));
            folded.push_str(piece);
            folded.push_str(FOLD);
            rest = after;
            room = MAX_LINE_OCTETS - 1;
        }
        folded.push_str(rest);
        folded.push_str("\r\n");
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::fold_lines;
    use rstest::rstest;

    #[rstest]
    #[case::fits("a".repeat(75), &[75])]
    #[case::one_more("a".repeat(76), &[75, 2])]
    #[case::two_full("a".repeat(75 + 74), &[75, 75])]
    #[case::two_full_and_one("a".repeat(75 + 74 + 1), &[75, 75, 2])]
    #[case::letters("é".repeat(75), &[74, 75, 3])]
    #[case::long_letters("\u{1f4c5}".repeat(40), &[72, 73, 17])]
    fn lines_have_75_octets(#[case] line: String, #[case] lengths: &[usize]) {
        let folded = fold_lines(&format!("{line}\r\nEND\r\n"));
        let actual: Vec<usize> = folded.split("\r\n").map(str::len).collect();
        assert_eq!(actual, [lengths, &[3, 0]].concat());
        assert_eq!(folded.replace("\r\n ", ""), format!("{line}\r\nEND\r\n"));
        assert_eq!(fold_lines(&folded), folded);
    }
}
