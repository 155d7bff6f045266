//! Several priorities in one cell: split by lines, semicolons and numbers, and nothing else, as a comma stands within one.

use super::cell_values::is_blank_value;
use crate::columns::row_text::Cell;
use charter::incoming::Span;

/// The priorities in a cell, each with its place in the text of the row. In a list with bullets or numbers a line without one
/// goes on with the line before it.
pub(super) fn split(cell: &Cell) -> Vec<(String, Span)> {
    let mut found: Vec<(String, Span)> = Vec::new();
    let is_list = cell.lines().filter(|(_, line)| is_item(line)).count() > 1;
    // Whether the line before ended in a priority.
    let mut open = false;
    for (from, line) in cell.lines() {
        let goes_on = open && is_list && !is_item(line) && !is_blank_value(line);
        if let Some((text, span)) = found.last_mut().filter(|_| goes_on) {
            text.push(' ');
            text.push_str(line.trim());
            span.to = from + line.trim_end().len();
            continue;
        }
        open = false;
        for (start, end) in split_line(line) {
            let (before, bare) = strip_marker(&line[start..end]);
            if !is_blank_value(bare) {
                let start = from + start + before;
                found.push((bare.to_owned(), Span { from: start, to: start + bare.len() }));
            }
            // What was left out behind it stands between.
            open = found.last().is_some_and(|(_, span)| span.to == from + line.trim_end().len());
        }
    }
    found
}

/// Whether a line begins with a bullet or a number.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['-', '–', '—', '*', '•', '·']) || parse_number(line).is_some()
}

/// Where the parts of a line stand: split at semicolons outside brackets, and at `1.`, `2.` and so on where they count up from 1.
fn split_line(line: &str) -> Vec<(usize, usize)> {
    let mut pieces = Vec::new();
    let mut start = 0;
    let mut deep = 0_u32;
    let divides = |c: char| {
        deep = match c {
            '(' => deep + 1,
            ')' => deep.saturating_sub(1),
            _ => deep,
        };
        c == ';' && deep == 0
    };
    for part in line.split(divides) {
        let numbers = number_offsets(part);
        let mut from = 0;
        for at in numbers.into_iter().chain([part.len()]) {
            pieces.push((start + from, start + at));
            from = at;
        }
        start += part.len() + 1;
    }
    pieces
}

/// Where the second number and those after it stand, in a text that begins with 1.
fn number_offsets(text: &str) -> Vec<usize> {
    let mut places = Vec::new();
    let mut wanted = 1;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let is_it = before.is_whitespace() && parse_number(rest).is_some_and(|(number, _)| number == wanted);
        let begins = text[..at].trim().is_empty();
        if is_it && (begins || wanted > 1) {
            if wanted > 1 {
                places.push(at);
            }
            wanted += 1;
        }
        before = c;
    }
    places
}

/// The number that a text begins with, one figure with `.`, `)` or `:` behind it and then a blank or a letter, or `Priority 2 -`;
/// and the rest.
fn parse_number(text: &str) -> Option<(u32, &str)> {
    let named = text.get(..9).filter(|word| word.eq_ignore_ascii_case("priority ")).map(|_| &text[9..]);
    let text = named.unwrap_or_else(|| text.strip_prefix('(').unwrap_or(text));
    let number = text.chars().next()?.to_digit(10)?;
    let rest = &text[1..];
    if named.is_some() {
        let rest = rest.trim_start();
        return rest.strip_prefix(['.', ')', ':', '-', '–']).map(|rest| (number, rest));
    }
    let rest = rest.strip_prefix(['.', ')', ':'])?;
    rest.starts_with(|c: char| c == ' ' || c == '\t' || c.is_alphabetic()).then_some((number, rest))
}

/// How many bytes of bullets and numbers stand before a priority, and the priority without them and without the punctuation
/// behind it.
fn strip_marker(piece: &str) -> (usize, &str) {
    let bullets = ['-', '–', '—', '*', '•', '·', '>', ','];
    let is_before = |c: char| c.is_whitespace() || bullets.contains(&c);
    let mut bare = piece.trim_start_matches(is_before);
    if let Some((_, rest)) = parse_number(bare) {
        bare = rest.trim_start_matches(is_before);
    }
    (piece.len() - bare.len(), bare.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.')))
}

#[cfg(test)]
mod tests {
    use super::split;
    use crate::columns::row_text::{parse_row, written};
    use charter::untrusted::Untrusted;
    use proptest::prelude::{prop_assert_eq, proptest};
    use rstest::rstest;

    fn of(cell: &str) -> Vec<String> {
        let header = [Untrusted::from("Priorities")];
        let text = written(&header, &[Untrusted::from(cell)]);
        let mut found = Vec::new();
        for cell in parse_row(&header, &text) {
            for (said, span) in split(&cell) {
                let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                assert_eq!(words(&text[span.from..span.to]), words(&said));
                found.push(said);
            }
        }
        found
    }

    #[rstest]
    #[case("Speeding;Parking;Rural crime;", &["Speeding", "Parking", "Rural crime"])]
    #[case("1. Speeding 2. Parking, at the school 3. ASB.", &["Speeding", "Parking, at the school", "ASB"])]
    #[case("1) Speeding\n2) Parking", &["Speeding", "Parking"])]
    #[case("1.Speeding 2.Parking 3.ASB", &["Speeding", "Parking", "ASB"])]
    #[case("Priority 1 - Speeding Priority 2 - Parking", &["Speeding", "Parking"])]
    #[case("- Speeding\n• Parking\n\n* ASB", &["Speeding", "Parking", "ASB"])]
    #[case("(1) Speeding (2) Parking", &["Speeding", "Parking"])]
    #[case("Speeding on the A49, 20 mph zone. 2. nothing", &["Speeding on the A49, 20 mph zone. 2. nothing"])]
    #[case("Between 1.30 and 2.30", &["Between 1.30 and 2.30"])]
    #[case("Speeding (30mph; 40mph zones); Parking", &["Speeding (30mph; 40mph zones)", "Parking"])]
    #[case("- Speeding\n  on the A53\n- Parking", &["Speeding on the A53", "Parking"])]
    #[case("Speeding (all day; Parking", &["Speeding (all day; Parking"])]
    #[case("n/a", &[])]
    #[case("a; b; c; d", &["a", "b", "c", "d"])]
    fn priorities_are_split(#[case] cell: &str, #[case] wanted: &[&str]) {
        assert_eq!(of(cell), wanted);
    }

    proptest! {
        #[test]
        fn no_text_panics(cell in "(\\PC|[1-9][.)] |;|\n){0,20}") {
            let found = of(&cell);
            prop_assert_eq!(found.iter().filter(|said| said.trim().is_empty()).count(), 0);
        }
    }
}
