//! A part of a whole, and how it is written: always n of N, in the lowest precision that serves the reader.

use std::fmt;

use crate::english::pluralize;

/// Bases under this are written without a per cent (ours: no official threshold was found).
const SMALLEST_RATED_BASE: usize = 10;
/// Bases under this are marked.
const SMALL_BASE: usize = 50;

/// `n` of `of`. Nothing is suppressed: councils are not persons.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    pub n: usize,
    /// The base: everything that could have counted, the silent included.
    pub of: usize,
}

impl Share {
    pub fn new(n: usize, of: usize) -> Self {
        Self { n, of }
    }

    /// Whole per cent from the unrounded counts, half up. `None` for a base under ten.
    pub fn percent(self) -> Option<usize> {
        (self.of >= SMALLEST_RATED_BASE).then(|| (self.n * 200 + self.of) / (self.of * 2))
    }

    pub fn is_small_base(self) -> bool {
        (SMALLEST_RATED_BASE..SMALL_BASE).contains(&self.of)
    }

    /// `239 of 610 councils (39 %)`, `1 of 1 council`.
    pub fn count_of(self, noun: &str) -> String {
        let of = pluralize(self.of, noun).replacen(&self.of.to_string(), &thousands(self.of), 1);
        format!("{} of {of}{}", thousands(self.n), self.note())
    }

    /// ` (39 %)`, ` (30 %, small base)`; blank where the base is under ten.
    fn note(self) -> String {
        match self.percent() {
            None => String::new(),
            Some(_) if self.is_small_base() => format!(" ({}, small base)", self.rate()),
            Some(_) => format!(" ({})", self.rate()),
        }
    }

    /// `39 %`, `less than 1 %` for some, `more than 99 %` for not all; `-` where the base is under ten.
    pub fn rate(self) -> String {
        match self.percent() {
            None => "-".to_owned(),
            Some(0) if self.n > 0 => "less than 1 %".to_owned(),
            Some(100) if self.n < self.of => "more than 99 %".to_owned(),
            Some(percent) => format!("{percent} %"),
        }
    }
}

impl fmt::Display for Share {
    /// `239 of 610 (39 %)`, `12 of 40 (30 %, small base)`, `3 of 7`.
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{} of {}{}", thousands(self.n), thousands(self.of), self.note())
    }
}

/// `1,000`: the comma of the style guide.
pub fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::{Share, thousands};
    use proptest::prelude::{prop_assert, proptest};
    use rstest::rstest;

    #[rstest]
    #[case(0, 0, "0 of 0")]
    #[case(3, 7, "3 of 7")]
    #[case(9, 9, "9 of 9")]
    #[case(3, 10, "3 of 10 (30 %, small base)")]
    #[case(12, 40, "12 of 40 (30 %, small base)")]
    #[case(49, 49, "49 of 49 (100 %, small base)")]
    #[case(25, 50, "25 of 50 (50 %)")]
    #[case(239, 610, "239 of 610 (39 %)")]
    #[case(0, 610, "0 of 610 (0 %)")]
    #[case(1, 610, "1 of 610 (less than 1 %)")]
    #[case(609, 610, "609 of 610 (more than 99 %)")]
    #[case(610, 610, "610 of 610 (100 %)")]
    #[case(1, 200, "1 of 200 (1 %)")]
    #[case(1234, 12345, "1,234 of 12,345 (10 %)")]
    fn a_share_in_words(#[case] n: usize, #[case] of: usize, #[case] words: &str) {
        assert_eq!(Share::new(n, of).to_string(), words);
    }

    #[test]
    fn the_noun_follows_the_base() {
        assert_eq!(Share::new(1, 1).count_of("council"), "1 of 1 council");
        assert_eq!(Share::new(300, 1_234).count_of("priority"), "300 of 1,234 priorities (24 %)");
    }

    #[rstest]
    #[case(0, "0")]
    #[case(999, "999")]
    #[case(1_000, "1,000")]
    #[case(1_234_567, "1,234,567")]
    fn thousands_have_a_comma(#[case] number: usize, #[case] text: &str) {
        assert_eq!(thousands(number), text);
    }

    proptest! {
        #[test]
        fn some_is_never_none_and_not_all_never_all(n in 0usize..5_000, more in 0usize..5_000) {
            let words = Share::new(n, n + more).to_string();
            prop_assert!(n == 0 || !words.contains("(0 %"), "{}", words);
            prop_assert!(more == 0 || !words.contains("(100 %"), "{}", words);
            let begins = format!("{} of {}", thousands(n), thousands(n + more));
            prop_assert!(words.starts_with(&begins));
        }
    }
}
