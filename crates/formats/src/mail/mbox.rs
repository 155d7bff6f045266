//! Splits an mbox into mails at their "From " lines. A ">" that the writer put before such a line inside a mail is removed.
//!
//! No two writers agree on the form (RFC 4155 names one). Here the form of the line decides (`envelope`), and in doubt the
//! empty line above it and the header below it. A `Content-Length` counts if it leads to the next mail.

use std::io::{BufRead, Read, SeekFrom};

use super::{envelope, header_block};
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
        let line_end = line_end_of(file)?;
        let before = byte.min(3);
        file.seek(SeekFrom::Start(byte - before))?;
        let mut end = Vec::new();
        Read::take(&mut *file, before).read_to_end(&mut end)?;
        let starts_line = byte == 0 || end.last() == Some(&line_end);
        let after_blank = byte == 0 || [&b"\n\n"[..], b"\n\r\n", b"\r\r"].iter().any(|blank| end.ends_with(blank));
        let mut lines = LineChunks {
            file,
            line_end,
            at: byte,
            chunk: Vec::new(),
            ahead: None,
            chunk_start: byte,
            starts_line,
            after_blank,
            next_starts_line: starts_line,
            next_after_blank: after_blank,
            pushed_back: false,
            protected_until: 0,
            from_lines: 0,
            separators: 0,
        };
        while byte > 0 && lines.next()? {
            if lines.is_separator()? {
                lines.pushed_back = true;
                break;
            }
        }
        Ok(Self { lines })
    }

    /// How many of the lines so far begin with "From ".
    pub(super) fn count_from_lines(&self) -> u64 {
        self.lines.from_lines
    }

    /// How many of them were taken for the start of a mail.
    pub(super) fn count_separators(&self) -> u64 {
        self.lines.separators
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
        if lines.is_separator()? {
            lines.separators += 1;
        } else {
            lines.pushed_back = true;
        }
        let (mut line_count, mut is_in_headers, mut body_length) = (0, true, None);
        loop {
            if !is_in_headers {
                line_count += lines.plain_run(&mut raw, MAX_MAIL_LINES - line_count)?;
            }
            if !lines.next()? {
                break;
            }
            if lines.is_separator()? {
                lines.pushed_back = true;
                break;
            }
            if is_in_headers && lines.starts_line {
                body_length = content_length(&lines.chunk).or(body_length);
                is_in_headers = !is_blank(&lines.chunk);
                if let Some(length) = body_length.filter(|_| !is_in_headers) {
                    lines.protect(length)?;
                }
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

/// The byte that ends the lines of a file: `\r` alone in files of old programs, otherwise `\n`.
fn line_end_of(file: &mut dyn BufReadSeek) -> std::io::Result<u8> {
    file.seek(SeekFrom::Start(0))?;
    let mut start = Vec::new();
    Read::take(&mut *file, MAX_CHUNK_BYTES).read_to_end(&mut start)?;
    let is_old = start.contains(&b'\r') && !start.contains(&b'\n');
    Ok(if is_old { b'\r' } else { b'\n' })
}

/// Lines of a file, long ones in chunks. Each ends in `\n`.
struct LineChunks<'a> {
    file: &'a mut dyn BufReadSeek,
    line_end: u8,
    /// Offset after the chunk.
    at: u64,
    chunk: Vec<u8>,
    /// The chunk after it, if it was looked at.
    ahead: Option<Vec<u8>>,
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
    /// Before this offset no mail starts.
    protected_until: u64,
    from_lines: u64,
    separators: u64,
}

impl LineChunks<'_> {
    /// Advances to the next chunk; `false` at the end.
    fn next(&mut self) -> std::io::Result<bool> {
        if std::mem::take(&mut self.pushed_back) {
            return Ok(true);
        }
        (self.starts_line, self.after_blank) = (self.next_starts_line, self.next_after_blank);
        self.chunk_start = self.at;
        match self.ahead.take() {
            Some(ahead) => self.chunk = ahead,
            None => {
                self.chunk.clear();
                read_chunk(self.file, self.line_end, &mut self.chunk)?;
            }
        }
        self.at += self.chunk.len() as u64;
        self.next_starts_line = self.chunk.ends_with(b"\n");
        self.next_after_blank = self.starts_line && is_blank(&self.chunk);
        self.from_lines += u64::from(self.starts_line && self.chunk.starts_with(b"From "));
        Ok(!self.chunk.is_empty())
    }

    /// The chunk after this one, without advancing.
    fn peek(&mut self) -> std::io::Result<&[u8]> {
        if self.ahead.is_none() {
            let mut ahead = Vec::new();
            read_chunk(self.file, self.line_end, &mut ahead)?;
            self.ahead = Some(ahead);
        }
        Ok(self.ahead.as_deref().unwrap_or_default())
    }

    /// Fast path: appends up to `most` bytes of whole lines from the buffer, up to the next line that may start a mail or is
    /// escaped.
    fn plain_run(&mut self, raw: &mut RawMail, most: usize) -> std::io::Result<usize> {
        if self.pushed_back || self.ahead.is_some() || self.line_end != b'\n' || !self.next_starts_line || raw.cut {
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

    /// Whether the chunk is the "From " line of a mail.
    fn is_separator(&mut self) -> std::io::Result<bool> {
        let may_be = self.starts_line && self.chunk.starts_with(b"From ") && self.next_starts_line;
        if !may_be || self.chunk_start < self.protected_until {
            return Ok(false);
        }
        let (is_dated, after_blank) = (envelope::is_dated(&self.chunk), self.after_blank);
        if is_dated && after_blank {
            return Ok(true);
        }
        if !is_dated && !after_blank {
            return Ok(false);
        }
        let next = self.peek()?.to_vec();
        let is_header = header_block::field(&next).is_some() || next.starts_with(b">From ");
        Ok(if is_dated { is_header } else { envelope::may_precede(&self.chunk, &next) })
    }

    /// Lets no mail start in the next bytes, if a mail or the end of the file follows them: then the length that a header
    /// gives is right, and the lines in between are text.
    fn protect(&mut self, length: u64) -> std::io::Result<()> {
        let Some(end) = self.at.checked_add(length) else { return Ok(()) };
        let read_up_to = self.at + self.ahead.as_ref().map_or(0, |ahead| ahead.len() as u64);
        let mut below = Vec::new();
        if end <= self.file.seek(SeekFrom::End(0))? {
            self.file.seek(SeekFrom::Start(end))?;
            Read::take(&mut *self.file, 1000).read_to_end(&mut below)?;
            let below = below.trim_ascii_start();
            if below.is_empty() || below.starts_with(b"From ") {
                self.protected_until = end;
            }
        }
        self.file.seek(SeekFrom::Start(read_up_to))?;
        Ok(())
    }

    /// The chunk without the ">" of an escaped "From " line.
    fn unescaped(&self) -> &[u8] {
        let after = self.chunk.iter().position(|byte| *byte != b'>').unwrap_or(0);
        let escaped = self.starts_line && after > 0 && self.chunk[after..].starts_with(b"From ");
        &self.chunk[usize::from(escaped)..]
    }
}

/// Appends the next line, or a chunk of a long one.
fn read_chunk(file: &mut dyn BufReadSeek, line_end: u8, chunk: &mut Vec<u8>) -> std::io::Result<()> {
    Read::take(file, MAX_CHUNK_BYTES).read_until(line_end, chunk)?;
    if line_end == b'\r'
        && let Some(last) = chunk.last_mut().filter(|last| **last == b'\r')
    {
        *last = b'\n';
    }
    Ok(())
}

fn is_blank(line: &[u8]) -> bool {
    line.ends_with(b"\n") && line.trim_ascii().is_empty()
}

/// The length of a body in bytes, if the line is the header that gives it.
fn content_length(line: &[u8]) -> Option<u64> {
    let is_named = header_block::field(line)?.eq_ignore_ascii_case("content-length");
    let value = line.splitn(2, |byte| *byte == b':').nth(1).filter(|_| is_named)?;
    std::str::from_utf8(value).ok()?.trim().parse().ok()
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
