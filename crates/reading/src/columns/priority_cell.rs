//! Splits a cell that lists several priorities: at lines, semicolons and numbers, but not at commas, which priorities
//! contain.

use super::cell_values::is_blank_value;
use crate::columns::row_text::Cell;
use charter::incoming::Span;

/// The priorities in a cell with their byte ranges in the text of the row. In a marked list an unmarked line continues the
/// line before.
pub(super) fn split_priorities(cell: &Cell) -> Vec<(String, Span)> {
    let mut found: Vec<(String, Span)> = Vec::new();
    let is_list = cell.lines().filter(|(_, line)| is_item(line)).count() > 1;
    // Whether the previous line ended with a priority.
    let mut ends_in_priority = false;
    for (from, line) in cell.lines() {
        let goes_on = ends_in_priority && is_list && !is_item(line) && !is_blank_value(line);
        if let Some((text, span)) = found.last_mut().filter(|_| goes_on) {
            text.push(' ');
            text.push_str(line.trim());
            span.to = from + line.trim_end().len();
            continue;
        }
        ends_in_priority = false;
        for (start, end) in split_line(line) {
            let (before, bare) = strip_marker(&line[start..end]);
            if !is_blank_value(bare) {
                let start = from + start + before;
                found.push((bare.to_owned(), Span { from: start, to: start + bare.len() }));
            }
            // Dropped words after the last priority separate it from the next line.
            ends_in_priority = found.last().is_some_and(|(_, span)| span.to == from + line.trim_end().len());
        }
    }
    found
}

/// Whether a line starts with a bullet or a number.
fn is_item(line: &str) -> bool {
    let line = line.trim_start();
    line.starts_with(['-', '–', '—', '*', '•', '·']) || parse_number(line).is_some()
}

/// Byte ranges of the parts of a line: split at semicolons outside brackets, and at `1.`, `2.` and so on if they count up
/// from 1.
fn split_line(line: &str) -> Vec<(usize, usize)> {
    let mut parts = Vec::new();
    let mut start = 0;
    let mut depth = 0_u32;
    let divides = |c: char| {
        depth = match c {
            '(' => depth + 1,
            ')' => depth.saturating_sub(1),
            _ => depth,
        };
        c == ';' && depth == 0
    };
    for part in line.split(divides) {
        let numbers = number_offsets(part);
        let mut from = 0;
        for at in numbers.into_iter().chain([part.len()]) {
            parts.push((start + from, start + at));
            from = at;
        }
        start += part.len() + 1;
    }
    parts
}

/// Offsets of the numbers from 2 on, in a text that starts with 1.
fn number_offsets(text: &str) -> Vec<usize> {
    let mut offsets = Vec::new();
    let mut next_number = 1;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let rest = &text[at..];
        let is_next = before.is_whitespace() && parse_number(rest).is_some_and(|(number, _)| number == next_number);
        let is_at_start = text[..at].trim().is_empty();
        if is_next && (is_at_start || next_number > 1) {
            if next_number > 1 {
                offsets.push(at);
            }
            next_number += 1;
        }
        before = c;
    }
    offsets
}

/// The number at the start of a text and the rest: a digit with `.`, `)` or `:` before a blank or a letter, or `Priority 2
/// -`.
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

/// Bytes of bullets and numbers before a priority, and the priority without them and without trailing punctuation.
fn strip_marker(part: &str) -> (usize, &str) {
    let bullets = ['-', '–', '—', '*', '•', '·', '>', ','];
    let is_before = |c: char| c.is_whitespace() || bullets.contains(&c);
    let mut bare = part.trim_start_matches(is_before);
    if let Some((_, rest)) = parse_number(bare) {
        bare = rest.trim_start_matches(is_before);
    }
    (part.len() - bare.len(), bare.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, ',' | '.')))
}

#[cfg(test)]
mod tests {
    use super::split_priorities;
    use crate::columns::row_text::{format_row, parse_row};
    use charter::untrusted::Untrusted;
    use proptest::prelude::{prop_assert_eq, proptest};
    use rstest::rstest;

    fn of(cell: &str) -> Vec<String> {
        let header = [Untrusted::from("Priorities")];
        let text = format_row(&header, &[Untrusted::from(cell)]);
        let mut found = Vec::new();
        for cell in parse_row(&header, &text) {
            for (priority, span) in split_priorities(&cell) {
                let words = |text: &str| text.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                assert_eq!(words(&text[span.from..span.to]), words(&priority));
                found.push(priority);
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
    fn priorities_are_split(#[case] cell: &str, #[case] next_number: &[&str]) {
        assert_eq!(of(cell), next_number);
    }

    proptest! {
        #[test]
        fn no_text_panics(cell in "(\\PC|[1-9][.)] |;|\n){0,20}") {
            let found = of(&cell);
            prop_assert_eq!(found.iter().filter(|priority| priority.trim().is_empty()).count(), 0);
        }
    }
}
