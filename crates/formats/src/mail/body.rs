//! Chooses the parts of a mail that form its text.
//!
//! Of alternatives one form is taken; of related parts the one that shows the others; otherwise all texts in order.

use std::borrow::Cow;
use std::collections::HashSet;

use mail_parser::{Message, MessagePart, MimeHeaders, PartType};

use super::html_to_text::PageText;
use super::mime::{Outside, Parsed};
use super::uuencode::{self, EncodedFile};
use super::{charset, columns, flowed, html_to_text};
use charter::mail::text::{MAX_TEXT_BYTES, tidy, truncate_lines, truncation_warning};

const DAMAGED: &str = "a part of the text was damaged on its way, so that some of it may be missing";
const OUTSIDE_READ: &str = "none of the parts of the mail has a text, so what stands outside of its parts was read";
const BELOW_UNREAD: &str =
    "there are words below the last part of the mail, which mail programs do not show: they are not read";

#[derive(Default)]
pub(super) struct Body {
    /// Lines end with `\n`.
    pub text: String,
    /// Sentences about parts that could not be read as they are.
    pub warnings: Vec<String>,
    /// The parts that form the text, or another form of it, by index.
    pub parts: HashSet<u32>,
    /// Files written into the text.
    pub files: Vec<EncodedFile>,
}

/// The text of a mail. Of plain and HTML alternatives the plain one is taken, unless the HTML says much more.
pub(super) fn body(parsed: &Parsed<'_>) -> Body {
    let message = &parsed.message;
    let mut chooser = Chooser { message, seen: HashSet::new(), takes_named: false };
    let mut chosen = chooser.texts(0);
    if chosen.is_empty() {
        chooser.takes_named = true;
        chosen = chooser.texts(0);
    }
    let mut body = Body { parts: chooser.seen, ..Body::default() };
    let mut left_out = false;
    let mut text = text_of_parts(message, &chosen, &mut left_out);
    if left_out {
        body.warnings.push(html_to_text::HIDDEN_TEXT_WARNING.to_owned());
    }
    if chosen.iter().filter_map(|id| message.part(*id)).any(|part| part.is_encoding_problem) {
        body.warnings.push(DAMAGED.to_owned());
    }
    read_outside(&parsed.outside, &mut text, &mut body.warnings);
    if let Some((rest, files)) = uuencode::extract(&text) {
        body.files = files;
        text = Cow::Owned(rest);
    }
    let (text, long) = truncate_lines(tidy(&text), MAX_TEXT_BYTES);
    if long {
        body.warnings.push(truncation_warning("the text", MAX_TEXT_BYTES));
    }
    body.text = text;
    body
}

/// Reads what stands outside of all parts, if none of them has a text. Otherwise words below the last part are reported.
fn read_outside(outside: &[Outside<'_>], text: &mut Cow<'_, str>, warnings: &mut Vec<String>) {
    let words = |outside: &Outside<'_>| {
        let text = charset::decode(outside.bytes, None);
        // Programs tell old readers above the parts that they follow: "This is a multi-part message in MIME format."
        let lines = text.lines().filter(|line| outside.is_below || !line.to_ascii_lowercase().contains("mime"));
        let text: String = lines.flat_map(|line| [line, "\n"]).collect();
        (!text.trim().is_empty()).then_some(text)
    };
    if text.trim().is_empty() {
        let found: Vec<String> = outside.iter().filter_map(words).collect();
        if !found.is_empty() {
            warnings.push(OUTSIDE_READ.to_owned());
            *text = Cow::Owned(found.join("\n"));
        }
    } else if outside.iter().any(|outside| outside.is_below && words(outside).is_some()) {
        warnings.push(BELOW_UNREAD.to_owned());
    }
}

/// Chooses the texts of a tree of parts.
struct Chooser<'a> {
    message: &'a Message<'a>,
    /// Every text that was looked at: chosen, or another form of a chosen one.
    seen: HashSet<u32>,
    /// Whether a text with a file name counts too: if no other is there.
    takes_named: bool,
}

impl Chooser<'_> {
    /// The chosen texts of a part, in order.
    fn texts(&mut self, id: u32) -> Vec<u32> {
        let message = self.message;
        let Some(part) = message.part(id) else { return Vec::new() };
        match &part.body {
            PartType::Multipart(children) if part.is_content_type("multipart", "alternative") => {
                self.alternative(children)
            }
            PartType::Multipart(children) if part.is_content_type("multipart", "related") => {
                self.related(part, children)
            }
            PartType::Multipart(children) => children.iter().flat_map(|child| self.texts(*child)).collect(),
            PartType::Text(_) | PartType::Html(_) if self.is_shown(part) => {
                self.seen.insert(id);
                vec![id]
            }
            _ => Vec::new(),
        }
    }

    fn is_shown(&self, part: &MessagePart<'_>) -> bool {
        let is_attached = part.content_disposition().is_some_and(|disposition| disposition.is_attachment());
        !is_attached && (self.takes_named || part.attachment_name().is_none())
    }

    fn alternative(&mut self, children: &[u32]) -> Vec<u32> {
        let mut forms: Vec<Vec<u32>> = children.iter().map(|child| self.texts(*child)).collect();
        self.choose_form(&mut forms)
    }

    /// Of several forms of one text the plain one, unless the last page says more.
    fn choose_form(&self, forms: &mut Vec<Vec<u32>>) -> Vec<u32> {
        let message = self.message;
        let is_page = |id: &u32| message.part(*id).is_some_and(|part| matches!(part.body, PartType::Html(_)));
        let is_blank = |form: &[u32]| text_of_parts(message, form, &mut false).trim().is_empty();
        forms.retain(|form| !form.is_empty());
        let page = forms.iter().rposition(|form| form.iter().any(is_page)).map(|at| forms.swap_remove(at));
        let plain = forms.iter().position(|form| !is_blank(form)).map(|at| forms.swap_remove(at));
        match (plain, page) {
            (Some(plain), Some(page)) if says_more(message, &page, &plain) => page,
            (Some(plain), Some(page)) if shows_columns(message, &page, &plain) => page,
            (Some(plain), _) => plain,
            (None, page) => page.or_else(|| forms.pop()).unwrap_or_default(),
        }
    }

    /// The part that `start` names or the first text (RFC 2387, 3.2), with texts that nothing refers to: some programs hang
    /// a text behind it.
    fn related(&mut self, part: &MessagePart<'_>, children: &[u32]) -> Vec<u32> {
        let message = self.message;
        let bare = |id: &str| id.trim().trim_matches(['<', '>']).to_owned();
        let start = part.content_type().and_then(|kind| kind.attribute("start")).map(bare);
        let content_id = |id: &u32| message.part(*id).and_then(|part| part.content_id()).map(bare);
        let named =
            start.and_then(|start| children.iter().position(|child| content_id(child).as_ref() == Some(&start)));
        let mut forms: Vec<Vec<u32>> = Vec::new();
        let mut ordered: Vec<u32> = children.to_vec();
        if let Some(named) = named {
            ordered[..=named].rotate_right(1);
        }
        for child in ordered {
            let is_referred_to = content_id(&child).is_some()
                || message.part(child).is_some_and(|part| part.content_location().is_some());
            if forms.is_empty() || !is_referred_to {
                forms.extend(Some(self.texts(child)).filter(|form| !form.is_empty()));
            }
        }
        let page_count = |form: &Vec<u32>| {
            form.iter().filter_map(|id| message.part(*id)).filter(|part| matches!(part.body, PartType::Html(_))).count()
        };
        // Two forms of one text, sent as if one referred to the other.
        match forms.as_slice() {
            [first, second] if page_count(first) != page_count(second) && first.len() == 1 && second.len() == 1 => {
                self.choose_form(&mut forms)
            }
            _ => forms.concat(),
        }
    }
}

/// Longest plain text, in bytes, that may be a stub beside the HTML: "Your program does not show HTML".
const MAX_STUB_BYTES: usize = 1000;

/// Whether HTML says more than the plain form of the text.
fn says_more(message: &Message<'_>, pages: &[u32], plain: &[u32]) -> bool {
    let plain = text_of_parts(message, plain, &mut false);
    if plain.trim().len() > MAX_STUB_BYTES || !pages.iter().any(|page| may_be_longer(message, *page, &plain)) {
        return false;
    }
    let page = text_of_parts(message, pages, &mut false);
    is_longer(page.trim().len(), plain.trim().len()) || has_text_above(&page, &plain)
}

/// Whether HTML has a table whose cells the plain form has put below or behind each other.
fn shows_columns(message: &Message<'_>, pages: &[u32], plain: &[u32]) -> bool {
    let is_table = |part: &MessagePart<'_>| memchr::memmem::find(part.contents(), b"<t").is_some();
    if !pages.iter().filter_map(|id| message.part(*id)).any(is_table) {
        return false;
    }
    let page = text_of_parts(message, pages, &mut false);
    let Some(row) = columns::first_row(&page) else { return false };
    !columns::has_row(&text_of_parts(message, plain, &mut false), row)
}

/// Whether HTML says more than plain text, by bytes: both forms of one text have about the same length.
fn is_longer(page: usize, plain: usize) -> bool {
    page > plain + plain / 4 + 8
}

/// Whether HTML contains the plain text and something above it. In some replies the plain form is only the appended small
/// print.
fn has_text_above(page: &str, plain: &str) -> bool {
    let (mut page, mut plain) = (page.split_whitespace().rev(), plain.split_whitespace().rev());
    let ends_with_it = plain.all(|word| page.next() == Some(word));
    ends_with_it && page.next().is_some()
}

/// Cheap pre-filter: whether HTML may be longer or have text above, without converting it.
fn may_be_longer(message: &Message<'_>, id: u32, plain: &str) -> bool {
    let Some(part) = message.part(id) else { return false };
    let page = part.contents();
    let body = memchr::memmem::find(page, b"<body").unwrap_or(0);
    let (mut text_bytes, mut rest) = (0, &page[body..]);
    let mut first_text: &[u8] = b"";
    while let Some(tag) = memchr::memchr(b'<', rest) {
        let text = rest[..tag].trim_ascii();
        first_text = if first_text.is_empty() { text } else { first_text };
        text_bytes += text.len();
        let Some(end) = memchr::memchr(b'>', &rest[tag..]) else { break };
        rest = &rest[tag + end + 1..];
    }
    let word = |text: &[u8]| text.split(u8::is_ascii_whitespace).next().map(<[u8]>::len);
    let plain = plain.trim();
    let starts_alike =
        !first_text.is_empty() && plain.as_bytes().starts_with(&first_text[..word(first_text).unwrap_or(0)]);
    is_longer(text_bytes + rest.len(), plain.len()) || !starts_alike
}

#[derive(Default)]
struct PartText<'a> {
    text: Cow<'a, str>,
    left_out: bool,
}

/// The text of a part; blank for other kinds.
fn text_of<'a>(part: &'a MessagePart<'_>) -> PartText<'a> {
    match &part.body {
        PartType::Text(text) => PartText { text: plain_text(text, part), left_out: false },
        PartType::Html(page) => {
            let PageText { text, left_out } = html_to_text::read(page);
            PartText { text: Cow::Owned(text), left_out }
        }
        _ => PartText::default(),
    }
}

/// Joins the texts of parts that are not blank, with empty lines between them. Words that were read before are not read
/// again. Sets `left_out` if hidden words of one are left out.
fn text_of_parts<'a>(message: &'a Message<'_>, parts: &[u32], left_out: &mut bool) -> Cow<'a, str> {
    let mut all: Cow<'a, str> = Cow::default();
    for part in parts.iter().filter_map(|id| message.part(*id)).map(text_of) {
        *left_out |= part.left_out;
        if part.text.trim().is_empty() || part.text.split_whitespace().eq(all.split_whitespace()) {
            continue;
        }
        if all.is_empty() {
            all = part.text;
        } else {
            let all = all.to_mut();
            all.push_str("\n\n");
            all.push_str(&part.text);
        }
    }
    all
}

fn plain_text<'a>(text: &'a str, part: &MessagePart<'_>) -> Cow<'a, str> {
    let kind = part.content_type();
    let says = |name: &str, value: &str| {
        kind.and_then(|kind| kind.attribute(name)).is_some_and(|said| said.eq_ignore_ascii_case(value))
    };
    if says("format", "flowed") { Cow::Owned(flowed::unflow(text, says("delsp", "yes"))) } else { Cow::Borrowed(text) }
}

#[cfg(test)]
mod tests {
    use super::body;
    use crate::mail::headers::parser;
    use crate::mail::mime;
    use charter::mail::text::tidy;
    use rstest::rstest;

    /// `kind` of the multipart, and the subtype and text of each part.
    fn mail(kind: &str, parts: &[(&str, &str)]) -> String {
        let parts: String =
            parts.iter().map(|(kind, text)| format!("--b\nContent-Type: text/{kind}\n\n{text}\n")).collect();
        format!("From: c@wem.example\nContent-Type: multipart/{kind}; boundary=b\n\n{parts}--b--\n")
    }

    const REPLY: &str = "<p>The council wishes to take part. Our priority is speeding in the village.</p>";

    const TABLE: &str = "<table><tr><th>Issue</th><th>Votes</th></tr><tr><td>Dogs</td><td>9</td></tr></table>";

    #[rstest]
    #[case::plain("alternative", &[("plain", "Yes"), ("html", "<p>Yes</p>")], &["Yes"], &[])]
    #[case::a_stub("alternative", &[("plain", "No pages shown here"), ("html", REPLY)], &["speeding"], &["No pages"])]
    #[case::a_short_stub("alternative", &[("plain", "No pages"), ("html", "<p>Our priority is speeding</p>")], &["speeding"], &["No"])]
    #[case::small_print("alternative", &[("plain", "Scanned by us"), ("html", "<p>Yes</p><p>Scanned by us</p>")], &["Yes", "Scanned by us"], &[])]
    #[case::struck_out("alternative", &[("plain", ""), ("html", "<p>Yes <s>Parking</s></p>")], &["Yes"], &["Parking"])]
    #[case::a_blank_one("alternative", &[("plain", " "), ("html", REPLY)], &["speeding"], &[])]
    #[case::a_table("alternative", &[("plain", "Issue\n\nVotes\n\nDogs\n\n9\n"), ("html", TABLE)], &["Issue\tVotes\nDogs\t9"], &[])]
    #[case::a_table_in_one_line("alternative", &[("plain", "Issue Votes\nDogs 9\n"), ("html", TABLE)], &["Issue\tVotes\nDogs\t9"], &[])]
    #[case::a_table_with_breaks("alternative", &[("plain", "Issue Votes\nDogs 9\n"), ("html", "<table><tr><td><p>Issue</p></td><td><p>Votes</p></td></tr>\n<tr><td><p>Dogs</p></td><td><p>9</p></td></tr></table>")], &["Issue\tVotes\nDogs\t9"], &[])]
    #[case::columns_in_both("alternative", &[("plain", "Issue | Votes\nDogs | 9\n"), ("html", TABLE)], &["Issue | Votes"], &["\t"])]
    #[case::a_layout("alternative", &[("plain", "Yes\nClerk\n"), ("html", "<table><tr><td><table><tr><td>Yes</td></tr><tr><td>Clerk</td></tr></table></td></tr></table>")], &["Yes\nClerk"], &["\t"])]
    #[case::a_footer_below("mixed", &[("html", REPLY), ("plain", "Scanned")], &["speeding", "Scanned"], &[])]
    #[case::two_texts("mixed", &[("plain", "Yes"), ("plain", "Scanned")], &["Yes", "Scanned"], &[])]
    #[case::two_pages("mixed", &[("html", REPLY), ("html", "<p>Scanned</p>")], &["speeding", "Scanned"], &[])]
    fn text_parts_are_kept(
        #[case] kind: &str,
        #[case] parts: &[(&str, &str)],
        #[case] length: &[&str],
        #[case] left_out: &[&str],
    ) {
        let mail = mail(kind, parts);
        let text = body(&mime::parse(mail.as_bytes(), &parser())).text;
        assert!(length.iter().all(|words| text.matches(words).count() == 1), "{text}");
        assert!(left_out.iter().all(|words| !text.contains(words)), "{text}");
    }

    #[rstest]
    #[case("a \r\nb\rc\n\n\n\n\nd\n\n", "a\nb\nc\n\n\nd\n")]
    #[case("\n\na", "a\n")]
    #[case(" \n", "")]
    fn texts_are_tidied(#[case] text: &str, #[case] tidied: &str) {
        assert_eq!(tidy(text), tidied);
    }
}
