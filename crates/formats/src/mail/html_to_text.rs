//! Converts HTML to text. Fetches nothing.
//!
//! A block starts a line, a list item starts with "- " or its number, and tabs separate the cells of a row. Quoted blocks
//! get "> " as in plain text, so that the same rules recognize them.

use encoding_rs::WINDOWS_1252;
use mail_parser::decoders::html::add_html_token;

use super::html_element;
use charter::mail::text::MAX_TEXT_BYTES;

pub(super) const HIDDEN_TEXT_WARNING: &str =
    "words that are struck out, or that no reader is shown, are left out of the text";

/// The lines that Outlook's plain text has above a quoted mail.
const ORIGINAL: &str = "-----Original Message-----";
const DRAWN: &str = "________________________________";

/// Limit of a page in bytes.
const MAX_PAGE_BYTES: usize = 8 << 20;

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct PageText {
    /// The visible text without struck out words; all text if nothing else is there.
    pub text: String,
    pub left_out: bool,
}

pub(super) fn read(page: &str) -> PageText {
    let page = &page[..page.floor_char_boundary(MAX_PAGE_BYTES)];
    let mut writer = Writer::default();
    writer.page(page);
    if !writer.left_out || !writer.out.trim().is_empty() {
        return PageText { text: writer.out, left_out: writer.left_out };
    }
    let mut writer = Writer { writes_hidden: true, ..Writer::default() };
    writer.page(page);
    PageText { text: writer.out, left_out: false }
}

/// The tag or comment at the start of a text, without brackets, and the rest. `closed`: whether a comment ends later in the
/// page.
fn tag(text: &str, closed: bool) -> Option<(&str, &str)> {
    let inner = text.strip_prefix('<')?;
    if let Some(comment) = inner.strip_prefix("!--") {
        let end = if closed { "-->" } else { ">" };
        let (_, after) = comment.split_once(end)?;
        return Some(("!", after));
    }
    let is_tag = inner.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'));
    if is_tag { inner.split_once('>') } else { None }
}

/// An open list: number of its next item if it is numbered.
type List = Option<u32>;

#[derive(Default)]
struct Writer {
    out: String,
    /// Writes struck out and hidden text too.
    writes_hidden: bool,
    left_out: bool,
    /// Bytes searched for ends of hidden elements without success.
    fruitless_bytes: usize,
    /// Line breaks before the next letter.
    line_breaks: usize,
    space: bool,
    /// Bullet or number before the next letter.
    item_marker: Option<String>,
    /// Cells that were opened since the last letter of the row: the next letter is that many columns further.
    tabs: usize,
    first_cell: bool,
    /// Whether a cell of the row has text: a tab stands behind it.
    row_has_text: bool,
    /// Offset of the text of the row, and whether it has a second cell with text.
    row_start: usize,
    has_columns: bool,
    /// Whether the row above in this table has columns too.
    follows_columns: bool,
    lists: Vec<List>,
    /// For each open blockquote, whether it is a quotation.
    quotes: Vec<bool>,
    /// Number of open `<pre>` elements.
    preformatted: usize,
}

impl Writer {
    fn page(&mut self, page: &str) {
        let mut rest = page;
        // Offsets of the last ends, so that unclosed tags do not cause repeated searches.
        let after_last = |end: &str| page.rfind(end).map_or(page.len(), |at| page.len() - at - 1);
        let (bracket, comment) = (after_last(">"), after_last("-->"));
        while !rest.is_empty() && self.out.len() <= 2 * MAX_TEXT_BYTES {
            let text = rest.find('<').unwrap_or(rest.len());
            self.text(&rest[..text]);
            rest = &rest[text..];
            let closed = rest.len() > bracket;
            rest = match if closed { tag(rest, rest.len() > comment) } else { None } {
                Some((tag, after)) => self.tag(tag, after),
                None if rest.is_empty() => rest,
                None => {
                    self.text("<");
                    &rest[1..]
                }
            };
        }
    }

    /// Handles a tag; returns the rest to read.
    fn tag<'a>(&mut self, tag: &'a str, after: &'a str) -> &'a str {
        let name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or_default();
        let name = name.to_ascii_lowercase();
        if tag.starts_with('/') {
            self.close(&name);
            return after;
        }
        if matches!(name.as_str(), "script" | "style" | "title" | "template" | "xml") && !tag.ends_with('/') {
            return skip_element(&name, after);
        }
        let attributes = tag[..tag.floor_char_boundary(2_000)].to_ascii_lowercase();
        // Struck out text is withdrawn, and hidden text is not meant for readers.
        let is_void = matches!(name.as_str(), "img" | "br" | "hr" | "input" | "meta" | "link" | "wbr" | "col");
        if !is_void
            && (matches!(name.as_str(), "s" | "strike" | "del") || html_element::is_hidden(&attributes))
            && let Some(rest) = self.skip_hidden(&name, after)
        {
            return rest;
        }
        self.open(&name, &attributes);
        after
    }

    /// The rest after a hidden element; `None` if the element is written.
    fn skip_hidden<'a>(&mut self, name: &str, after: &'a str) -> Option<&'a str> {
        if self.writes_hidden || self.fruitless_bytes > MAX_FRUITLESS_BYTES {
            return None;
        }
        let near = &after[..after.floor_char_boundary(MAX_HIDDEN_BYTES)];
        let Some(end) = html_element::end(name, near) else {
            self.fruitless_bytes += near.len();
            return None;
        };
        self.left_out |= html_element::has_words(&near[..end]);
        // The text after it still starts a line.
        if matches!(name, "p" | "div" | "li" | "tr" | "table" | "ul" | "ol" | "blockquote" | "section") {
            self.break_lines(1);
        }
        Some(&after[end..])
    }

    fn open(&mut self, name: &str, attributes: &str) {
        match name {
            "br" => self.line_breaks = (self.line_breaks + 1).min(3),
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.break_lines(2),
            "div" | "span" | "hr" if html_element::starts_quoted_mail(attributes) => self.mark(ORIGINAL),
            "div" if html_element::is_drawn_above_a_header(attributes) => self.mark(DRAWN),
            "div" | "hr" | "section" | "article" | "header" | "footer" | "dl" | "dt" | "dd" | "caption" => {
                self.break_lines(1);
            }
            "ul" => self.open_list(None),
            "ol" => self.open_list(Some(number_in(attributes).unwrap_or(1))),
            "li" => self.open_item(),
            "tr" => self.open_row(),
            "table" => self.open_table(),
            "td" | "th" if std::mem::take(&mut self.first_cell) => self.tabs = 0,
            "td" | "th" => self.tabs = (self.tabs + 1).min(MAX_COLUMNS),
            "pre" => {
                self.break_lines(1);
                self.preformatted += 1;
            }
            "blockquote" => {
                self.break_lines(1);
                self.quotes.push(html_element::is_quotation(attributes));
            }
            _ => {}
        }
    }

    fn close(&mut self, name: &str) {
        match name {
            "p" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => self.break_lines(2),
            "div" | "li" | "section" | "article" | "header" | "footer" | "dl" | "dt" | "dd" | "caption" => {
                self.break_lines(1);
            }
            // What follows a table inside a cell starts a line.
            "tr" => self.open_row(),
            "table" => self.open_table(),
            "ul" | "ol" => {
                self.lists.pop();
                self.item_marker = None;
                self.break_lines(1);
            }
            "pre" => {
                self.break_lines(1);
                self.preformatted = self.preformatted.saturating_sub(1);
            }
            "blockquote" => {
                self.break_lines(1);
                self.quotes.pop();
            }
            _ => {}
        }
    }

    /// Writes a line above a quoted mail, unless one was just written.
    fn mark(&mut self, line: &str) {
        if [ORIGINAL, DRAWN].iter().any(|mark| self.out.ends_with(mark)) {
            return self.break_lines(1);
        }
        self.break_lines(2);
        self.text(line);
        self.break_lines(1);
    }

    fn open_row(&mut self) {
        self.finish_row();
        self.break_lines(1);
        (self.first_cell, self.tabs, self.row_has_text) = (true, 0, false);
    }

    fn open_table(&mut self) {
        self.open_row();
        self.follows_columns = false;
    }

    /// Puts a row with columns on one line, below that of the row above: a cell may hold paragraphs and breaks.
    fn finish_row(&mut self) {
        if !self.row_has_text {
            return;
        }
        let has_columns = std::mem::take(&mut self.has_columns);
        let follows_columns = std::mem::replace(&mut self.follows_columns, has_columns);
        if !has_columns || !self.quotes.is_empty() {
            return;
        }
        let row = &self.out[self.row_start..];
        let is_item = |line: &str| line.starts_with(|c: char| c == '-' || c.is_ascii_digit());
        if row.len() <= MAX_ROW_BYTES
            && row.contains('\n')
            && !row.contains("\n\n")
            && !row.lines().skip(1).any(is_item)
        {
            let row = row.replace('\n', " ");
            self.out.truncate(self.row_start);
            self.out.push_str(&row);
        }
        if follows_columns && self.out[..self.row_start].ends_with("\n\n") {
            self.out.remove(self.row_start - 1);
        }
    }

    fn break_lines(&mut self, line_breaks: usize) {
        self.line_breaks = self.line_breaks.max(line_breaks);
    }

    fn open_list(&mut self, list: List) {
        self.break_lines(1);
        // Deeper nesting is flattened, so that no page can nest without end.
        if self.lists.len() < 50 {
            self.lists.push(list);
        }
    }

    fn open_item(&mut self) {
        self.break_lines(1);
        self.tabs = 0;
        let indent = "  ".repeat(self.lists.len().saturating_sub(1).min(5));
        self.item_marker = Some(match self.lists.last_mut() {
            Some(Some(number)) => {
                *number = number.saturating_add(1);
                format!("{indent}{}. ", *number - 1)
            }
            _ => format!("{indent}- "),
        });
    }

    /// Writes text: collapses white space and decodes entities.
    fn text(&mut self, text: &str) {
        let mut rest = text;
        while let Some(c) = rest.chars().next() {
            if self.out.len() > 2 * MAX_TEXT_BYTES {
                return;
            }
            if c == '&'
                && let Some((letter, after)) = entity(rest)
            {
                if letter == "\u{a0}" {
                    self.space = true
                } else {
                    self.write(&letter)
                }
                rest = after;
                continue;
            }
            rest = &rest[c.len_utf8()..];
            match c {
                '\n' if self.preformatted > 0 => self.line_breaks += 1,
                ' ' | '\t' if self.preformatted > 0 => self.out.push(' '),
                c if c.is_ascii_whitespace() || c == '\u{a0}' => self.space = true,
                c => self.write(c.encode_utf8(&mut [0; 4])),
            }
        }
    }

    fn write(&mut self, letters: &str) {
        let starts_line = self.out.is_empty() || self.line_breaks > 0;
        let tabs = std::mem::take(&mut self.tabs);
        if tabs > 0 && self.row_has_text {
            self.out.extend(std::iter::repeat_n('\t', tabs));
            self.has_columns = true;
        } else if starts_line {
            let quote = "> ".repeat(self.quotes.iter().filter(|quoted| **quoted).count().min(20));
            for _ in 0..if self.out.is_empty() { 0 } else { self.line_breaks.min(3) } {
                self.out.push('\n');
            }
            self.out.push_str(&quote);
        } else if self.space {
            self.out.push(' ');
        }
        (self.line_breaks, self.space) = (0, false);
        if let Some(item_marker) = self.item_marker.take() {
            self.out.push_str(&item_marker);
        }
        if !std::mem::replace(&mut self.row_has_text, true) {
            self.row_start = self.out.len();
        }
        self.out.push_str(letters);
    }
}

/// Blank cells in a row beyond this many are for the layout.
const MAX_COLUMNS: usize = 20;

/// Longest row that is put on one line, in bytes. In a longer one the columns are for the layout.
const MAX_ROW_BYTES: usize = 400;

/// Longest hidden element in bytes. Lines that only a list of mails shows are padded with thousands of bytes.
const MAX_HIDDEN_BYTES: usize = 64 << 10;

/// Limit of the bytes searched for missing ends: a page can open any number of elements.
const MAX_FRUITLESS_BYTES: usize = 1 << 20;

/// The rest after an element without text, such as a script.
fn skip_element<'a>(name: &str, after: &'a str) -> &'a str {
    let end = format!("</{name}");
    let bytes = after.as_bytes();
    let found = bytes.windows(end.len()).position(|window| window.eq_ignore_ascii_case(end.as_bytes()));
    found.map_or("", |at| &after[at..])
}

/// Decodes the entity at the start of a text; also returns the rest.
fn entity(text: &str) -> Option<(String, &str)> {
    let end = text.bytes().take(32).position(|byte| byte == b';')?;
    let (token, after) = text.split_at(end + 1);
    let name = &token[1..end];
    if name.is_empty() || !name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'#') {
        return None;
    }
    let mut letter = String::new();
    add_html_token(&mut letter, token.as_bytes(), false);
    // Browsers read these numbers as Windows-1252.
    if let Some(c @ '\u{80}'..='\u{9f}') = letter.chars().next() {
        let byte = [u8::try_from(u32::from(c)).unwrap_or(b'?')];
        letter = WINDOWS_1252.decode_without_bom_handling(&byte).0.into_owned();
    }
    (letter != token).then_some((letter, after))
}

fn number_in(attributes: &str) -> Option<u32> {
    let (_, after) = attributes.split_once(" start=")?;
    let digits: String =
        after.trim_start_matches(['"', '\'']).chars().take_while(char::is_ascii_digit).take(6).collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::read;
    use proptest::prelude::{prop_assert, proptest};
    use rstest::rstest;

    #[rstest]
    #[case("<p>Dear  Sergeant,</p>\n<p>Speeding<br>on the A49</p>", "Dear Sergeant,\n\nSpeeding\non the A49")]
    #[case(
        "<ul><li>Speeding</li><li><b>Lit</b>ter<ul><li>dogs</li></ul></li></ul>x",
        "- Speeding\n- Litter\n  - dogs\nx"
    )]
    #[case("<ol start=2><li><p>Speeding</p><li>Litter</ol>", "2. Speeding\n\n3. Litter")]
    #[case(
        "<table><tr><td><p>Wish</p></td><td><p>Yes</p></td></tr><tr><td>Often</td><td>Monthly</td></tr></table>",
        "Wish\tYes\nOften\tMonthly"
    )]
    #[case(
        "<table><thead><tr><th>Issue</th><th>Votes</th></tr></thead><tr><td></td><td>9</td></tr></table>",
        "Issue\tVotes\n9"
    )]
    #[case(
        "<table><tr><td><p>Dogs<br>and cats</p></td><td>4</td></tr><tr><td>Litter</td><td><p>9</p></td></tr></table><p>x</p>",
        "Dogs and cats\t4\nLitter\t9\n\nx"
    )]
    #[case("<table><tr><td><p>We</p><p>take</p></td><td>part</td></tr></table>", "We\n\ntake\tpart")]
    #[case("<table><tr><td><ol><li>a<li>b</ol></td><td>c</td></tr></table>", "1. a\n2. b\tc")]
    #[case("<table><th>Issue<th>Votes<tr><td>Dogs<td>&nbsp;<td>4</table>", "Issue\tVotes\nDogs\t\t4")]
    #[case(
        "<table><tr><td>a</td><td><table><tr><td>b</td><td>c</td></tr></table></td><td>d</td></tr></table>e",
        "a\nb\tc\nd\ne"
    )]
    #[case("<div style='max-height:0;overflow:hidden'>Preview</div>Speeding", "Speeding")]
    #[case("<img style='display:none'>Speeding<i>s</i>", "Speedings")]
    #[case("<style>p{}</style><script>if (a<b) x()</script><head><title>t</title></head>a", "a")]
    #[case("<p><s>Speeding</s> <del>Parking</del> Litter</p>", "Litter")]
    #[case("<s><strong>Litter</strong> picking</s> ASB", "ASB")]
    #[case("<s>Speeding <del>Parking</p>", "Speeding Parking")]
    #[case("<span style='text-decoration:line-through'>Dogs <span>and</span> cats</span> ASB", "ASB")]
    #[case("<div style=\"color:red; display: none\"><div>Preview</div></div>Speeding", "Speeding")]
    #[case("<p hidden>Preview</p><p style='mso-hide:all'>Preview</p>Speeding", "Speeding")]
    #[case("<p style='display:none'/>Speeding", "Speeding")]
    #[case("<p style='display:block'>Speeding</p>", "Speeding")]
    #[case("<ul><li style='text-decoration:line-through'>Burglary<li>Speeding</ul>x", "- Speeding\nx")]
    #[case("<ul><li style='text-decoration:line-through'>Dogs<ul><li>cats</ul></ul>x", "x")]
    #[case("<div><p style='text-decoration:line-through'>Dogs<p>Speeding</div>", "Speeding")]
    #[case("<p style='text-decoration:line-through'>Dogs<div>Speeding</div>", "Speeding")]
    #[case("<s>All of it</s>", "All of it")]
    #[case("a<!-- b > c -->d<!-- e", "ad<!-- e")]
    #[case("a &lt; b &amp; c&nbsp;&eacute;&#8364;&#146;&#x41; &unknown; R&D", "a < b & c é€’A &unknown; R&D")]
    #[case("a < b", "a < b")]
    #[case("<a title", "<a title")]
    #[case(
        "yes<blockquote type=\"cite\"><p>Which?</p><blockquote class=\"gmail_quote\">a</blockquote></blockquote>no",
        "yes\n\n> Which?\n\n> > a\nno"
    )]
    #[case("<blockquote style=\"margin:0 0 0 40px\">Speeding</blockquote>", "Speeding")]
    #[case(
        "a<div id=\"x_divRplyFwdMsg\"><b>From:</b> t<br><b>Sent:</b> s</div>b",
        "a\n\n-----Original Message-----\nFrom: t\nSent: s\nb"
    )]
    #[case("a<hr id=stopSpelling>Date: d", "a\n\n-----Original Message-----\nDate: d")]
    #[case(
        "a<span id='OLK_SRC_BODY_SECTION'><div style='border-top:1pt solid #b5c4df'>From: t</div>b</span>",
        "a\n\n-----Original Message-----\nFrom: t\nb"
    )]
    #[case("a<div class='yahoo_quoted'>b</div>", "a\n\n-----Original Message-----\nb")]
    #[case(
        "a<div style='border:none;border-top:solid #E1E1E1 1.0pt'>From: t</div>",
        "a\n\n________________________________\nFrom: t"
    )]
    #[case("a<blockquote style='border-left:1px solid #ccc'>b</blockquote>", "a\n> b")]
    #[case("<pre>a  b\nc</pre>", "a  b\nc")]
    #[case("", "")]
    fn pages(#[case] page: &str, #[case] text: &str) {
        assert_eq!(read(page).text, text);
    }

    #[rstest]
    #[case("<p>Speeding <s>Parking</s></p>", true)]
    #[case("<div style='display:none'>&nbsp;<img src=x></div>Speeding", false)]
    #[case("<s>Parking</s>", false)]
    fn hidden_text_is_reported(#[case] page: &str, #[case] left_out: bool) {
        assert_eq!(read(page).left_out, left_out);
    }

    proptest! {
        #[test]
        fn no_page_panics(page in "(<|</|>|&|;|#|p|s|td|tr|li|ol|ul|style=line-through|blockquote|pre|script|!--|-->|é| |x|[0-9]){0,60}|.{0,80}") {
            let text = read(&page).text;
            prop_assert!(text.len() <= 40 * (page.len() + 1));
        }
    }
}
