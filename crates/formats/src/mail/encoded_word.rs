//! Decodes the encoded words of headers (RFC 2047), also those that end within a letter or name a wrong charset.

use std::borrow::Cow;

use super::{charset, transfer};

/// An encoded word: `=?utf-8?q?Ch=C3=A2teau?=`.
#[derive(Clone, Copy)]
struct Word<'a> {
    charset: &'a str,
    is_base64: bool,
    text: &'a str,
}

/// The text of a header. Neighbouring words of one charset are decoded as one, because programs cut within letters.
pub(super) fn decode(header: &str) -> String {
    let (mut decoded, mut rest) = (String::with_capacity(header.len()), header);
    let mut run: Vec<Word<'_>> = Vec::new();
    while let Some(start) = rest.find("=?") {
        let (before, from_word) = rest.split_at(start);
        let Some((word, after)) = word(from_word) else {
            flush(&mut run, &mut decoded);
            decoded.push_str(before);
            decoded.push_str("=?");
            rest = &from_word[2..];
            continue;
        };
        // Blanks between two encoded words only divide them.
        if run.is_empty() || !before.trim().is_empty() {
            flush(&mut run, &mut decoded);
            decoded.push_str(before);
        }
        if run
            .last()
            .is_some_and(|last| !last.charset.eq_ignore_ascii_case(word.charset) || last.is_base64 != word.is_base64)
        {
            flush(&mut run, &mut decoded);
        }
        run.push(word);
        rest = after;
    }
    flush(&mut run, &mut decoded);
    decoded.push_str(rest);
    decoded
}

/// The word at the start of a text, and the rest.
fn word(text: &str) -> Option<(Word<'_>, &str)> {
    let (charset, after) = text.strip_prefix("=?")?.split_once('?')?;
    let (encoding, after) = after.split_once('?')?;
    let (text, rest) = after.split_once("?=")?;
    let is_base64 = match encoding {
        "b" | "B" => true,
        "q" | "Q" => false,
        _ => return None,
    };
    // A language may follow the charset (RFC 2231, 5).
    let charset = charset.split('*').next().unwrap_or_default();
    let is_plain = !charset.is_empty() && charset.len() <= 40 && !charset.contains(char::is_whitespace);
    is_plain.then_some((Word { charset, is_base64, text }, rest))
}

/// Writes the words of a run and empties it.
fn flush(run: &mut Vec<Word<'_>>, decoded: &mut String) {
    let Some(first) = run.first().copied() else { return };
    let joined: String = run.drain(..).map(|word| word.text).collect();
    let bytes: Cow<'_, [u8]> = if first.is_base64 {
        transfer::base64(joined.as_bytes()).bytes
    } else {
        transfer::quoted_printable(joined.replace('_', "=20").as_bytes()).into()
    };
    decoded.push_str(&charset::decode(&bytes, Some(first.charset)));
}

#[cfg(test)]
mod tests {
    use super::decode;
    use rstest::rstest;

    #[rstest]
    #[case("=?utf-8?Q?FW:_Ch=C3?= =?utf-8?Q?=A2teau?= road", "FW: Château road")]
    #[case("=?UTF-8?B?Q2jDog==?= =?utf-8?b?dGVhdQ==?=", "Château")]
    #[case::cut_within_a_group("=?utf-8?B?Q2jD?=  =?utf-8?B?onRlYXU?=", "Château")]
    #[case::wrong_charset("FW: =?utf-8?Q?Caf=E9?= road", "FW: Café road")]
    #[case::two_charsets("=?iso-8859-1?q?Ch=E2?= =?utf-8?q?teau?=", "Château")]
    #[case::a_language("=?utf-8*en?q?Wem?=", "Wem")]
    #[case::text_between("=?utf-8?q?a?= b =?utf-8?q?c?=", "a b c")]
    #[case::in_quotes("\"=?utf-8?q?Ch=C3=A2teau?=\" <c@wem.example>", "\"Château\" <c@wem.example>")]
    #[case::no_word("a =? b ?= =?x?", "a =? b ?= =?x?")]
    fn encoded_words(#[case] header: &str, #[case] text: &str) {
        assert_eq!(decode(header), text);
    }
}
