//! Decodes a text file part by part, by its byte order mark or else by what its first part can be.

use std::io::{self, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, WINDOWS_1252};

use crate::BufReadSeek;
use crate::encoding::unmarked_utf_16;

/// Bytes per read, and for detecting the encoding.
const CHUNK_BYTES: usize = 64 * 1024;

pub(super) struct TextWindow<'a> {
    file: &'a mut dyn BufReadSeek,
    /// `None` while all bytes are ASCII, which fits every remaining encoding.
    decoder: Option<Decoder>,
    text: String,
    from: usize,
    read: u64,
    ended: bool,
    /// Offset in `text` of the first bytes that are invalid in the encoding.
    broken: Option<usize>,
    ever_broken: bool,
}

impl<'a> TextWindow<'a> {
    pub(super) fn new(file: &'a mut dyn BufReadSeek) -> io::Result<Self> {
        let mut window = Self {
            file,
            decoder: None,
            text: String::new(),
            from: 0,
            read: 0,
            ended: false,
            broken: None,
            ever_broken: false,
        };
        let bytes = window.read_chunk()?;
        let mut start = 0;
        if let Some((encoding, mark)) = Encoding::for_bom(&bytes) {
            window.decoder = Some(encoding.new_decoder_without_bom_handling());
            start = mark;
        } else if let Some(encoding) = unmarked_utf_16(&bytes) {
            window.decoder = Some(encoding.new_decoder_without_bom_handling());
        }
        window.decode(&bytes[start..]);
        Ok(window)
    }

    /// Decoded text that was not passed yet.
    pub(super) fn text(&self) -> &str {
        &self.text[self.from..]
    }

    pub(super) fn is_at_end(&self) -> bool {
        self.ended
    }

    pub(super) fn read(&self) -> u64 {
        self.read
    }

    pub(super) fn read_more(&mut self) -> io::Result<()> {
        if self.ended {
            return Ok(());
        }
        self.text.drain(..self.from);
        self.broken = self.broken.map(|at| at - self.from);
        self.from = 0;
        let bytes = self.read_chunk()?;
        self.decode(&bytes);
        Ok(())
    }

    /// Passes bytes of the text and returns them; if invalid bytes stand among them, only the text before those.
    pub(super) fn advance(&mut self, bytes: usize) -> Option<&str> {
        let (start, end) = (self.from, (self.from + bytes).min(self.text.len()));
        self.from = end;
        let broken = self.broken.filter(|at| *at < end)?;
        self.broken = None;
        Some(&self.text[start..broken.max(start)])
    }

    /// The next bytes of the file: a full chunk, except at the end.
    fn read_chunk(&mut self) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::with_capacity(CHUNK_BYTES);
        (&mut *self.file).take(CHUNK_BYTES as u64).read_to_end(&mut bytes)?;
        self.ended = bytes.len() < CHUNK_BYTES;
        self.read += bytes.len() as u64;
        Ok(bytes)
    }

    fn decode(&mut self, bytes: &[u8]) {
        if self.decoder.is_none() {
            match guess_encoding(bytes, self.ended) {
                None => {
                    self.text.push_str(&String::from_utf8_lossy(bytes));
                    return;
                }
                Some(encoding) => self.decoder = Some(encoding.new_decoder_without_bom_handling()),
            }
        }
        let Some(decoder) = &mut self.decoder else { return };
        let mut rest = bytes;
        loop {
            let room = decoder.max_utf8_buffer_length_without_replacement(rest.len()).unwrap_or(CHUNK_BYTES);
            self.text.reserve(room);
            let (result, consumed) = decoder.decode_to_string_without_replacement(rest, &mut self.text, self.ended);
            rest = &rest[consumed..];
            match result {
                DecoderResult::InputEmpty => return,
                DecoderResult::OutputFull => {}
                DecoderResult::Malformed(..) => {
                    if !self.ever_broken {
                        self.ever_broken = true;
                        self.broken = Some(self.text.len());
                    }
                    self.text.push(char::REPLACEMENT_CHARACTER);
                }
            }
        }
    }
}

/// UTF-8 if valid, otherwise Windows-1252, in which any bytes are valid; `None` while both fit.
fn guess_encoding(bytes: &[u8], ended: bool) -> Option<&'static Encoding> {
    if bytes.is_ascii() {
        return None;
    }
    match std::str::from_utf8(bytes) {
        Ok(_) => Some(UTF_8),
        // The chunk ends inside a letter.
        Err(error) if error.error_len().is_none() && !ended => Some(UTF_8),
        Err(_) => Some(WINDOWS_1252),
    }
}
