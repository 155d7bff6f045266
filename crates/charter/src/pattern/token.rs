//! Splits typed text into words, and knows the special words.

use chrono::Weekday;

use crate::date_words::{self, weekday_name};

#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Token {
    /// Lower case, without full stops at the end.
    pub word: String,
    /// Byte offset in the typed text.
    pub start: usize,
    pub end: usize,
}

/// Replaces a comma, an ampersand or a slash.
pub(super) const COMMA: &str = ",";
pub(super) const DASH: &str = "-";

const ORDINALS: [&str; 12] = [
    "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth", "tenth", "eleventh",
    "twelfth",
];

const NUMBERS: [&str; 12] =
    ["one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

/// Splits typed text. Dashes between letters are tokens of their own ("Sep-Jul"), as are slashes; between digits they
/// belong to a date; "bi-monthly" and "six-monthly" are one word.
pub(super) fn tokenize(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = c.is_alphanumeric() || matches!(c, '.' | ':' | '/' | '-' | '=' | '\'' | '’');
        match start {
            None if inside => start = Some(at),
            Some(from) if !inside => {
                tokenize_run(text, from, at, &mut tokens);
                start = None;
            }
            _ => {}
        }
        let mark = match c {
            ',' | '&' | ';' | '+' => COMMA,
            '–' | '—' | '‐' | '‑' => DASH,
            '@' => "at",
            '(' | ')' | '[' | ']' | '!' | '"' | '“' | '”' => continue,
            c if inside || c.is_whitespace() => continue,
            // An unknown character becomes a token, so that the parser reports it.
            _ => &text[at..at + c.len_utf8()],
        };
        tokens.push(Token { word: mark.to_owned(), start: at, end: at + c.len_utf8() });
    }
    tokens
}

/// Splits a run of letters, digits and joining characters.
fn tokenize_run(text: &str, start: usize, end: usize, tokens: &mut Vec<Token>) {
    let end = start + text[start..end].trim_end_matches(['.', ':', '\'', '’']).len();
    let whole = &text[start..end];
    let figures = |mark: char| whole.chars().all(|c| c.is_ascii_digit() || c == mark);
    let mark = ['-', '/'].into_iter().find(|mark| whole.contains(*mark) && !figures(*mark));
    let Some(mark) = mark.filter(|_| !is_compound(whole)) else {
        if start < end {
            tokens.push(Token { word: lower(whole), start, end });
        }
        return;
    };
    let mut from = start;
    for (at, _) in whole.match_indices(mark) {
        tokenize_run(text, from, start + at, tokens);
        let word = if mark == '-' { DASH } else { COMMA };
        tokens.push(Token { word: word.to_owned(), start: start + at, end: start + at + 1 });
        from = start + at + 1;
    }
    tokenize_run(text, from, end, tokens);
}

/// Lower case; "7.30 p.m." becomes "7.30 pm".
fn lower(word: &str) -> String {
    let word = word.to_lowercase();
    match word
        .strip_suffix("p.m")
        .map(|time| (time, "pm"))
        .or_else(|| word.strip_suffix("a.m").map(|time| (time, "am")))
    {
        Some((time, half)) => format!("{time}{half}"),
        None => word,
    }
}

fn is_compound(word: &str) -> bool {
    let word = word.to_lowercase();
    let Some((first, second)) = word.split_once('-') else { return false };
    let first_known = matches!(first, "bi" | "semi" | "half" | "tri") || parse_number(first).is_some();
    first_known && matches!(second, "monthly" | "weekly" | "yearly" | "annually" | "annual")
}

/// The weekday, and whether it is plural: "Mondays".
pub(super) fn parse_weekday(word: &str) -> Option<(Weekday, bool)> {
    if let Some(weekday) = date_words::parse_weekday(word) {
        return Some((weekday, false));
    }
    let name = ["’s", "'s", "s"].into_iter().find_map(|ending| word.strip_suffix(ending))?;
    let weekday = date_words::parse_weekday(name)?;
    (name.len() == weekday_name(weekday).len()).then_some((weekday, true))
}

/// 1 to 31 for "first", "2nd", "31st"; -1 for "last", -2 for "penultimate".
pub(super) fn parse_ordinal(word: &str) -> Option<i8> {
    match word {
        "last" => return Some(-1),
        "penultimate" => return Some(-2),
        _ => {}
    }
    if let Some(at) = ORDINALS.iter().position(|name| *name == word) {
        return i8::try_from(at + 1).ok();
    }
    let figures = word.trim_end_matches(|c: char| c.is_ascii_alphabetic());
    let n: i8 = figures.parse().ok().filter(|n| (1..=31).contains(n) && figures.len() <= 2)?;
    (word[figures.len()..] == *ordinal_suffix(n)).then_some(n)
}

fn ordinal_suffix(n: i8) -> &'static str {
    match n {
        1 | 21 | 31 => "st",
        2 | 22 => "nd",
        3 | 23 => "rd",
        _ => "th",
    }
}

/// `10th`.
pub(super) fn ordinal_figures(n: i8) -> String {
    format!("{n}{}", ordinal_suffix(n))
}

/// `second`, `last`; digits beyond the twelfth.
pub(super) fn ordinal_name(n: i8) -> String {
    match n {
        -1 => "last".to_owned(),
        -2 => "penultimate".to_owned(),
        _ => match usize::try_from(n - 1).ok().and_then(|at| ORDINALS.get(at)) {
            Some(name) => (*name).to_owned(),
            None => ordinal_figures(n),
        },
    }
}

/// "two", "2".
pub(super) fn parse_number(word: &str) -> Option<u32> {
    match NUMBERS.iter().position(|name| *name == word) {
        Some(at) => u32::try_from(at + 1).ok(),
        None => word.parse().ok().filter(|n| word.len() <= 2 && *n > 0),
    }
}

/// Only years that a council's pattern can refer to.
pub(super) fn parse_year(word: &str) -> Option<i32> {
    word.parse().ok().filter(|year| word.len() == 4 && (1974..=2199).contains(year))
}

#[cfg(test)]
mod tests {
    use super::{parse_ordinal, tokenize};

    #[test]
    fn words_and_marks_are_separate_tokens() {
        let words = |text: &str| tokenize(text).into_iter().map(|token| token.word).collect::<Vec<_>>().join("|");
        assert_eq!(words("1st&3rd Mon., 7.30 p.m. (not Aug.)"), "1st|,|3rd|mon|,|7.30|pm|not|aug");
        assert_eq!(
            words("Sep-Jul Jan/Mar bi-monthly 9/1/2024 2024-01-09"),
            "sep|-|jul|jan|,|mar|bi-monthly|9/1/2024|2024-01-09"
        );
        assert_eq!(words("a – b ✓ é"), "a|-|b|✓|é");
        assert_eq!(words("7.30p.m."), "7.30pm");
    }

    #[test]
    fn ordinals_carry_their_own_endings() {
        assert_eq!(parse_ordinal("22nd"), Some(22));
        assert_eq!(parse_ordinal("11th"), Some(11));
        assert_eq!(parse_ordinal("2th"), None);
        assert_eq!(parse_ordinal("02nd"), Some(2));
        assert_eq!(parse_ordinal("32nd"), None);
        assert_eq!(parse_ordinal("10"), None);
    }
}
