//! Typing: keys, text and pastes, as a terminal sends them.

use super::super::keys::{self, Key};
use super::super::sys;
use super::{CEILING, Dashboard};
use std::fs::OpenOptions;
use std::io::Write;
use std::os::unix::fs::OpenOptionsExt;
use std::thread;
use std::time::Instant;

impl Dashboard {
    /// Presses keys by the names that [`keys::parse`] knows: `press("/ w e m Enter")`. Each counts towards the test's
    /// key budget.
    #[track_caller]
    pub fn press(&mut self, keys: &str) {
        let application_cursor = self.look(|page| page.screen.application_cursor());
        for key in keys::parse(keys, application_cursor) {
            self.keys += 1;
            self.write(&key);
        }
    }

    /// Types text, which doesn't count as keys: every way of recording a note needs its text.
    #[track_caller]
    pub fn type_text(&mut self, text: &str) {
        for character in text.chars() {
            self.write(&keys::character(character));
        }
    }

    /// Pastes text as a terminal does: line ends become Enter, and the paste is bracketed if the program asked for it.
    #[track_caller]
    pub fn paste(&mut self, text: &str) {
        let text = text.replace("\r\n", "\r").replace('\n', "\r");
        let bracketed = self.look(|page| page.screen.bracketed_paste());
        let text = if bracketed { format!("\x1b[200~{text}\x1b[201~") } else { text };
        self.write(&Key { bytes: text.into_bytes(), lone_escape: false });
    }

    /// Clicks a cell, counted from 0, with the left button.
    #[track_caller]
    pub fn click(&mut self, row: u16, col: u16) {
        for end in ['M', 'm'] {
            let bytes = format!("\x1b[<0;{};{}{end}", col + 1, row + 1).into_bytes();
            self.write(&Key { bytes, lone_escape: false });
        }
    }

    /// Clicks the first cell of the text.
    #[track_caller]
    pub fn click_on(&mut self, text: &str) {
        let (row, col) = self.look(|page| page.find(text)).unwrap_or_else(|| self.fail(&format!("no {text:?}")));
        self.click(row, col);
    }

    /// Clicks twice, faster than a person.
    #[track_caller]
    pub fn double_click_on(&mut self, text: &str) {
        let (row, col) = self.look(|page| page.find(text)).unwrap_or_else(|| self.fail(&format!("no {text:?}")));
        self.click(row, col);
        self.click(row, col);
    }

    /// Turns the wheel by a notch towards the user, over a cell.
    #[track_caller]
    pub fn wheel_down(&mut self, row: u16, col: u16) {
        let bytes = format!("\x1b[<65;{};{}M", col + 1, row + 1).into_bytes();
        self.write(&Key { bytes, lone_escape: false });
    }

    /// Number of keys pressed since the start or the last reset.
    pub fn keys_pressed(&self) -> usize {
        self.keys
    }

    /// Resets the key count.
    pub fn reset_key_count(&mut self) {
        self.keys = 0;
    }

    #[track_caller]
    fn write(&mut self, key: &Key) {
        if std::mem::replace(&mut self.escape_pending, key.lone_escape) {
            self.wait_read();
        }
        let line = self.line.as_ref().expect("a terminal that has not been hung up");
        let mut input = line.input.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if let Err(error) = input.write_all(&key.bytes) {
            drop(input);
            self.fail(&format!("the terminal takes no more keys ({error})"));
        }
    }

    /// Waits until the program has read all input. Only needed where two writes must not be read as one. There is
    /// nothing to block on, so this polls: some microseconds in a live program.
    #[track_caller]
    fn wait_read(&self) {
        let line = self.line.as_ref().expect("a terminal that has not been hung up");
        let path = line.pty.tty_name().expect("the terminal's name");
        let flags = libc::O_NOCTTY | libc::O_NONBLOCK;
        let Ok(terminal) = OpenOptions::new().read(true).custom_flags(flags).open(path) else {
            return; // Closed for good: the write that follows says so.
        };
        let since = Instant::now();
        while sys::input_waits(&terminal).unwrap_or(false) && self.terminal.lock().exit.is_none() {
            if since.elapsed() > CEILING {
                self.fail("the program doesn't read its keys");
            }
            thread::yield_now();
        }
    }
}
