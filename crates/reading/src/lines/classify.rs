//! Says of each line of a mail whether its sender wrote it.

use super::attribution::attribution;
use super::header_block::header_block;
use super::quote_marks::{divider, is_quoted, is_separator, may_be_mark};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LineKind {
    /// Without a mark.
    Own,
    /// Marked with `>`, or the end of such a line that a program wrapped.
    Quoted,
    /// An attribution, a divider or a header block above a quoted mail.
    Header,
}

/// The lines of a mail, classified.
pub(crate) struct ClassifiedLines {
    pub kinds: Vec<LineKind>,
    /// Index of the first line below the first header whose mail is not marked with `>`: from here on everything is quoted, and
    /// `kinds` only says what is marked. The number of lines if there is none.
    pub own_end: usize,
}

impl ClassifiedLines {
    pub fn new(lines: &[&str]) -> Self {
        let mut kinds = vec![LineKind::Own; lines.len()];
        let mut own_end = lines.len();
        let mut index = 0;
        while index < lines.len() {
            let rest = &lines[index..];
            let mark = if may_be_mark(lines[index]) { mark_at(rest) } else { None };
            let Some((kind, count)) = mark else {
                index += 1;
                continue;
            };
            kinds[index..index + count].fill(kind);
            index += count;
            // Between lines marked with `>` answers may stand. A mail without marks is quoted to its end.
            let next = || lines[index..].iter().find(|line| !line.trim().is_empty());
            if kind == LineKind::Header && own_end == lines.len() && next().is_some_and(|line| !is_quoted(line)) {
                own_end = index;
            }
        }
        for index in 1..lines.len().saturating_sub(1) {
            let around = [kinds[index - 1], kinds[index], kinds[index + 1]];
            let is_between = around == [LineKind::Quoted, LineKind::Own, LineKind::Quoted];
            if is_between && is_rest_of_quote(lines[index - 1], lines[index]) {
                kinds[index] = LineKind::Quoted;
            }
        }
        Self { kinds, own_end }
    }
}

/// Programs wrap lines of a mail at 72 characters or more.
const LEAST_WIDTH: usize = 70;

/// Whether a program wrapped a line marked with `>` before this one, so that its end has lost the mark. An answer below a
/// line that is as long, goes on in small letters and is followed by the next quoted line at once is not told from it.
fn is_rest_of_quote(quoted: &str, line: &str) -> bool {
    let (quoted, line) = (quoted.trim_end(), line.trim_end());
    let Some(word) = line.split(' ').next().filter(|word| word.starts_with(char::is_lowercase)) else { return false };
    let was_full = quoted.chars().count() + 1 + word.chars().count() > LEAST_WIDTH;
    was_full && !quoted.ends_with(['.', '?', '!', ':', ';'])
}

/// The mark that the first of these lines is or starts, and its number of lines.
fn mark_at(lines: &[&str]) -> Option<(LineKind, usize)> {
    if is_quoted(lines[0]) {
        return Some((LineKind::Quoted, 1));
    }
    header_line_count(lines).map(|count| (LineKind::Header, count))
}

fn header_line_count(lines: &[&str]) -> Option<usize> {
    if let Some(count) = attribution(lines) {
        return Some(count);
    }
    let (first, below) = lines.split_first()?;
    // An attribution without address and time is known by the quoted line below it.
    let wrote = first.trim_end().trim_end_matches(':').ends_with(" wrote");
    if wrote && below.iter().find(|line| !line.trim().is_empty()).is_some_and(|line| is_quoted(line)) {
        return Some(1);
    }
    let divides = divider(first).is_some();
    let announced = divides || is_separator(first);
    let above = usize::from(announced);
    let empty = lines[above..].iter().take_while(|line| announced && line.trim().is_empty()).count();
    match header_block(&lines[above + empty..], announced) {
        Some(block) => Some(above + empty + block.lines),
        None => divides.then_some(1),
    }
}

#[cfg(test)]
mod tests {
    use super::{ClassifiedLines, LineKind};
    use rstest::rstest;

    /// A letter a line: `o`wn, `q`uoted, `h`eader; behind `|` all is quoted.
    #[rstest]
    #[case::marked("Speeding\nOn 12 Sep 2023, t@police.example wrote:\n> Which?\nLitter", "ohqo|")]
    #[case::unmarked("Speeding\nOn 12 Sep 2023, t@police.example wrote:\nDear Clerk\n> Which?", "oh|oq")]
    #[case::known_by_the_quote("The clerk wrote:\n\n> Which?", "hoq|")]
    #[case::outlook("Yes\n__________\n\nFrom: Team\nSent: Monday 14:05\nTo: Clerk\n\nDear", "ohhhhhh|o")]
    #[case::wrapped_quote(
        "Speeding\n> Please let us know in the next few weeks how the council would like to be contacted\nby us.\n> Regards",
        "oqqq|"
    )]
    #[case::answer_below_a_full_line(
        "> Please let us know in the next few weeks how the council would like to be contacted?\nby email\n> Regards",
        "qoq|"
    )]
    #[case::answer_below_a_short_line("> How would the council like to be contacted\nby email\n> Regards", "qoq|")]
    #[case::answer_at_the_end(
        "> Please let us know in the next few weeks how the council would like to be contacted\nby email",
        "qo|"
    )]
    #[case::divider_alone("-----Original Message-----\n> Which?\nSpeeding", "hqo|")]
    fn lines_are_classified(#[case] text: &str, #[case] expected: &str) {
        let lines: Vec<&str> = text.lines().collect();
        let classified = ClassifiedLines::new(&lines);
        let letter = |kind: &LineKind| match kind {
            LineKind::Own => 'o',
            LineKind::Quoted => 'q',
            LineKind::Header => 'h',
        };
        let mut letters: String = classified.kinds.iter().map(letter).collect();
        letters.insert(classified.own_end, '|');
        assert_eq!(letters, expected);
    }
}
