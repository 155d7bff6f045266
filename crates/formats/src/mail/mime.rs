//! Splits a mail into its parts (RFC 2046, 5.1). A boundary counts only as a whole line.
//!
//! The tree has the types of the library that reads the headers. Attached mails stay bytes, which `read` parses like files.

use mail_parser::parsers::MessageStream;
use mail_parser::{
    ContentType, Encoding, Header, HeaderName, HeaderValue, Message, MessageParser, MessagePart, MimeHeaders, PartType,
};

use super::{header_block, leaf};

/// Parts inside one another beyond this depth are read as text.
const MAX_DEPTH: usize = 100;

const NO_BOUNDARY: &str =
    "the mail names several parts, and the lines that divide them are missing: what text there is was read as one";
const OTHER_BOUNDARY: &str =
    "the lines that divide the parts of the mail are not those that it names: what looks like one was taken";
const UNCLOSED: &str = "a part of the mail has no end line: its text was read up to the next part";
const CUT_SHORT: &str = "the mail is cut short, as its last part has no end: some of what was sent may be missing";
const BROKEN_OFF: &str = "a part of the mail breaks off, so that some of what was sent may be missing";

/// A mail and sentences about what is wrong in its form.
pub(super) struct Parsed<'a> {
    pub message: Message<'a>,
    pub outside: Vec<Outside<'a>>,
    pub warnings: Vec<String>,
}

/// Text outside of the parts of a multipart, which mail programs do not show.
pub(super) struct Outside<'a> {
    pub bytes: &'a [u8],
    /// Whether it is below the last part, not above the first.
    pub is_below: bool,
}

/// Splits a mail that begins with its headers.
pub(super) fn parse<'a>(bytes: &'a [u8], parser: &MessageParser) -> Parsed<'a> {
    let mut splitter =
        Splitter { bytes, parser, parts: Vec::new(), open: Vec::new(), outside: Vec::new(), warnings: Vec::new() };
    let mut at = Some(0);
    while let Some(start) = at {
        at = splitter.part(start);
    }
    let Splitter { mut parts, open, outside, mut warnings, .. } = splitter;
    if !open.is_empty() {
        warnings.push(CUT_SHORT.to_owned());
    }
    for multipart in open {
        multipart.finish(&mut parts, bytes.len());
    }
    let message = Message { parts, raw_message: bytes.into(), ..Message::default() };
    Parsed { message, outside, warnings }
}

/// A mail whose parts were encoded as a whole, decoded. The standard forbids that (RFC 2045, 6.4), and readers show nothing.
pub(super) fn decoded_multipart(parsed: &Parsed<'_>) -> Option<Vec<u8>> {
    let [root] = parsed.message.parts.as_slice() else { return None };
    let is_multipart = root.content_type().is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("multipart"));
    let headers = parsed.message.raw_message.get(..root.offset_body as usize)?;
    let is_encoded = is_multipart && root.encoding != Encoding::None;
    is_encoded.then(|| [headers, &leaf::bytes_of(&parsed.message, root)].concat())
}

/// A multipart whose end is not reached.
struct Multipart {
    boundary: Vec<u8>,
    index: usize,
    children: Vec<u32>,
    /// RFC 2046, 5.1.5: its parts are mails if they do not say what they are.
    is_digest: bool,
}

impl Multipart {
    fn finish(self, parts: &mut [MessagePart<'_>], end: usize) {
        if let Some(part) = parts.get_mut(self.index) {
            part.body = PartType::Multipart(self.children);
            part.offset_end = offset(end);
        }
    }
}

/// What a boundary line does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Boundary {
    Divides,
    Closes,
}

/// A boundary line.
struct Delimiter {
    start: usize,
    /// Offset after its line end.
    end: usize,
    /// Index of its multipart among the open ones; their number for one that is about to be opened.
    depth: usize,
    does: Boundary,
}

struct Splitter<'a, 'p> {
    bytes: &'a [u8],
    parser: &'p MessageParser,
    parts: Vec<MessagePart<'a>>,
    /// The innermost last.
    open: Vec<Multipart>,
    outside: Vec<Outside<'a>>,
    warnings: Vec<String>,
}

impl<'a> Splitter<'a, '_> {
    /// Reads the part whose headers start here. Returns where the next part starts; `None` at the end.
    fn part(&mut self, start: usize) -> Option<usize> {
        let rest = &self.bytes[start..];
        let length = header_block::length(rest, |line| self.matching(line, None).is_some());
        let body = start + length;
        let headers = self.headers(start, body);
        let index = self.parts.len();
        if let Some(parent) = self.open.last_mut() {
            parent.children.push(offset(index));
        }
        let mut part = empty_part(headers, start, body);
        if part.content_type().is_none() && self.open.last().is_some_and(|parent| parent.is_digest) {
            part.headers.push(mail_header());
        }
        if self.open.len() < MAX_DEPTH
            && let Some((boundary, first)) = self.boundary_of(&part, body, index == 0)
        {
            self.outside.push(Outside { bytes: &self.bytes[body..first.start], is_below: false });
            let is_digest = part.is_content_type("multipart", "digest");
            self.parts.push(part);
            self.open.push(Multipart { boundary, index, children: Vec::new(), is_digest });
            return self.pass(first);
        }
        let next = self.next_delimiter(body, None);
        let end = match &next {
            Some(next) => before_line_end(self.bytes, body, next.start),
            None => self.end_without_torn_boundary(body),
        };
        self.fill_leaf(&mut part, end);
        self.parts.push(part);
        self.pass(next?)
    }

    /// The boundary of a multipart and its first line.
    fn boundary_of(&mut self, part: &MessagePart<'_>, body: usize, is_root: bool) -> Option<(Vec<u8>, Delimiter)> {
        let kind = part.content_type();
        let is_multipart = kind.is_some_and(|kind| kind.ctype().eq_ignore_ascii_case("multipart"));
        // Without the header that names a boundary, a first line that is one shows the parts.
        let is_text = kind.is_none_or(|kind| kind.ctype().eq_ignore_ascii_case("text"));
        let may_be_multipart = is_root && is_text && begins_with_boundary(&self.bytes[body..]);
        if !is_multipart && !may_be_multipart {
            return None;
        }
        let declared = kind.and_then(|kind| kind.attribute("boundary")).unwrap_or_default();
        self.first_boundary(body, declared.trim_end().as_bytes().to_vec(), is_multipart)
    }

    /// Goes past a boundary line: to the next part, or out of the multiparts that it ends.
    fn pass(&mut self, delimiter: Delimiter) -> Option<usize> {
        let mut delimiter = delimiter;
        loop {
            while self.open.len() > delimiter.depth + 1 {
                self.warnings.push(UNCLOSED.to_owned());
                self.close(delimiter.start);
            }
            if delimiter.does == Boundary::Divides {
                return Some(delimiter.end);
            }
            self.close(delimiter.start);
            let next = self.next_delimiter(delimiter.end, None);
            let below = next.as_ref().map_or(self.bytes.len(), |next| next.start);
            self.outside.push(Outside { bytes: &self.bytes[delimiter.end..below], is_below: true });
            delimiter = next?;
        }
    }

    fn close(&mut self, end: usize) {
        if let Some(multipart) = self.open.pop() {
            multipart.finish(&mut self.parts, end);
        }
    }

    /// The boundary of a multipart and its first line: the declared one, otherwise one that looks like it. `None` if the
    /// body has none; a declared multipart is then reported.
    fn first_boundary(&mut self, body: usize, declared: Vec<u8>, is_multipart: bool) -> Option<(Vec<u8>, Delimiter)> {
        let depth = self.open.len();
        let next = self.next_delimiter(body, Some(&declared).filter(|boundary| !boundary.is_empty()));
        if next.as_ref().is_some_and(|next| next.depth == depth) {
            return Some((declared, next?));
        }
        let end = next.map_or(self.bytes.len(), |next| next.start);
        let guessed = guess_boundary(&self.bytes[body..end]).map(<[u8]>::to_vec);
        let found = guessed.and_then(|guessed| {
            let first = self.next_delimiter(body, Some(&guessed)).filter(|first| first.depth == depth)?;
            Some((guessed, first))
        });
        if is_multipart || found.is_some() {
            self.warnings.push(if found.is_some() { OTHER_BOUNDARY } else { NO_BOUNDARY }.to_owned());
        }
        found
    }

    /// The next boundary line of an open multipart, or of `new`, from a line start on.
    fn next_delimiter(&self, from: usize, new: Option<&Vec<u8>>) -> Option<Delimiter> {
        if self.open.is_empty() && new.is_none() {
            return None;
        }
        let mut at = from;
        while at < self.bytes.len() {
            let rest = &self.bytes[at..];
            if rest.starts_with(b"--") {
                let line = &rest[..header_block::line_length(rest)];
                if let Some((depth, does)) = self.matching(line, new) {
                    return Some(Delimiter { start: at, end: at + line.len(), depth, does });
                }
            }
            at += memchr::memmem::find(rest, b"\n--")? + 1;
        }
        None
    }

    /// Which boundary a line is, the innermost first.
    fn matching(&self, line: &[u8], new: Option<&Vec<u8>>) -> Option<(usize, Boundary)> {
        let line = line.strip_prefix(b"--")?.trim_ascii_end();
        let open = self.open.iter().map(|multipart| &multipart.boundary).chain(new);
        let matches = |boundary: &Vec<u8>| match line.strip_prefix(boundary.as_slice())? {
            b"" => Some(Boundary::Divides),
            b"--" => Some(Boundary::Closes),
            _ => None,
        };
        open.enumerate().filter_map(|(depth, boundary)| Some((depth, matches(boundary)?))).last()
    }

    /// The end of the last part, without the beginning of a boundary line at which the mail was cut.
    fn end_without_torn_boundary(&self, body: usize) -> usize {
        let end = self.bytes.len();
        let last = self.bytes[body..].iter().rposition(|byte| *byte == b'\n').map_or(body, |at| body + at + 1);
        let line = &self.bytes[last..];
        let is_torn = |multipart: &Multipart| {
            line.len() > 2 && [b"--", multipart.boundary.as_slice(), b"--"].concat().starts_with(line)
        };
        if self.open.iter().any(is_torn) { last } else { end }
    }

    /// The headers between two offsets. Their offsets count from the start of the mail.
    fn headers(&self, start: usize, end: usize) -> Vec<Header<'a>> {
        let mut headers = Vec::new();
        MessageStream::new(&self.bytes[start..end]).parse_headers(self.parser, &mut headers);
        for header in &mut headers {
            for place in [&mut header.offset_field, &mut header.offset_start, &mut header.offset_end] {
                *place = place.saturating_add(offset(start));
            }
        }
        headers
    }

    fn fill_leaf(&mut self, part: &mut MessagePart<'a>, end: usize) {
        part.offset_end = offset(end);
        let encoded = self.bytes.get(part.offset_body as usize..end).unwrap_or_default();
        if leaf::fill(part, encoded) {
            self.warnings.push(BROKEN_OFF.to_owned());
        }
    }
}

/// The boundary of the first line that looks like one: a header about content follows it.
fn guess_boundary(body: &[u8]) -> Option<&[u8]> {
    let mut lines = body.split(|byte| *byte == b'\n').peekable();
    while let Some(line) = lines.next() {
        let is_content = |next: &&[u8]| {
            header_block::field(next).is_some_and(|name| name.to_ascii_lowercase().starts_with("content-"))
        };
        let boundary = line.trim_ascii_end().strip_prefix(b"--").filter(|boundary| !boundary.is_empty());
        if boundary.is_some() && lines.peek().is_some_and(is_content) {
            return boundary;
        }
    }
    None
}

fn begins_with_boundary(body: &[u8]) -> bool {
    let body = body.trim_ascii_start();
    let first = &body[..header_block::line_length(body)];
    guess_boundary(body).is_some_and(|boundary| first.trim_ascii_end().strip_prefix(b"--") == Some(boundary))
}

/// The end of a part, which the line end before a boundary does not belong to.
fn before_line_end(bytes: &[u8], start: usize, boundary: usize) -> usize {
    let part = bytes.get(start..boundary).unwrap_or_default();
    let text = part.strip_suffix(b"\n").unwrap_or(part);
    start + text.strip_suffix(b"\r").unwrap_or(text).len()
}

fn empty_part(headers: Vec<Header<'_>>, start: usize, body: usize) -> MessagePart<'_> {
    MessagePart { headers, offset_header: offset(start), offset_body: offset(body), ..MessagePart::default() }
}

/// The header that a part of a digest may leave out (RFC 2046, 5.1.5).
fn mail_header<'a>() -> Header<'a> {
    let kind = ContentType { c_type: "message".into(), c_subtype: Some("rfc822".into()), attributes: None };
    let (offset_field, offset_start, offset_end) = (0, 0, 0);
    Header {
        name: HeaderName::ContentType,
        value: HeaderValue::ContentType(kind),
        offset_field,
        offset_start,
        offset_end,
    }
}

/// Mails are far below 4 GB.
fn offset(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
