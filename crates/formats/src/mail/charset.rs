//! Decodes bytes whose declared charset may be wrong.

use std::borrow::Cow;

use encoding_rs::{Encoding, WINDOWS_1252};
use mail_parser::decoders::charsets::map::charset_decoder;

use crate::encoding;

/// Decodes bytes with a declared charset.
///
/// Evidence in the bytes outweighs the declaration: a byte order mark, or valid UTF-8, which other text is not by chance.
/// Then the declared charset, if it is known and every byte is valid in it; otherwise UTF-16 or Windows-1252.
pub(super) fn decode<'a>(bytes: &'a [u8], declared: Option<&str>) -> Cow<'a, str> {
    let declared = declared.map(|declared| declared.trim().trim_matches(['"', '\'']).to_ascii_lowercase());
    let declared = declared.as_deref().unwrap_or_default();
    let shifted = ["utf-16", "utf-32", "utf-7", "iso-2022", "hz-"].iter().any(|kind| declared.starts_with(kind));
    let marked = Encoding::for_bom(bytes).is_some();
    if marked {
        return Cow::Owned(encoding::decode(bytes).0);
    }
    if !shifted
        && let Ok(text) = std::str::from_utf8(bytes)
        && !bytes.contains(&0)
    {
        return Cow::Borrowed(text);
    }
    // The page claims UTF-16 and is not.
    let wrong = declared.starts_with("utf-16") && !bytes.contains(&0);
    let decoder = if wrong { None } else { charset_decoder(declared.as_bytes()) };
    match decoder.map(|decoder| decoder(bytes)) {
        Some(text) if !text.contains(char::REPLACEMENT_CHARACTER) => Cow::Owned(text),
        _ if is_damaged_utf_8(bytes) => String::from_utf8_lossy(bytes),
        _ => Cow::Owned(encoding::decode(bytes).0),
    }
}

/// Whether bytes are UTF-8 with damage: at least as many letters beyond ASCII, whole or cut behind their second byte, as
/// wrong bytes.
fn is_damaged_utf_8(bytes: &[u8]) -> bool {
    let (mut letters, mut wrong) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        match chunk.invalid().len() {
            length @ 0..=1 => wrong += length,
            _ => letters += 1,
        }
    }
    letters > 0 && letters >= wrong
}

/// As [`decode`], for bytes that may be owned.
pub(super) fn decode_cow<'a>(bytes: Cow<'a, [u8]>, declared: Option<&str>) -> Cow<'a, str> {
    match bytes {
        Cow::Borrowed(bytes) => decode(bytes, declared),
        Cow::Owned(bytes) => Cow::Owned(decode(&bytes, declared).into_owned()),
    }
}

/// As [`decode_cow`], for HTML, which may declare its charset itself.
pub(super) fn decode_page<'a>(bytes: Cow<'a, [u8]>, declared: Option<&str>) -> Cow<'a, str> {
    let of_page = if declared.is_none() { of_page(&bytes) } else { None };
    decode_cow(bytes, declared.or(of_page.as_deref()))
}

/// The charset that an HTML page declares in its first bytes.
pub(super) fn of_page(page: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&page[..page.len().min(2048)]).to_ascii_lowercase();
    let (_, after) = start.split_once("charset=")?;
    let name: String = after
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_:".contains(*c))
        .collect();
    (!name.is_empty()).then_some(name)
}

/// Code page of western Europe, for text that names none.
pub(super) const WESTERN: u32 = 1252;

/// Name of a Windows code page as a charset; `None` if it is not known here.
fn label(page: u32) -> Option<String> {
    let name = match page {
        866 => "ibm866",
        932 => "shift_jis",
        936 => "gbk",
        949 | 51_949 => "euc-kr",
        950 => "big5",
        1200 => "utf-16le",
        1201 => "utf-16be",
        10_000 => "macintosh",
        20_127 => "us-ascii",
        20_866 => "koi8-r",
        21_866 => "koi8-u",
        20_932 | 51_932 => "euc-jp",
        38_598 => "iso-8859-8-i",
        50_220..=50_222 => "iso-2022-jp",
        54_936 => "gb18030",
        65_001 => "utf-8",
        28_591..=28_606 => return Some(format!("iso-8859-{}", page - 28_590)),
        874 | 1250..=1258 => return Some(format!("windows-{page}")),
        _ => return None,
    };
    Some(name.to_owned())
}

/// The encoding of a Windows code page; `None` if it is not known here.
pub(super) fn encoding_of(page: u32) -> Option<&'static Encoding> {
    Encoding::for_label(label(page)?.as_bytes())
}

/// Decodes a Windows code page that is declared and may be wrong; an unknown one as Windows-1252.
pub(super) fn decode_code_page(bytes: &[u8], page: u32) -> String {
    decode(bytes, Some(label(page).as_deref().unwrap_or("windows-1252"))).into_owned()
}

/// Decodes a code page whatever the bytes look like, for pieces too short to show what they are.
pub(super) fn decode_exactly(bytes: &[u8], page: u32) -> String {
    encoding_of(page).unwrap_or(WINDOWS_1252).decode_without_bom_handling(bytes).0.into_owned()
}

/// Code page of the charset of a Windows font; `None` for the default of its document.
pub(super) fn code_page_of_font(charset: i32) -> Option<u32> {
    Some(match charset {
        77 => 10_000,
        128 => 932,
        129 => 949,
        134 => 936,
        136 => 950,
        161 => 1253,
        162 => 1254,
        163 => 1258,
        177 => 1255,
        178 => 1256,
        186 => 1257,
        204 => 1251,
        222 => 874,
        238 => 1250,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::{decode, decode_code_page, decode_exactly, encoding_of, of_page};
    use rstest::rstest;

    #[rstest]
    #[case::as_said(b"Ch\xe2teau \x96 20\x80", Some("Windows-1252"), "Château – 20€")]
    #[case::latin(b"Ch\xe2teau", Some("ISO-8859-1"), "Château")]
    #[case::quoted(b"Ch\xe2teau", Some("\"iso-8859-1\""), "Château")]
    #[case::utf_8_called_latin("Château".as_bytes(), Some("iso-8859-1"), "Château")]
    #[case::utf_8_called_ascii("Château".as_bytes(), Some("us-ascii"), "Château")]
    #[case::windows_called_utf_8(b"Ch\xe2teau", Some("utf-8"), "Château")]
    #[case::unknown(b"Ch\xe2teau", Some("x-unheard-of"), "Château")]
    #[case::nothing_said(b"Ch\xe2teau", None, "Château")]
    #[case::utf_16(b"\xff\xfeW\0e\0m\0", Some("utf-16"), "Wem")]
    #[case::utf_16_unmarked(b"W\0e\0m\0", Some("utf-16le"), "Wem")]
    #[case::utf_16_that_is_not(b"Wem!", Some("utf-16"), "Wem!")]
    #[case::japanese(b"\x1b$B%O\x1b(B", Some("iso-2022-jp"), "ハ")]
    #[case::utf_8_with_a_wrong_byte(b"Ch\xc3\xa2teau \xff", Some("utf-8"), "Château \u{fffd}")]
    #[case::utf_8_cut(b"Wem \xe2\x82", Some("utf-8"), "Wem \u{fffd}")]
    #[case::nothing(b"", Some("utf-16"), "")]
    fn declared_charsets_may_be_wrong(#[case] bytes: &[u8], #[case] declared: Option<&str>, #[case] text: &str) {
        assert_eq!(decode(bytes, declared), text);
    }

    #[test]
    fn charsets_of_pages() {
        assert_eq!(of_page(b"<meta charset=\"windows-1252\">").as_deref(), Some("windows-1252"));
        assert_eq!(of_page(b"<meta content=\"text/html; charset=iso-8859-1\">").as_deref(), Some("iso-8859-1"));
        assert_eq!(of_page(b"<p>charset= none"), None);
        assert_eq!(decode_code_page(b"\xe2", 1252), "â");
        assert_eq!(decode_code_page(b"\xe2", 1251), "в");
        assert_eq!(decode_code_page(b"\xe2", 9), "â");
    }

    #[test]
    fn short_pieces_are_what_they_are_declared() {
        assert_eq!(decode_code_page("é".as_bytes(), 936), "é");
        assert_eq!(decode_exactly("é".as_bytes(), 936), "茅");
        assert!(encoding_of(20_127).is_some() && encoding_of(28_592).is_some() && encoding_of(9).is_none());
    }
}
