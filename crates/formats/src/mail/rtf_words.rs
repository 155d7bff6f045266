//! Control words of Rich Text Format: how they are written, and which stand for a character or for no text.

/// A control word without its backslash: `fs20`.
pub(super) struct Word<'a> {
    pub name: &'a str,
    pub number: Option<i32>,
}

/// Longest name and longest number, in letters; more is text.
const MAX_NAME: usize = 32;
const MAX_DIGITS: usize = 10;

impl<'a> Word<'a> {
    /// Reads the word and what follows it; one blank belongs to the word.
    pub(super) fn read(text: &'a [u8]) -> (Self, &'a [u8]) {
        let length = text.iter().take(MAX_NAME).take_while(|byte| byte.is_ascii_alphabetic()).count();
        let (name, rest) = text.split_at(length);
        let sign = usize::from(rest.first() == Some(&b'-'));
        let digits = rest.iter().skip(sign).take(MAX_DIGITS).take_while(|byte| byte.is_ascii_digit()).count();
        let (number, rest) = rest.split_at(if digits > 0 { sign + digits } else { 0 });
        let number = std::str::from_utf8(number).ok().and_then(|number| number.parse().ok());
        let rest = rest.strip_prefix(b" ").unwrap_or(rest);
        (Self { name: std::str::from_utf8(name).unwrap_or_default(), number }, rest)
    }
}

/// The character that a word stands for.
pub(super) fn symbol(name: &str) -> Option<char> {
    Some(match name {
        "emdash" => '—',
        "endash" => '–',
        "lquote" => '‘',
        "rquote" => '’',
        "ldblquote" => '“',
        "rdblquote" => '”',
        "bullet" => '•',
        "emspace" | "enspace" | "qmspace" => ' ',
        _ => return None,
    })
}

/// Whether the group that a word begins is no text of the document, also for a reader that knows the word.
pub(super) fn is_hidden_destination(name: &str) -> bool {
    const HIDDEN: [&str; 30] = [
        "annotation",
        "atnauthor",
        "atnid",
        "author",
        "colortbl",
        "comment",
        "datastore",
        "doccomm",
        "fldinst",
        "footer",
        "footerf",
        "footerl",
        "footerr",
        "generator",
        "header",
        "headerf",
        "headerl",
        "headerr",
        "info",
        "keywords",
        "listoverridetable",
        "listtable",
        "nonshppict",
        "objdata",
        "operator",
        "pict",
        "revtbl",
        "stylesheet",
        "themedata",
        "xe",
    ];
    HIDDEN.contains(&name)
}

#[cfg(test)]
mod tests {
    use super::Word;
    use rstest::rstest;

    #[rstest]
    #[case("par rest", "par", None, "rest")]
    #[case("u-10179?", "u", Some(-10_179), "?")]
    #[case("fs20\\b", "fs", Some(20), "\\b")]
    #[case("tab-", "tab", None, "-")]
    #[case("b99999999999", "b", None, "9")]
    fn words(#[case] text: &str, #[case] name: &str, #[case] number: Option<i32>, #[case] after: &str) {
        let (word, rest) = Word::read(text.as_bytes());
        assert_eq!((word.name, word.number, rest), (name, number, after.as_bytes()));
    }
}
