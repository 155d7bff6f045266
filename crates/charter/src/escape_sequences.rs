//! Finds the escape sequences of terminals (ECMA-48) in untrusted text.

use super::incoming::Span;

/// The spans of escape sequences, in order. An incomplete sequence spans only its introducer, so that no words are
/// lost. An escape that begins no sequence is left for the caller to sanitize.
pub fn sequences(text: &str) -> Vec<Span> {
    let mut found = Vec::new();
    let mut from = 0;
    // Most texts contain none, so a byte scan comes first. The C1 introducers begin with 0xc2 in UTF-8.
    let begins = |byte: &u8| matches!(byte, 0x1b | 0xc2);
    while let Some(at) = text.as_bytes()[from..].iter().position(begins).map(|at| from + at) {
        let first = text[at..].chars().next().unwrap_or(' ');
        match sequence_len(&text[at..]).filter(|_| INTRODUCERS.contains(&first)) {
            Some(length) => {
                found.push(Span { from: at, to: at + length });
                from = at + length;
            }
            None => from = at + first.len_utf8(),
        }
    }
    found
}

/// The escape, and the C1 characters that introduce a sequence.
const INTRODUCERS: [char; 7] = ['\u{1b}', '\u{90}', '\u{98}', '\u{9b}', '\u{9d}', '\u{9e}', '\u{9f}'];

/// In bytes: how far to look for the end of a string sequence.
const MAX_LEN: usize = 4096;

/// In bytes, of the sequence at the start of the text.
fn sequence_len(text: &str) -> Option<usize> {
    let mut characters = text.chars();
    let first = characters.next()?;
    let (kind, head) = match (first, characters.next()) {
        ('\u{1b}', Some(second @ ('[' | ']' | 'P' | 'X' | '^' | '_'))) => (second, 2),
        // Selects a character set or a line attribute: one more character.
        ('\u{1b}', Some('(' | ')' | '*' | '+' | '-' | '.' | '/' | '#' | '%')) => {
            return Some(2 + usize::from(matches!(text.as_bytes().get(2), Some(0x30..=0x7e))));
        }
        ('\u{1b}', _) => return None,
        ('\u{9b}', _) => ('[', first.len_utf8()),
        _ => (']', first.len_utf8()),
    };
    let rest = &text[head..];
    let within = if kind == '[' { control_len(rest) } else { string_len(rest) };
    Some(head + within.unwrap_or(0))
}

/// Parameters, intermediates, and the final letter.
fn control_len(rest: &str) -> Option<usize> {
    let bytes = rest.as_bytes();
    let parameters = bytes.iter().take_while(|byte| matches!(byte, 0x30..=0x3f)).count();
    let more = bytes[parameters..].iter().take_while(|byte| matches!(byte, 0x20..=0x2f)).count();
    let end = parameters + more;
    matches!(bytes.get(end), Some(0x40..=0x7e)).then_some(end + 1)
}

/// A string up to its terminator on the same line: a window title, the address of a link.
fn string_len(rest: &str) -> Option<usize> {
    let line = rest.split(['\n', '\r']).next().unwrap_or_default();
    let line = &line[..line.floor_char_boundary(MAX_LEN)];
    let ends = ["\u{7}", "\u{1b}\\", "\u{9c}"];
    ends.iter().filter_map(|end| line.find(end).map(|at| at + end.len())).min()
}

#[cfg(test)]
mod tests {
    use super::sequences;
    use proptest::prelude::{prop_assert, proptest};
    use rstest::rstest;

    fn without(text: &str) -> String {
        let mut left = text.to_owned();
        sequences(text).iter().rev().for_each(|span| left.replace_range(span.from..span.to, ""));
        left
    }

    #[rstest]
    #[case::colours("1. \u{1b}[31mspeeding\u{1b}[0m", "1. speeding")]
    #[case::several_parameters("\u{1b}[1;38;2;9;9;9mspeed\u{1b}[?25ling", "speeding")]
    #[case::in_one_character("\u{9b}31mspeeding", "speeding")]
    #[case::a_title("\u{1b}]0;a title\u{7}speeding", "speeding")]
    #[case::a_link("\u{1b}]8;;https://wem.example\u{1b}\\speeding\u{1b}]8;;\u{1b}\\", "speeding")]
    #[case::a_device("\u{1b}P1$r0m\u{1b}\\speeding", "speeding")]
    #[case::letters("\u{1b}(Bspeeding", "speeding")]
    #[case::not_whole("\u{1b}[é\u{1b}]0;speeding\nparking\u{7}", "é0;speeding\nparking\u{7}")]
    #[case::at_the_end("speeding\u{1b}[", "speeding")]
    #[case::no_sequence("\u{1b}speeding \u{1b}\u{1b}", "\u{1b}speeding \u{1b}\u{1b}")]
    #[case::plain("[31m] speeding", "[31m] speeding")]
    fn sequences_are_found_whole(#[case] text: &str, #[case] left: &str) {
        assert_eq!(without(text), left);
    }

    proptest! {
        #[test]
        fn places_are_in_order_and_between_characters(text in "\\PC*|[\u{0}-\u{ff}]*|(\u{1b}|\u{9b}|\\[|\\]|[0-9;m\\\\é])*") {
            let mut before = 0;
            for span in sequences(&text) {
                prop_assert!(before <= span.from && span.from < span.to);
                prop_assert!(text.is_char_boundary(span.from) && text.is_char_boundary(span.to));
                before = span.to;
            }
        }
    }
}
