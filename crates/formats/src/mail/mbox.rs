//! Splits an mbox into mails at lines that start with "From " after an empty line. A ">" that the writer put before such a
//! line inside a mail is removed.

use std::io::{BufRead, Read, SeekFrom};

use super::headers;
use crate::BufReadSeek;
use charter::mail::text::{MAX_MAIL_BYTES, MAX_MAIL_LINES};

/// Longest chunk of a line, in bytes.
const MAX_CHUNK_BYTES: u64 = 64 * 1024;

/// Bytes of a mail.
pub(super) struct RawMail {
    /// Offset of its "From " line.
    pub start: u64,
    /// Without the "From " line.
    pub bytes: Vec<u8>,
    /// Whether its end was cut off.
    pub cut: bool,
}

pub(super) struct Mbox<'a> {
    lines: LineChunks<'a>,
}

impl<'a> Mbox<'a> {
    /// Starts at a byte offset; inside a mail it starts with the next one.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn new(file: &'a mut dyn BufReadSeek, byte: u64) -> std::io::Result<Self> {
        let before = byte.min(3);
        file.seek(SeekFrom::Start(byte - before))?;
        let mut end = Vec::new();
        Read::take(&mut *file, before).read_to_end(&mut end)?;
        let after_blank = byte == 0 || end.ends_with(b"\n\n") || end.ends_with(b"\n\r\n");
        let mut lines = LineChunks::new(file, byte, byte == 0 || end.ends_with(b"\n"), after_blank);
        while byte > 0 && lines.next()? {
            if lines.is_separator()? {
                lines.pushed_back = true;
                break;
            }
        }
        Ok(Self { lines })
    }

    /// The next mail; `None` at the end.
    ///
    /// # Errors
    /// The file cannot be read.
    pub(super) fn next_mail(&mut self) -> std::io::Result<Option<RawMail>> {
        let lines = &mut self.lines;
        loop {
            if !lines.next()? {
                return Ok(None);
            }
            if !(lines.starts_line && is_blank(&lines.chunk)) {
                break;
            }
        }
        let mut raw = RawMail { start: lines.chunk_start, bytes: Vec::new(), cut: false };
        // The first mail of a file may lack its "From " line.
        if !lines.is_separator()? {
            lines.pushed_back = true;
        }
        let mut line_count = 0;
        loop {
            line_count += lines.plain_run(&mut raw, MAX_MAIL_LINES - line_count)?;
            if !lines.next()? {
                break;
            }
            if lines.is_separator()? {
                lines.pushed_back = true;
                break;
            }
            let chunk = lines.unescaped();
            raw.cut |= line_count >= MAX_MAIL_LINES || raw.bytes.len() + chunk.len() > MAX_MAIL_BYTES;
            if !raw.cut {
                raw.bytes.extend_from_slice(chunk);
                line_count += 1;
            }
        }
        Ok(Some(raw))
    }
}

/// Lines of a file, long ones in chunks.
struct LineChunks<'a> {
    file: &'a mut dyn BufReadSeek,
    /// Offset after the chunk.
    at: u64,
    chunk: Vec<u8>,
    /// Offset of the chunk.
    chunk_start: u64,
    /// Whether the chunk starts a line, and whether the line before is empty.
    starts_line: bool,
    after_blank: bool,
    /// The same for the next chunk.
    next_starts_line: bool,
    next_after_blank: bool,
    /// Whether the chunk is read once more.
    pushed_back: bool,
}

impl<'a> LineChunks<'a> {
    fn new(file: &'a mut dyn BufReadSeek, at: u64, starts_line: bool, after_blank: bool) -> Self {
        Self {
            file,
            at,
            chunk: Vec::new(),
            chunk_start: at,
            starts_line,
            after_blank,
            next_starts_line: starts_line,
            next_after_blank: after_blank,
            pushed_back: false,
        }
    }

    /// Advances to the next chunk; `false` at the end.
    fn next(&mut self) -> std::io::Result<bool> {
        if std::mem::take(&mut self.pushed_back) {
            return Ok(true);
        }
        (self.starts_line, self.after_blank) = (self.next_starts_line, self.next_after_blank);
        self.chunk.clear();
        self.chunk_start = self.at;
        let read = Read::take(&mut *self.file, MAX_CHUNK_BYTES).read_until(b'\n', &mut self.chunk)?;
        self.at += read as u64;
        self.next_starts_line = self.chunk.ends_with(b"\n");
        self.next_after_blank = self.starts_line && is_blank(&self.chunk);
        Ok(read > 0)
    }

    /// Fast path: appends up to `most` bytes of whole lines from the buffer, up to the next line that may start a mail or is
    /// escaped.
    fn plain_run(&mut self, raw: &mut RawMail, most: usize) -> std::io::Result<usize> {
        if self.pushed_back || !self.next_starts_line || raw.cut {
            return Ok(0);
        }
        let buffer = self.file.fill_buf()?;
        let buffer = &buffer[..buffer.len().min(MAX_MAIL_BYTES.saturating_sub(raw.bytes.len()))];
        let (mut end, mut last, mut count) = (0, 0, 0);
        for next in memchr::memchr_iter(b'\n', buffer) {
            if count == most || matches!(buffer[end], b'F' | b'>') {
                break;
            }
            (last, end, count) = (end, next + 1, count + 1);
        }
        if count > 0 {
            raw.bytes.extend_from_slice(&buffer[..end]);
            self.next_after_blank = is_blank(&buffer[last..end]);
            self.file.consume(end);
            self.at += end as u64;
        }
        Ok(count)
    }

    /// Whether the chunk is the "From " line of a mail. A sentence that starts with "From" after an empty line has no date,
    /// and no address with a header below it.
    fn is_separator(&mut self) -> std::io::Result<bool> {
        if !(self.starts_line && self.after_blank && self.chunk.starts_with(b"From ") && self.next_starts_line) {
            return Ok(false);
        }
        if is_dated(&self.chunk) {
            return Ok(true);
        }
        let next = self.file.fill_buf()?;
        Ok(headers::begins_mail(next) || (names_sender(&self.chunk) && headers::may_be_header(next)))
    }

    /// The chunk without the ">" of an escaped "From " line.
    fn unescaped(&self) -> &[u8] {
        let after = self.chunk.iter().position(|byte| *byte != b'>').unwrap_or(0);
        let escaped = self.starts_line && after > 0 && self.chunk[after..].starts_with(b"From ");
        &self.chunk[usize::from(escaped)..]
    }
}

/// Whether a text starts with a "From " line, and not with a heading such as "From address".
pub(super) fn is_mbox_start(text: &[u8]) -> bool {
    let mut lines = text.splitn(2, |byte| *byte == b'\n');
    let (first, rest) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    first.starts_with(b"From ") && (is_dated(first) || (names_sender(first) && headers::may_be_header(rest)))
}

/// Whether the second word is an address, or the dash in its place.
fn names_sender(line: &[u8]) -> bool {
    let second = line.split(u8::is_ascii_whitespace).nth(1).unwrap_or_default();
    second == b"-" || second.contains(&b'@')
}

fn is_blank(line: &[u8]) -> bool {
    matches!(line, b"\n" | b"\r\n")
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Whether a line ends with a date as C writes it, with or without zone: `Tue Sep 12 14:05:00 2023`.
fn is_dated(line: &[u8]) -> bool {
    let time = |word: &[u8]| word.len() >= 5 && word.iter().all(|byte| byte.is_ascii_digit() || *byte == b':');
    let day = |word: &[u8]| std::str::from_utf8(word).is_ok_and(|word| word.parse().is_ok_and(|day: u8| day <= 31));
    let mut words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty());
    let (mut first, mut second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    words.any(|third| {
        let dated = MONTHS.iter().any(|month| month.as_bytes() == first) && day(second) && time(third);
        (first, second) = (second, third);
        dated
    })
}

#[cfg(test)]
mod tests {
    use super::Mbox;
    use rstest::rstest;
    use std::io::{BufReader, Cursor};

    fn mails(file: &[u8], byte: u64, capacity: usize) -> Vec<(u64, String)> {
        let mut file = BufReader::with_capacity(capacity, Cursor::new(file.to_vec()));
        let mut mbox = Mbox::new(&mut file, byte).unwrap();
        let mut mails = Vec::new();
        while let Some(raw) = mbox.next_mail().unwrap() {
            mails.push((raw.start, String::from_utf8_lossy(&raw.bytes).into_owned()));
        }
        mails
    }

    const TWO: &str = "From a Tue Sep 12 14:05:00 2023\nA: 1\n\n>From here\n>>From there\nFrom now\n\nFrom the chair\n\n\
                       From b@wem.example\nB: 2\n\nb\n";

    #[rstest]
    #[case::lines(TWO.to_owned())]
    #[case::returns(TWO.replace('\n', "\r\n"))]
    fn mails_are_split(#[case] file: String) {
        for capacity in [1, 7, 8192] {
            let found = mails(file.as_bytes(), 0, capacity);
            let texts: Vec<String> = found.iter().map(|(_, text)| text.replace('\r', "")).collect();
            assert_eq!(
                texts,
                ["A: 1\n\nFrom here\n>From there\nFrom now\n\nFrom the chair\n\n", "B: 2\n\nb\n"],
                "{capacity}"
            );
            let second = file.find("From b").unwrap() as u64;
            assert_eq!(found.iter().map(|(start, _)| *start).collect::<Vec<_>>(), [0, second]);
            // Resumes after the first mail, and after the second.
            assert_eq!(mails(file.as_bytes(), 1, capacity), found[1..]);
            assert_eq!(mails(file.as_bytes(), second, capacity), found[1..]);
            assert_eq!(mails(file.as_bytes(), second + 1, capacity), []);
        }
    }

    #[rstest]
    #[case("", &[])]
    #[case("\n\n", &[])]
    #[case("\nFrom a Tue Sep 12 14:05:00 2023\n", &[""])]
    #[case("A: 1\n\ntext\n", &["A: 1\n\ntext\n"])]
    #[case("A: 1\n\nFrom our last meeting\nPriorities: 2\n", &["A: 1\n\nFrom our last meeting\nPriorities: 2\n"])]
    #[case("A: 1\n\nFrom nobody\nReceived: x\n", &["A: 1\n\n", "Received: x\n"])]
    #[case("A: 1\n\nFrom -\nB: 2\n", &["A: 1\n\n", "B: 2\n"])]
    #[case("From a Tue Sep 12 14:05:00 2023", &["From a Tue Sep 12 14:05:00 2023"])]
    fn odd_files(#[case] file: &str, #[case] expected: &[&str]) {
        let texts: Vec<String> = mails(file.as_bytes(), 0, 8192).into_iter().map(|(_, text)| text).collect();
        assert_eq!(texts, expected);
    }

    #[test]
    fn long_mails_are_cut() {
        let long = format!(
            "From a@wem.example\nA: 1\n\n{}\n\nFrom b@wem.example\nB: 2\n",
            "x".repeat(super::MAX_MAIL_BYTES + 10)
        );
        let mut file = Cursor::new(long);
        let mut mbox = Mbox::new(&mut file, 0).unwrap();
        let first = mbox.next_mail().unwrap().unwrap();
        assert!(first.cut && first.bytes.len() <= super::MAX_MAIL_BYTES && first.bytes.starts_with(b"A: 1\n\nxxx"));
        assert_eq!(mbox.next_mail().unwrap().unwrap().bytes, b"B: 2\n");
    }
}
