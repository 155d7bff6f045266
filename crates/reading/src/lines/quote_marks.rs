//! The lines with which mail programs mark quoted and forwarded mails.

use super::header_words::Phrases;

/// Cheap pre-filter: rejects most lines without parsing them.
pub(crate) fn may_be_mark(line: &str) -> bool {
    let line = line.trim_start();
    let is_short = |word: &str| word.len() <= 4;
    matches!(line.as_bytes().first(), Some(b'-' | b'_' | b'*' | b'>' | b'=' | b'0'..=b'9'))
        || memchr::memchr(b':', line.as_bytes()).is_some()
        || (line.split(' ').next().is_some_and(is_short) && line.bytes().any(|byte| byte.is_ascii_digit()))
}

/// A line that stands between two mails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Divider {
    /// Above a quoted or forwarded mail: "-----Original Message-----".
    Original,
    /// Above a forwarded mail: "---------- Forwarded message ---------".
    Forwarded,
}

pub(crate) fn divider(line: &str) -> Option<Divider> {
    let line = line.trim().trim_matches('*');
    if let Some(words) = line.strip_suffix(':')
        && Phrases::BeginForwarded.has(words.trim_end_matches([' ', '\u{a0}']))
    {
        return Some(Divider::Forwarded);
    }
    if !["--", "__", "=="].iter().any(|drawn| line.starts_with(drawn)) {
        return None;
    }
    let words = line.trim_matches(['-', '_', '=', ' ']);
    if Phrases::OriginalMessage.has(words) {
        return Some(Divider::Original);
    }
    let by = || Phrases::ForwardedBy.iter().any(|phrase| words.to_ascii_lowercase().starts_with(phrase));
    (Phrases::ForwardedMessage.has(words) || by()).then_some(Divider::Forwarded)
}

/// Whether a line is only a drawn rule, as Outlook puts between two mails.
pub(crate) fn is_separator(line: &str) -> bool {
    let line = line.trim();
    line.len() >= 10 && line.chars().all(|c| matches!(c, '_' | '-' | '=' | '*'))
}

/// Whether a line is marked as quoted with `>`.
pub(crate) fn is_quoted(line: &str) -> bool {
    line.trim_start_matches([' ', '\u{a0}']).starts_with('>')
}

/// The line without one level of quoting.
pub(crate) fn unquoted(line: &str) -> &str {
    let line = line.trim_start_matches([' ', '\u{a0}']);
    let line = line.strip_prefix('>').unwrap_or(line);
    line.strip_prefix(' ').unwrap_or(line)
}

#[cfg(test)]
mod tests {
    use super::{Divider, divider, is_separator};
    use rstest::rstest;

    #[rstest]
    #[case("-----Original Message-----", Some(Divider::Original))]
    #[case("---------- Forwarded message ---------", Some(Divider::Forwarded))]
    #[case("-------- Forwarded Message --------", Some(Divider::Forwarded))]
    #[case("Begin forwarded message:", Some(Divider::Forwarded))]
    #[case("----- Forwarded by the clerk on 12/09/2023 -----", Some(Divider::Forwarded))]
    #[case("-- ", None)]
    #[case("Original message", None)]
    #[case("- forwarded message", None)]
    fn dividers(#[case] line: &str, #[case] expected: Option<Divider>) {
        assert_eq!(divider(line), expected);
    }

    #[test]
    fn separators() {
        assert!(
            is_separator("________________________________") && !is_separator("-- ") && !is_separator("__________ yes")
        );
    }
}
