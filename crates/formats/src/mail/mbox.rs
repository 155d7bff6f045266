//! An mbox cut into its mails: at each line that begins with "From " after an empty line. A ">" before such a line inside a
//! mail is taken away again, as its writer put it there.

use std::io::{BufRead, Read, SeekFrom};

use super::headers;
use crate::BufReadSeek;
use charter::mail::text::{MAX_MAIL_BYTES, MAX_MAIL_LINES};

/// The longest piece of a line that is looked at in one go, in bytes.
const MAX_CHUNK_BYTES: u64 = 64 * 1024;

/// A mail as it stands in a file.
pub(super) struct RawMail {
    /// The byte at which it begins, with its line "From ".
    pub begins: u64,
    /// Its bytes, without that line.
    pub bytes: Vec<u8>,
    /// Whether the end of it was left out.
    pub cut: bool,
}

pub(super) struct Mbox<'a> {
    lines: LineChunks<'a>,
}

impl<'a> Mbox<'a> {
    /// From the byte that is given: within a mail, from the next one.
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
            if !(lines.begins && is_blank(&lines.chunk)) {
                break;
            }
        }
        let mut raw = RawMail { begins: lines.chunk_start, bytes: Vec::new(), cut: false };
        // The first of a file may do without its line.
        if !lines.is_separator()? {
            lines.pushed_back = true;
        }
        let mut kept = 0;
        loop {
            kept += lines.plain_run(&mut raw, MAX_MAIL_LINES - kept)?;
            if !lines.next()? {
                break;
            }
            if lines.is_separator()? {
                lines.pushed_back = true;
                break;
            }
            let piece = lines.unescaped();
            raw.cut |= kept >= MAX_MAIL_LINES || raw.bytes.len() + piece.len() > MAX_MAIL_BYTES;
            if !raw.cut {
                raw.bytes.extend_from_slice(piece);
                kept += 1;
            }
        }
        Ok(Some(raw))
    }
}

/// The lines of a file, a long one in pieces.
struct LineChunks<'a> {
    file: &'a mut dyn BufReadSeek,
    /// The byte after the piece.
    at: u64,
    chunk: Vec<u8>,
    /// The byte at which the piece begins.
    chunk_start: u64,
    /// Whether the piece begins a line, and whether the line before is empty.
    begins: bool,
    after_blank: bool,
    /// The same of the next piece.
    next_begins: bool,
    next_after_blank: bool,
    /// Whether the piece comes once more.
    pushed_back: bool,
}

impl<'a> LineChunks<'a> {
    fn new(file: &'a mut dyn BufReadSeek, at: u64, begins: bool, after_blank: bool) -> Self {
        Self {
            file,
            at,
            chunk: Vec::new(),
            chunk_start: at,
            begins,
            after_blank,
            next_begins: begins,
            next_after_blank: after_blank,
            pushed_back: false,
        }
    }

    /// Goes to the next piece; `false` at the end.
    fn next(&mut self) -> std::io::Result<bool> {
        if std::mem::take(&mut self.pushed_back) {
            return Ok(true);
        }
        (self.begins, self.after_blank) = (self.next_begins, self.next_after_blank);
        self.chunk.clear();
        self.chunk_start = self.at;
        let read = Read::take(&mut *self.file, MAX_CHUNK_BYTES).read_until(b'\n', &mut self.chunk)?;
        self.at += read as u64;
        self.next_begins = self.chunk.ends_with(b"\n");
        self.next_after_blank = self.begins && is_blank(&self.chunk);
        Ok(read > 0)
    }

    /// Takes whole lines, no more than `most`, that nothing can be said of but that they are of the mail, straight from the
    /// buffer of the file: those before the next one that may begin a mail, or is marked as if it did.
    fn plain_run(&mut self, raw: &mut RawMail, most: usize) -> std::io::Result<usize> {
        if self.pushed_back || !self.next_begins || raw.cut {
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

    /// Whether the piece is a line that begins a mail. A sentence that begins with "From" and stands after an empty line is
    /// told from one by having no date, and no address with a header on the next line.
    fn is_separator(&mut self) -> std::io::Result<bool> {
        if !(self.begins && self.after_blank && self.chunk.starts_with(b"From ") && self.next_begins) {
            return Ok(false);
        }
        if is_dated(&self.chunk) {
            return Ok(true);
        }
        let next = self.file.fill_buf()?;
        Ok(headers::begins_mail(next) || (names_sender(&self.chunk) && headers::may_be_header(next)))
    }

    /// The piece, without the ">" that was put before a line that would have separated.
    fn unescaped(&self) -> &[u8] {
        let after = self.chunk.iter().position(|byte| *byte != b'>').unwrap_or(0);
        let escaped = self.begins && after > 0 && self.chunk[after..].starts_with(b"From ");
        &self.chunk[usize::from(escaped)..]
    }
}

/// Whether a text begins as a mailbox does: with a line that divides mails, not with a heading such as "From address".
pub(super) fn is_mbox_start(text: &[u8]) -> bool {
    let mut lines = text.splitn(2, |byte| *byte == b'\n');
    let (first, rest) = (lines.next().unwrap_or_default(), lines.next().unwrap_or_default());
    first.starts_with(b"From ") && (is_dated(first) || (names_sender(first) && headers::may_be_header(rest)))
}

/// Whether the second word is an address, or the dash that stands for one.
fn names_sender(line: &[u8]) -> bool {
    let second = line.split(u8::is_ascii_whitespace).nth(1).unwrap_or_default();
    second == b"-" || second.contains(&b'@')
}

fn is_blank(line: &[u8]) -> bool {
    matches!(line, b"\n" | b"\r\n")
}

const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Whether a line ends as C writes a date: `Tue Sep 12 14:05:00 2023`, with a zone or without.
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
            mails.push((raw.begins, String::from_utf8_lossy(&raw.bytes).into_owned()));
        }
        mails
    }

    const TWO: &str = "From a Tue Sep 12 14:05:00 2023\nA: 1\n\n>From here\n>>From there\nFrom now\n\nFrom the chair\n\n\
                       From b@wem.example\nB: 2\n\nb\n";

    #[rstest]
    #[case::lines(TWO.to_owned())]
    #[case::returns(TWO.replace('\n', "\r\n"))]
    fn are_cut_where_the_next_begins(#[case] file: String) {
        for capacity in [1, 7, 8192] {
            let found = mails(file.as_bytes(), 0, capacity);
            let texts: Vec<String> = found.iter().map(|(_, text)| text.replace('\r', "")).collect();
            assert_eq!(
                texts,
                ["A: 1\n\nFrom here\n>From there\nFrom now\n\nFrom the chair\n\n", "B: 2\n\nb\n"],
                "{capacity}"
            );
            let second = file.find("From b").unwrap() as u64;
            assert_eq!(found.iter().map(|(begins, _)| *begins).collect::<Vec<_>>(), [0, second]);
            // After the first broke the reader, and after the second did.
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
    fn of_a_very_long_mail_the_beginning_is_kept() {
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
