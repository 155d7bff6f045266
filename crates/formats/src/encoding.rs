//! Decodes text files of unknown encoding, such as CSV files from any spreadsheet.

use encoding_rs::{Encoding, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// The text of a file and the name of its encoding for people.
///
/// A byte order mark decides. Without one: UTF-8 if valid; UTF-16 if every other byte is zero, as in European text;
/// otherwise Windows-1252, in which any bytes are valid. Invalid bytes become U+FFFD.
pub fn decode(bytes: &[u8]) -> (String, &'static str) {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(&bytes[mark..]);
        return (text.into_owned(), encoding_name(encoding));
    }
    if let Some(encoding) = unmarked_utf_16(bytes) {
        let (text, _) = encoding.decode_without_bom_handling(bytes);
        return (text.into_owned(), encoding_name(encoding));
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), "UTF-8"),
        Err(_) => {
            let (text, _) = WINDOWS_1252.decode_without_bom_handling(bytes);
            (text.into_owned(), encoding_name(WINDOWS_1252))
        }
    }
}

fn encoding_name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "windows-1252" => "Windows-1252",
        name => name,
    }
}

const SNIFF_BYTES: usize = 1024;

/// UTF-16 without a byte order mark: every other byte at the start is zero, as in European text.
pub(super) fn unmarked_utf_16(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(SNIFF_BYTES) & !1];
    let zeros = |from: usize| start.iter().skip(from).step_by(2).filter(|byte| **byte == 0).count();
    let (even, odd_zeros, pairs) = (zeros(0), zeros(1), start.len() / 2);
    match pairs {
        // Too short to tell.
        0..4 => None,
        _ if odd_zeros * 10 >= pairs * 7 && even * 10 < pairs => Some(UTF_16LE),
        _ if even * 10 >= pairs * 7 && odd_zeros * 10 < pairs => Some(UTF_16BE),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::decode;
    use rstest::rstest;

    fn utf_16(text: &str, unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(unit).collect()
    }

    #[rstest]
    #[case::plain("Château".as_bytes().to_vec(), "UTF-8")]
    #[case::marked("\u{feff}Château".as_bytes().to_vec(), "UTF-8")]
    #[case::windows(b"Ch\xe2teau".to_vec(), "Windows-1252")]
    #[case::little(utf_16("\u{feff}Château", u16::to_le_bytes), "UTF-16LE")]
    #[case::big(utf_16("\u{feff}Château", u16::to_be_bytes), "UTF-16BE")]
    #[case::little_unmarked(utf_16("Château", u16::to_le_bytes), "UTF-16LE")]
    #[case::big_unmarked(utf_16("Château", u16::to_be_bytes), "UTF-16BE")]
    fn round_trips(#[case] bytes: Vec<u8>, #[case] encoding: &str) {
        assert_eq!(
            decode(&bytes),
            (
                "Château".to_owned(),
                match encoding {
                    "UTF-8" => "UTF-8",
                    "Windows-1252" => "Windows-1252",
                    "UTF-16LE" => "UTF-16LE",
                    _ => "UTF-16BE",
                }
            )
        );
    }

    #[rstest]
    #[case(b"", "")]
    #[case(b"a\0b", "a\0b")]
    #[case(b"\xff\xfe\x00", "\u{fffd}")]
    fn unusual_files_are_read(#[case] bytes: &[u8], #[case] text: &str) {
        assert_eq!(decode(bytes).0, text);
    }
}
