//! The terminal: a thread that reads the program's output, keeps the screen and answers queries.
//!
//! A program may ask its terminal for something and wait for the answer (`Terminal::clear()` asks for the cursor
//! position). A pty alone never answers, so the thread does, as xterm would.

use super::frames::Frames;
use super::page::Page;
use super::sys::{self, Woken};
use portable_pty::ExitStatus;
use std::collections::BTreeSet;
use std::fs::File;
use std::io::{ErrorKind, PipeReader, Read, Write};
use std::num::NonZeroU16;
use std::sync::{Arc, Condvar, Mutex, MutexGuard};
use std::time::{Duration, Instant};
use vt100::{Callbacks, MouseProtocolMode, Parser, Screen};

/// What a [`Watch`] waits for.
pub type Seen = Box<dyn FnMut(Page<'_>) -> bool + Send>;

/// A condition checked after every frame by the reading thread, so that the time recorded is when the terminal had the
/// frame and not when the test woke up.
pub struct Watch {
    pub seen: Seen,
    /// When the frame arrived that first made it true.
    pub at: Option<Instant>,
}

/// The state of the terminal and of its program.
pub struct State {
    parser: Parser<Answers>,
    frames: Frames,
    pub watch: Option<Watch>,
    /// The program's side is closed, or the terminal was hung up.
    pub closed: bool,
    /// The exit status of the program.
    pub exit: Option<ExitStatus>,
}

/// The state, and a condition variable that signals every change.
pub struct Terminal {
    state: Mutex<State>,
    changed: Condvar,
}

/// Output for which vt100 keeps no state.
#[derive(Default)]
struct Answers {
    /// Answers not sent yet.
    pending: Vec<u8>,
    /// Active private modes that vt100 does not know, such as 1004 (focus reports) and 1015 (urxvt mouse).
    other_modes: BTreeSet<u16>,
    /// Number of keyboard protocols pushed and not popped.
    keyboard_depth: u16,
    /// The last text sent to the clipboard, in base64.
    copied: Option<Vec<u8>>,
    /// Whether the program set a window title. A title cannot be restored.
    titled: bool,
}

impl Terminal {
    /// A blank terminal.
    pub fn new(rows: u16, cols: u16, watch: Option<Seen>) -> Arc<Self> {
        let parser = Parser::new_with_callbacks(some(rows), some(cols), 0, Answers::default());
        let watch = watch.map(|seen| Watch { seen, at: None });
        let state = State { parser, frames: Frames::default(), watch, closed: false, exit: None };
        Arc::new(Self { state: Mutex::new(state), changed: Condvar::new() })
    }

    /// Locks the state. The reader waits meanwhile.
    pub fn lock(&self) -> MutexGuard<'_, State> {
        // A panic while holding the lock fails the test, but the screen is still worth printing.
        self.state.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }

    /// Blocks until `done`, or until `ceiling` has passed. Returns whether it is done.
    pub fn wait(&self, ceiling: Duration, mut done: impl FnMut(&mut State) -> bool) -> bool {
        let waited = self.changed.wait_timeout_while(self.lock(), ceiling, |state| !done(state));
        let (_state, timeout) = waited.unwrap_or_else(std::sync::PoisonError::into_inner);
        !timeout.timed_out()
    }

    /// Changes the state and wakes all waiters.
    pub fn change(&self, change: impl FnOnce(&mut State)) {
        change(&mut self.lock());
        self.changed.notify_all();
    }

    /// Reads until the program's side closes or `stop` loses its writer. Closes the files on return.
    pub fn read(&self, mut pty: File, stop: &PipeReader, answer_to: &Mutex<File>) {
        let mut chunk = [0; 16 * 1024];
        while let Ok(Woken::Output) = sys::wait_readable(&pty, stop) {
            let length = match pty.read(&mut chunk) {
                Ok(0) => break,
                Ok(length) => length,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                // Linux reports EIO when the last program on the other side has closed.
                Err(_) => break,
            };
            let answer = self.take_in(&chunk[..length], Instant::now());
            if !answer.is_empty() {
                let mut answer_to = answer_to.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
                // The program may have ended before it read the answer.
                let _ = answer_to.write_all(&answer);
            }
        }
        self.change(|state| state.closed = true);
    }

    fn take_in(&self, chunk: &[u8], now: Instant) -> Vec<u8> {
        let mut answer = Vec::new();
        self.change(|state| {
            state.parser.process(chunk);
            state.frames.follow(chunk);
            let whole = state.whole();
            answer = std::mem::take(&mut state.parser.callbacks_mut().pending);
            let page = Page { screen: state.parser.screen() };
            if let Some(watch) = &mut state.watch
                && whole
                && watch.at.is_none()
                && (watch.seen)(page)
            {
                watch.at = Some(now);
            }
        });
        answer
    }
}

impl State {
    pub fn page(&self) -> Page<'_> {
        Page { screen: self.parser.screen() }
    }

    /// Whether the screen is complete. Only full-screen programs draw in frames.
    pub fn whole(&self) -> bool {
        self.closed || !self.parser.screen().alternate_screen() || self.frames.whole()
    }

    /// Resizes the screen. The caller must resize the pty too.
    pub fn set_size(&mut self, rows: u16, cols: u16) {
        self.parser.set_size(some(rows), some(cols));
    }

    /// The last clipboard text, in base64.
    pub fn copied(&self) -> Option<&[u8]> {
        self.parser.callbacks().copied.as_deref()
    }

    /// The names of active modes that the program must switch off before it ends.
    pub fn modes_on(&self) -> Vec<String> {
        let screen = self.parser.screen();
        let answers = self.parser.callbacks();
        let known = [
            ("alternate screen", screen.alternate_screen()),
            ("hidden cursor", screen.hide_cursor()),
            ("cursor shape", screen.cursor_style() != vt100::CursorStyle::Default),
            ("bracketed paste", screen.bracketed_paste()),
            ("mouse", screen.mouse_protocol_mode() != MouseProtocolMode::None),
            ("application cursor keys", screen.application_cursor()),
            ("application keypad", screen.application_keypad()),
            ("text style", has_style(screen)),
            ("keyboard protocol", answers.keyboard_depth > 0),
            ("window title", answers.titled),
        ];
        let known = known.iter().filter(|(_, on)| *on).map(|(name, _)| (*name).to_owned());
        known.chain(answers.other_modes.iter().map(|mode| format!("private mode {mode}"))).collect()
    }
}

impl Callbacks for Answers {
    fn set_window_title(&mut self, _: &mut Screen, _: &[u8]) {
        self.titled = true;
    }

    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.copied = Some(data.to_vec());
    }

    fn unhandled_csi(
        &mut self,
        screen: &mut Screen,
        intermediate: Option<u8>,
        _: Option<u8>,
        params: &[&[u16]],
        last: char,
    ) {
        let first = params.first().and_then(|param| param.first()).copied().unwrap_or(0);
        match (intermediate, last, first) {
            (None, 'n', 5) => self.answer("\x1b[0n"),
            (None, 'n', 6) => {
                let (row, col) = screen.cursor_position();
                self.answer(&format!("\x1b[{};{}R", row + 1, col + 1));
            }
            // "A VT220 with colour", as xterm identifies itself.
            (None, 'c', 0) => self.answer("\x1b[?62;22c"),
            (Some(b'>'), 'c', 0) => self.answer("\x1b[>41;370;0c"),
            (Some(b'>'), 'u', _) => self.keyboard_depth += 1,
            (Some(b'<'), 'u', count) => self.keyboard_depth = self.keyboard_depth.saturating_sub(count.max(1)),
            (Some(b'?'), 'h' | 'l', _) => self.switch(params, last == 'h'),
            _ => {}
        }
    }

    fn unhandled_osc(&mut self, _: &mut Screen, params: &[&[u8]]) {
        match params {
            [b"10", b"?"] => self.answer("\x1b]10;rgb:d7d7/dada/e0e0\x1b\\"),
            [b"11", b"?"] => self.answer("\x1b]11;rgb:1414/1717/1c1c\x1b\\"),
            _ => {}
        }
    }
}

impl Answers {
    fn answer(&mut self, text: &str) {
        self.pending.extend_from_slice(text.as_bytes());
    }

    /// vt100 reports the whole list if it does not know one of several modes, so skip the ones that it knows.
    fn switch(&mut self, params: &[&[u16]], on: bool) {
        const KEPT_BY_VT100: [u16; 12] = [1, 6, 9, 25, 47, 1000, 1002, 1003, 1005, 1006, 1049, 2004];
        // Line wrap is on in every terminal from the start.
        const ON_FROM_THE_START: u16 = 7;
        for mode in params.iter().filter_map(|param| param.first()).copied() {
            if KEPT_BY_VT100.contains(&mode) {
                continue;
            }
            match on != (mode == ON_FROM_THE_START) {
                true => self.other_modes.insert(mode),
                false => self.other_modes.remove(&mode),
            };
        }
    }
}

fn has_style(screen: &Screen) -> bool {
    let coloured = screen.fgcolor() != vt100::Color::Default || screen.bgcolor() != vt100::Color::Default;
    coloured || screen.bold() || screen.dim() || screen.italic() || screen.underline() || screen.inverse()
}

fn some(length: u16) -> NonZeroU16 {
    NonZeroU16::new(length).expect("a terminal has at least one row and one column")
}
