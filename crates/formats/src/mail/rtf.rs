//! Text of Rich Text Format, also of HTML that is kept in it (MS-OXRTFEX), and compressed as in Outlook (MS-OXRTFCP).

use std::collections::HashMap;

use super::charset::{self, WESTERN};
use super::html_to_text;
use super::rtf_words::{Word, is_hidden_destination, symbol};
use crate::ReadError;

/// Largest text in bytes, unpacked. Pictures stand in it as letters.
const MAX_RTF_BYTES: usize = 16 << 20;

/// Largest packed text in bytes. Two bytes unpack to 17 at most.
const MAX_PACKED_BYTES: usize = 2 << 20;

/// Header of packed text: sizes, kind, checksum (MS-OXRTFCP 2.1.3.1).
const PACKED_HEAD_BYTES: usize = 16;

/// Groups beyond this depth belong to the one around them.
const MAX_DEPTH: usize = 500;

const MAX_FONTS: usize = 1_000;

/// The content of a rich text.
#[derive(Debug, PartialEq)]
pub(super) enum RichText {
    /// `left_out`: whether hidden or struck-out words are left out.
    Plain { text: String, left_out: bool },
    /// The HTML that Outlook made the rich text of.
    Page(String),
}

impl RichText {
    /// The plain text, and whether hidden or struck-out words are left out.
    pub(super) fn into_plain(self) -> (String, bool) {
        match self {
            Self::Plain { text, left_out } => (text, left_out),
            Self::Page(page) => {
                let page = html_to_text::read(&page);
                (page.text, page.left_out)
            }
        }
    }
}

/// Unpacks the text of a message.
///
/// # Errors
/// The reason, as the end of a sentence.
pub(super) fn unpack(packed: &[u8]) -> Result<Vec<u8>, ReadError> {
    let broken = || ReadError::from("it is damaged");
    let size = |at: usize| {
        let bytes = packed.get(at..at + 4).and_then(|bytes| bytes.try_into().ok());
        bytes.map(|bytes| u32::from_le_bytes(bytes) as usize).ok_or_else(broken)
    };
    let (rest, unpacked) = (size(0)?, size(4)?);
    let is_stored = packed.get(8..12) == Some(b"MELA");
    if unpacked > MAX_RTF_BYTES || (rest > MAX_PACKED_BYTES && !is_stored) {
        return Err("it is too long".into());
    }
    if is_stored {
        let content = packed.get(PACKED_HEAD_BYTES..PACKED_HEAD_BYTES + unpacked);
        return content.map(<[u8]>::to_vec).ok_or_else(broken);
    }
    let whole = packed.get(..rest + 4).filter(|whole| whole.len() >= PACKED_HEAD_BYTES).ok_or_else(broken)?;
    let text = compressed_rtf::decompress_rtf(whole).map_err(|_| broken())?;
    Ok(text.chars().map(|byte| u8::try_from(byte).unwrap_or(b'?')).collect())
}

/// # Errors
/// The reason, as the end of a sentence.
pub(super) fn read(rtf: &[u8]) -> Result<RichText, ReadError> {
    let rtf = rtf.trim_ascii_start();
    if !rtf.starts_with(b"{\\rtf") {
        return Err("it is no rich text".into());
    }
    let mut reader = Reader::new(&rtf[..rtf.len().min(MAX_RTF_BYTES)]);
    reader.read();
    Ok(match reader.is_page {
        true => RichText::Page(reader.out),
        false => RichText::Plain { text: reader.out, left_out: reader.left_out },
    })
}

/// The state of a group; its end restores that of the group around it.
#[derive(Clone, Copy)]
struct Group {
    /// Whether nothing of it is text: fonts, colours, pictures.
    is_skipped: bool,
    /// Whether it is a tag of HTML, which is taken as it is.
    is_tag: bool,
    /// Whether its text is only for programs that do not know the HTML.
    is_shadow: bool,
    /// Whether its text is hidden, deleted or struck out: a flag each.
    hidden: u8,
    /// Whether it declares fonts.
    is_font_table: bool,
    /// Whether the next group is the other form of the one after it.
    has_two_forms: bool,
    /// How many characters stand in for one in Unicode.
    stand_ins: usize,
    code_page: u32,
}

const HIDDEN: u8 = 1;
const DELETED: u8 = 2;
const STRUCK: u8 = 4;

struct Reader<'a> {
    rest: &'a [u8],
    out: String,
    is_page: bool,
    left_out: bool,
    group: Group,
    outer: Vec<Group>,
    /// Depth beyond the limit.
    deeper: usize,
    /// Whether a star came before the next word: a reader that does not know the word skips its group.
    is_optional: bool,
    code_page: u32,
    /// Code page of each font, by its number.
    fonts: HashMap<i32, u32>,
    default_font: i32,
    declared_font: i32,
    /// Bytes and UTF-16 units not decoded yet: a character may take several.
    bytes: Vec<u8>,
    units: Vec<u16>,
    /// How many characters are still to skip, as one in Unicode came before them.
    to_skip: usize,
}

impl<'a> Reader<'a> {
    fn new(rest: &'a [u8]) -> Self {
        let group = Group {
            is_skipped: false,
            is_tag: false,
            is_shadow: false,
            hidden: 0,
            is_font_table: false,
            has_two_forms: false,
            stand_ins: 1,
            code_page: WESTERN,
        };
        Self {
            rest,
            out: String::new(),
            is_page: false,
            left_out: false,
            group,
            outer: Vec::new(),
            deeper: 0,
            is_optional: false,
            code_page: WESTERN,
            fonts: HashMap::new(),
            default_font: 0,
            declared_font: 0,
            bytes: Vec::new(),
            units: Vec::new(),
            to_skip: 0,
        }
    }

    fn read(&mut self) {
        while let Some((byte, rest)) = self.rest.split_first() {
            self.rest = rest;
            match byte {
                b'{' => self.open(),
                b'}' => self.close(),
                b'\\' => self.control(),
                b'\r' | b'\n' | 0 => {}
                b'\t' => self.character('\t'),
                byte => self.byte(*byte),
            }
        }
        self.flush();
    }

    fn open(&mut self) {
        self.flush();
        self.to_skip = 0;
        if self.outer.len() >= MAX_DEPTH {
            self.deeper += 1;
            return;
        }
        self.outer.push(self.group);
        let is_other_form = std::mem::take(&mut self.group.has_two_forms);
        if is_other_form && let Some(outer) = self.outer.last_mut() {
            outer.has_two_forms = false;
        }
        self.group.is_skipped |= is_other_form;
    }

    fn close(&mut self) {
        self.flush();
        self.to_skip = 0;
        self.is_optional = false;
        if self.deeper > 0 {
            self.deeper -= 1;
        } else if let Some(outer) = self.outer.pop() {
            self.group = outer;
        }
    }

    fn control(&mut self) {
        let Some((first, rest)) = self.rest.split_first() else { return };
        if first.is_ascii_alphabetic() {
            let (word, rest) = Word::read(self.rest);
            self.rest = rest;
            return self.word(&word);
        }
        self.rest = rest;
        match first {
            b'\'' => {
                let digits = self.rest.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
                if let Some(byte) = digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()) {
                    self.rest = self.rest.get(2..).unwrap_or_default();
                    self.byte(byte);
                }
            }
            b'*' => self.is_optional = true,
            b'~' => self.character('\u{a0}'),
            b'_' => self.character('\u{2011}'),
            b'\r' | b'\n' => self.end_line(),
            b'\\' | b'{' | b'}' => self.byte(*first),
            // An optional hyphen, marks of an index.
            _ => {}
        }
    }

    fn word(&mut self, word: &Word<'_>) {
        let is_optional = std::mem::take(&mut self.is_optional);
        if word.name != "u" {
            self.flush();
        }
        if self.to_skip > 0 && symbol(word.name).is_some() {
            // `\u8212\emdash`: the word stands in for the character.
            self.to_skip -= 1;
            return;
        }
        self.to_skip = 0;
        let number = word.number;
        match word.name {
            "bin" => {
                let length = usize::try_from(number.unwrap_or(0)).unwrap_or(0);
                self.rest = self.rest.get(length..).unwrap_or_default();
            }
            "u" => self.unit(number.unwrap_or(0)),
            "uc" => self.group.stand_ins = usize::try_from(number.unwrap_or(1)).unwrap_or(0).min(16),
            "upr" => self.group.has_two_forms = true,
            "ud" => {}
            "fonttbl" => (self.group.is_skipped, self.group.is_font_table) = (true, true),
            "htmltag" => self.group.is_tag = true,
            name if is_optional || is_hidden_destination(name) => self.group.is_skipped = true,
            _ => self.format(word),
        }
    }

    /// Words of the document, of fonts and of characters.
    fn format(&mut self, word: &Word<'_>) {
        let is_on = word.number != Some(0);
        match word.name {
            "fromhtml" => self.is_page = is_on,
            "htmlrtf" => self.group.is_shadow = is_on,
            "ansicpg" => self.set_code_page(word.number),
            "mac" => self.set_code_page(Some(10_000)),
            "deff" => self.default_font = word.number.unwrap_or(0),
            "f" if self.group.is_font_table => self.declared_font = word.number.unwrap_or(0),
            "fcharset" if self.group.is_font_table => {
                self.declare_font(word.number.and_then(charset::code_page_of_font));
            }
            "cpg" if self.group.is_font_table => {
                self.declare_font(word.number.and_then(|page| u32::try_from(page).ok()));
            }
            "f" => self.set_font(word.number.unwrap_or(0)),
            "plain" => {
                self.group.hidden = 0;
                self.set_font(self.default_font);
            }
            "v" => self.hide(HIDDEN, is_on),
            "deleted" => self.hide(DELETED, is_on),
            "strike" | "striked" => self.hide(STRUCK, is_on),
            "par" | "line" | "sect" | "page" | "row" | "nestrow" => self.end_line(),
            "tab" | "cell" | "nestcell" => self.character('\t'),
            name => {
                if let Some(letter) = symbol(name) {
                    self.character(letter);
                }
            }
        }
    }

    fn set_code_page(&mut self, page: Option<i32>) {
        let page = page.and_then(|page| u32::try_from(page).ok()).filter(|page| charset::encoding_of(*page).is_some());
        self.code_page = page.unwrap_or(self.code_page);
        self.group.code_page = self.code_page;
    }

    fn declare_font(&mut self, page: Option<u32>) {
        if let Some(page) = page
            && self.fonts.len() < MAX_FONTS
        {
            self.fonts.insert(self.declared_font, page);
        }
    }

    fn set_font(&mut self, font: i32) {
        self.group.code_page = self.fonts.get(&font).copied().unwrap_or(self.code_page);
    }

    fn hide(&mut self, flag: u8, is_on: bool) {
        self.group.hidden = if is_on { self.group.hidden | flag } else { self.group.hidden & !flag };
    }

    fn byte(&mut self, byte: u8) {
        self.is_optional = false;
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        self.flush_units();
        self.bytes.push(byte);
    }

    /// A UTF-16 unit, as a signed number; the characters after it stand in for it.
    fn unit(&mut self, number: i32) {
        self.flush_bytes();
        self.units.push((number & 0xffff) as u16);
        self.to_skip = self.group.stand_ins;
    }

    fn character(&mut self, letter: char) {
        if self.to_skip > 0 {
            self.to_skip -= 1;
            return;
        }
        self.flush();
        self.write(letter.encode_utf8(&mut [0; 4]));
    }

    fn end_line(&mut self) {
        self.character('\n');
    }

    fn flush(&mut self) {
        self.flush_bytes();
        self.flush_units();
    }

    fn flush_bytes(&mut self) {
        if !self.bytes.is_empty() {
            let text = charset::decode_exactly(&std::mem::take(&mut self.bytes), self.group.code_page);
            self.write(&text);
        }
    }

    fn flush_units(&mut self) {
        if !self.units.is_empty() {
            let text = String::from_utf16_lossy(&std::mem::take(&mut self.units));
            self.write(&text);
        }
    }

    fn write(&mut self, text: &str) {
        let group = &self.group;
        if group.is_skipped || (self.is_page && !group.is_tag && group.is_shadow) {
            return;
        }
        if !self.is_page && (group.is_tag || group.hidden != 0) {
            self.left_out |= !group.is_tag && !text.trim().is_empty();
            return;
        }
        self.out.push_str(text);
    }
}

#[cfg(test)]
mod tests {
    use super::{MAX_DEPTH, RichText, read, unpack};
    use proptest::prelude::{any, proptest};
    use rstest::rstest;

    fn plain(body: &str) -> (String, bool) {
        match read(format!("{{\\rtf1\\ansi\\ansicpg1252\\deff0{body}}}").as_bytes()) {
            Ok(RichText::Plain { text, left_out }) => (text, left_out),
            other => panic!("{other:?}"),
        }
    }

    #[rstest]
    #[case::paragraphs(r"\pard Yes\par Speeding\line daily\par", "Yes\nSpeeding\ndaily\n")]
    #[case::line_ends_are_no_text("Spee\r\nding", "Speeding")]
    #[case::escaped_line_end("Yes\\\nNo", "Yes\nNo")]
    #[case::escaped(r"a\\b \{c\}", r"a\b {c}")]
    #[case::code_page(r"Ch\'e2teau \'96 20\'80", "Château – 20€")]
    #[case::unicode(r"\u8217?s \uc2\u233\'c3\'a9t\uc0\u233 x", "’s étéx")]
    #[case::unicode_in_a_group(r"{\uc0\u233}\u233?", "éé")]
    #[case::word_in_place_of_unicode(r"a\u8212\emdash b", "a—b")]
    #[case::line_end_after_unicode(r"\u233\par b", "é\nb")]
    #[case::two_units(r"\u-10180?\u-8427?", "🌕")]
    #[case::half_a_pair(r"\u-10180?a", "\u{fffd}a")]
    #[case::font(r"{\fonttbl{\f0\fcharset0 Arial;}{\f1\fcharset238 Arial CE;}}\f1 \'b3\f0 \'b3{\f1\'b3}\'b3", "ł³ł³")]
    #[case::two_byte_font(r"{\fonttbl{\f2\fcharset128 MS Gothic;}}\f2\'83A", "ア")]
    #[case::plain_font(r"{\fonttbl{\f1\fcharset204 A;}}\f1\'e2\plain\'e2", "вâ")]
    #[case::other_page(r"\ansicpg1251 \'e2\'ee\'f2", "вот")]
    #[case::symbols(r"\ldblquote a\rdblquote\~\endash\bullet", "“a”\u{a0}–•")]
    #[case::tables(
        r"\trowd\intbl How often\cell Quarterly\cell\row Met\cell In person\cell\row",
        "How often\tQuarterly\t\nMet\tIn person\t\n"
    )]
    #[case::no_text(
        r"{\colortbl;\red0;}{\stylesheet{\s1 heading;}}{\info{\author A}}{\*\generator Riched20;}{\pict abcd}Yes",
        "Yes"
    )]
    #[case::links(r#"{\field{\*\fldinst HYPERLINK "https://wem.example"}{\fldrslt our page}}"#, "our page")]
    #[case::both_forms(r"{\upr{Chateau}{\*\ud{Ch\u226?teau}}}", "Château")]
    #[case::bytes(r"a\bin4 {{\\b", "ab")]
    #[case::a_list(r"{\pntext\f0 1.\tab}Speeding\par{\listtext\'b7\tab}Litter", "1.\tSpeeding\n·\tLitter")]
    #[case::cut_short(r"Yes {\b please\'", "Yes please")]
    fn texts(#[case] body: &str, #[case] text: &str) {
        let (read, left_out) = plain(body.trim_end_matches('}'));
        assert_eq!((read.as_str(), left_out), (text, false));
    }

    #[rstest]
    #[case::struck_out(r"Yes {\strike Parking}", true)]
    #[case::hidden(r"Yes \v Parking\v0", true)]
    #[case::deleted(r"Yes {\deleted Parking}", true)]
    #[case::nothing_hidden(r"Yes \strike \strike0", false)]
    fn hidden_words_are_left_out(#[case] body: &str, #[case] left_out: bool) {
        let (text, said) = plain(body);
        assert_eq!((text.trim_end(), said), ("Yes", left_out));
    }

    /// HTML stands in tags; beside it stands what other programs show instead (MS-OXRTFEX).
    #[rstest]
    #[case::tags(
        r"{\*\htmltag64 <p>}\htmlrtf {\htmlrtf0 Yes \'96 speeding{\*\htmltag84 &nbsp;}\htmlrtf \'a0\htmlrtf0{\*\htmltag72 </p>}\htmlrtf\par}\htmlrtf0",
        "<p>Yes – speeding&nbsp;</p>"
    )]
    #[case::escaped(r"{\*\htmltag84 <a href='x\{y\}'>}a{\*\mhtmltag84 <a href='z'>}", "<a href='x{y}'>a")]
    #[case::line_ends(r"a\par b\tab c\line", "a\nb\tc\n")]
    #[case::hidden_is_for_others(r"\v a\v0", "a")]
    fn pages_inside(#[case] body: &str, #[case] page: &str) {
        let rtf = format!("{{\\rtf1\\ansi\\ansicpg1252\\fromhtml1 \\deff0{{\\fonttbl{{\\f0 Arial;}}}}{body}}}");
        assert_eq!(read(rtf.as_bytes()), Ok(RichText::Page(page.to_owned())));
    }

    #[test]
    fn what_is_no_rich_text_is_refused() {
        assert!(read(b"").is_err() && read(b"Yes").is_err());
        let deep =
            [b"{\\rtf1 ".to_vec(), b"{".repeat(3 * MAX_DEPTH), b"a".to_vec(), b"}".repeat(3 * MAX_DEPTH)].concat();
        assert_eq!(read(&deep), Ok(RichText::Plain { text: "a".to_owned(), left_out: false }));
    }

    #[test]
    fn packed_texts() {
        let rtf = "{\\rtf1\\ansi Yes, speeding, speeding and speeding.\\par}";
        let packed = compressed_rtf::compress_rtf(rtf).unwrap();
        assert_eq!(unpack(&packed).unwrap(), rtf.as_bytes());
        assert_eq!(unpack(&[&packed[..], b"\0\0"].concat()).unwrap(), rtf.as_bytes(), "filled up");
        let stored = b"\x11\0\0\0\x05\0\0\0MELA\0\0\0\0{\\rtf";
        assert_eq!(unpack(stored).unwrap(), b"{\\rtf");
        for cut in 0..packed.len() {
            assert!(unpack(&packed[..cut]).is_err(), "cut at {cut}");
        }
        let claims_gigabytes = [&packed[..4], &[0xff; 4], &packed[8..]].concat();
        assert!(unpack(&claims_gigabytes).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_panic(head in "(\\{|\\}|\\\\[a-z]{1,8}-?[0-9]{0,6} ?|\\\\'..|\\\\\\*|[a-z]){0,40}", packed in any::<Vec<u8>>()) {
            let _ = (read(format!("{{\\rtf1{head}").as_bytes()), unpack(&packed));
        }
    }
}
