//! Decodes the transfer encodings of MIME (RFC 2045, 6.7 and 6.8). What is damaged is decoded as far as it goes.

use std::borrow::Cow;

/// Decoded bytes of a part, and what was found on the way.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Decoded<'a> {
    pub bytes: Cow<'a, [u8]>,
    /// Whether letters stand in it that the encoding does not have. They are skipped.
    pub is_damaged: bool,
    /// Whether it breaks off within a group of letters.
    pub breaks_off: bool,
}

impl<'a> Decoded<'a> {
    pub(super) fn whole(bytes: impl Into<Cow<'a, [u8]>>) -> Self {
        Self { bytes: bytes.into(), ..Self::default() }
    }
}

/// The value of each letter; 255 for a letter that the alphabet does not have.
const VALUES: [u8; 256] = {
    let alphabet = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    let (mut values, mut at) = ([255; 256], 0);
    while at < alphabet.len() {
        values[alphabet[at] as usize] = at as u8;
        at += 1;
    }
    values
};

/// Whether text that is said to be Base64 can be it: hardly a blank within a line, hardly a letter that the alphabet lacks.
pub(super) fn may_be_base64(encoded: &[u8]) -> bool {
    let encoded = &encoded[..encoded.len() - plain_tail(encoded).len()];
    !encoded.trim_ascii().is_empty() && count_foreign(encoded) * 8 <= encoded.len()
}

/// Letters that the alphabet lacks, with blanks within the text.
fn count_foreign(encoded: &[u8]) -> usize {
    let is_foreign = |byte: &&u8| VALUES[usize::from(**byte)] == 255 && !matches!(**byte, b'=' | b'\r' | b'\n');
    encoded.trim_ascii().iter().filter(is_foreign).count()
}

/// The plain text from the first line on that cannot be Base64: mailing lists add some without encoding it.
fn plain_tail(encoded: &[u8]) -> &[u8] {
    let mut at = 0;
    for line in encoded.split_inclusive(|byte| *byte == b'\n') {
        if count_foreign(line) * 4 > line.trim_ascii().len() {
            break;
        }
        at += line.len();
    }
    &encoded[at..]
}

pub(super) fn base64<'a>(encoded: &[u8]) -> Decoded<'a> {
    let tail = plain_tail(encoded);
    let encoded = &encoded[..encoded.len() - tail.len()];
    let (mut bytes, mut is_damaged) = (Vec::with_capacity(encoded.len() / 4 * 3 + 3), false);
    let (mut group, mut letters) = (0_u32, 0);
    for byte in encoded {
        match VALUES[usize::from(*byte)] {
            255 if *byte == b'=' => {
                // Programs that join encoded texts leave padding in the middle.
                flush(&mut bytes, group, letters);
                (group, letters) = (0, 0);
            }
            255 => is_damaged |= !byte.is_ascii_whitespace(),
            value => {
                group = group << 6 | u32::from(value);
                letters += 1;
                if letters == 4 {
                    bytes.extend_from_slice(&group.to_be_bytes()[1..]);
                    (group, letters) = (0, 0);
                }
            }
        }
    }
    flush(&mut bytes, group, letters);
    if !tail.is_empty() {
        bytes.push(b'\n');
        bytes.extend_from_slice(tail);
    }
    Decoded { bytes: bytes.into(), is_damaged, breaks_off: letters > 0 }
}

/// Writes the whole bytes of a group of two or three letters.
fn flush(bytes: &mut Vec<u8>, group: u32, letters: u32) {
    let group = group << (6 * (4 - letters));
    let whole = letters.saturating_sub(1) as usize;
    bytes.extend_from_slice(&group.to_be_bytes()[1..=whole]);
}

/// An equals sign that encodes nothing stays. A line that ends with one continues with the next line, also at the end.
pub(super) fn quoted_printable(encoded: &[u8]) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(encoded.len());
    for line in encoded.split_inclusive(|byte| *byte == b'\n') {
        // Blanks at the end of a line were added on the way.
        let text = line.trim_ascii_end();
        let (text, is_soft) = text.strip_suffix(b"=").map_or((text, false), |text| (text, true));
        let mut rest = text;
        while let Some(sign) = memchr::memchr(b'=', rest) {
            bytes.extend_from_slice(&rest[..sign]);
            rest = &rest[sign + 1..];
            // Blanks may have been added between the sign and its digits.
            let digits = rest.trim_ascii_start();
            match hexadecimal(digits) {
                Some(byte) => {
                    bytes.push(byte);
                    rest = &digits[2..];
                }
                None => bytes.push(b'='),
            }
        }
        bytes.extend_from_slice(rest);
        if !is_soft {
            let line_end = if line.ends_with(b"\r\n") { 2 } else { usize::from(line.ends_with(b"\n")) };
            bytes.extend_from_slice(&line[line.len() - line_end..]);
        }
    }
    bytes
}

/// The byte that two digits at the start stand for.
fn hexadecimal(digits: &[u8]) -> Option<u8> {
    let digit = |at: usize| char::from(*digits.get(at)?).to_digit(16);
    u8::try_from(digit(0)? * 16 + digit(1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::{Decoded, base64, quoted_printable};
    use rstest::rstest;

    #[rstest]
    #[case::whole("U3Bl\r\nZWQ=", "Speed", false, false)]
    #[case::without_padding("U3BlZWQ", "Speed", false, true)]
    #[case::broken_off("U3BlZ", "Spe", false, true)]
    #[case::joined("U3BlZWQ=U3BlZWQ=", "SpeedSpeed", false, false)]
    #[case::foreign_letters("U3!BlZWRp*bmcgb24=", "Speeding on", true, false)]
    #[case::a_plain_footer("U3BlZWQ=\n____\nlist", "Speed\n____\nlist", false, false)]
    #[case::empty("", "", false, false)]
    fn base64_is_decoded(
        #[case] encoded: &str,
        #[case] text: &str,
        #[case] is_damaged: bool,
        #[case] breaks_off: bool,
    ) {
        let bytes = text.as_bytes().into();
        assert_eq!(base64(encoded.as_bytes()), Decoded { bytes, is_damaged, breaks_off });
    }

    #[rstest]
    #[case("Ch=C3=a2teau=20\r\n", "Château \r\n")]
    #[case("soft =\r\nbreak=  \nhere\n", "soft breakhere\n")]
    #[case::soft_break_at_the_end("the end=", "the end")]
    #[case::soft_break_and_line_at_the_end("the end=\r\n", "the end")]
    #[case::nothing_encoded("a = b =ZZ =4", "a = b =ZZ =4")]
    #[case::blanks_added("blank  \t\r\nend", "blank\r\nend")]
    fn quoted_printable_is_decoded(#[case] encoded: &str, #[case] text: &str) {
        assert_eq!(String::from_utf8(quoted_printable(encoded.as_bytes())).unwrap(), text);
    }
}
