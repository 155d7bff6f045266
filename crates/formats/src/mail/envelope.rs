//! Recognizes the line above each mail of an mbox: `From clerk@wem.example Tue Sep 12 10:15:00 2023`.

use charter::mail::date_names::{is_month, is_weekday};

use super::header_block;

/// Most words of a sender that is a name with an address. A sentence about a day has more, or no address.
const MAX_SENDER_WORDS: usize = 6;

/// Whether a "From " line names a sender and then a date, and nothing else: weekday, month, day, time and year, with a zone
/// in any place behind the time, or as in a date header.
pub(super) fn is_dated(line: &[u8]) -> bool {
    let Some(words) = words(line) else { return false };
    // A name, or a month of one language, may be a weekday in another.
    words.iter().enumerate().any(|(index, word)| is_weekday(word) && names_and_dates(&words, index))
}

/// Whether a sender stands before the weekday, and a date behind it.
fn names_and_dates(words: &[&str], weekday: usize) -> bool {
    let (sender, date) = words.split_at(weekday);
    let names_one =
        sender.len() <= 1 || (sender.len() <= MAX_SENDER_WORDS && sender.iter().any(|word| word.contains('@')));
    let date = date.get(1..).unwrap_or_default();
    let date = match date {
        // The remote host of UUCP.
        [date @ .., remote, from, _] if (*remote, *from) == ("remote", "from") => date,
        date => date,
    };
    names_one && is_date(date)
}

/// A day, a month, a time and a year, each once, the time behind the month, and otherwise only zones.
fn is_date(words: &[&str]) -> bool {
    let (mut day, mut month, mut time, mut year) = (0, 0, 0, 0);
    for word in words {
        let digits = word.bytes().all(|byte| byte.is_ascii_digit());
        if month == 0 && is_month(word) {
            month += 1;
        } else if digits && word.len() <= 2 && word.parse().is_ok_and(|day: u8| (1..=31).contains(&day)) {
            day += 1;
        } else if digits && word.len() == 4 {
            year += 1;
        } else if is_time(word) && month == 1 {
            time += 1;
        } else if time == 0 || !is_zone(word) {
            return false;
        }
    }
    (day, month, time, year) == (1, 1, 1, 1)
}

/// `10:15` or `10:15:00`.
fn is_time(word: &str) -> bool {
    let count = word.split(':').filter(|part| (1..=2).contains(&part.len()) && part.parse::<u8>().is_ok()).count();
    count == word.split(':').count() && (2..=3).contains(&count)
}

/// `BST`, `+0100`, `-05:00`, `(GMT)`, `GMT+1`.
fn is_zone(word: &str) -> bool {
    let word = word.trim_matches(['(', ')']);
    let is_offset = |c: char| c.is_ascii_digit() || matches!(c, '+' | '-' | ':');
    word.len() <= 9 && word.chars().all(|c| c.is_ascii_uppercase() || is_offset(c))
}

/// Whether a "From " line without a date may be one: it holds nothing but a sender, and a header is in the next line. In
/// some files other words follow an address; then that header has to be one that begins mails.
pub(super) fn may_precede(line: &[u8], next: &[u8]) -> bool {
    let Some(words) = words(line) else { return false };
    let names_sender = words.first().is_some_and(|first| *first == "-" || first.contains('@'));
    let is_header = header_block::field(next).is_some();
    let begins_mail = header_block::begins_mail(next);
    match words.as_slice() {
        [_] => begins_mail || (names_sender && is_header),
        _ => names_sender && begins_mail,
    }
}

/// Whether a text starts with such a line, and not with a heading such as "From address".
pub(super) fn is_start(text: &[u8]) -> bool {
    let (first, rest) = text.split_at(header_block::line_length(text));
    let next = &rest[..header_block::line_length(rest)];
    is_dated(first) || may_precede(first, next)
}

/// The words behind "From".
fn words(line: &[u8]) -> Option<Vec<&str>> {
    let line = line.strip_prefix(b"From ").filter(|line| line.len() <= 1000)?;
    // A sender may be in any charset; only the words behind him matter.
    Some(
        line.split(u8::is_ascii_whitespace)
            .filter(|word| !word.is_empty())
            .map(|word| std::str::from_utf8(word).unwrap_or("?"))
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::{is_dated, may_precede};
    use rstest::rstest;

    #[rstest]
    #[case("From clerk@wem.example Tue Sep 12 10:15:00 2023", true)]
    #[case("From - Tue Sep 12 10:15:00 2023", true)]
    #[case("From MAILER-DAEMON Tue Sep  5 10:15 2023", true)]
    #[case("From ???@??? Tue Sep 12 10:15:00 2023", true)]
    #[case("From clerk@wem.example Tue Sep 12 10:15:00 BST 2023", true)]
    #[case("From clerk@wem.example Tue Sep 12 10:15:00 2023 +0100", true)]
    #[case("From clerk@wem.example Tue Sep 12 10:15:00 +0100 (BST) 2023", true)]
    #[case("From clerk@wem.example Tue, 12 Sep 2023 10:15:00 +0100", true)]
    #[case("From The Clerk <clerk@wem.example> Tue Sep 12 10:15:00 2023", true)]
    #[case("From clerk@wem.example Tue Sep 12 10:15:00 2023 remote from mail", true)]
    #[case("From - Tue Mar 12 10:15:00 2024", true)]
    #[case("From - Mer Med 13 10:15:00 2023", true)]
    #[case("From - Maw Maw 12 10:15:00 2024", true)]
    #[case("From - mar. sept. 12 10:15:00 2023", true)]
    #[case("From - Di Dez 12 10:15:00 2023", true)]
    #[case("From - mié sep 13 10:15:00 2023", true)]
    #[case("From - śro wrz 13 10:15:00 2023", true)]
    #[case("From what we hear on Tue Sep 12 10:15:00 2023", false)]
    #[case("From what we hear, speeding is the worst", false)]
    #[case("From 1 April 2023 at 10:15 we meet in the hall", false)]
    #[case("From Tuesday 12 September 2023 we meet at 10:15", false)]
    #[case("From Tue 12 Sep 2023 10:15 onwards", false)]
    #[case("From clerk@wem.example", false)]
    fn envelopes_have_a_sender_and_a_date(#[case] line: &str, #[case] is: bool) {
        assert_eq!(is_dated(format!("{line}\r\n").as_bytes()), is);
    }

    #[rstest]
    #[case("From clerk@wem.example", "X-Any: a", true)]
    #[case("From -", "X-Any: a", true)]
    #[case("From nobody", "Received: a", true)]
    #[case("From clerk@wem.example 2023-09-12", "Return-Path: a", true)]
    #[case("From nobody", "Priorities: speeding", false)]
    #[case("From what we hear", "From: a", false)]
    #[case("From clerk@wem.example", "we heard", false)]
    fn lines_without_a_date_precede_headers(#[case] line: &str, #[case] next: &str, #[case] may: bool) {
        assert_eq!(may_precede(line.as_bytes(), next.as_bytes()), may);
    }
}
