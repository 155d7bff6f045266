//! The terminal: entering it, and leaving it as it was, whatever happens.
//!
//! One routine restores it, for a normal exit, an error, a panic and a signal; ratatui's own does so on a panic only.
#![allow(clippy::disallowed_methods, reason = "the switch of the terminal")]

use std::io;
use std::io::{BufWriter, Stdout, Write, stdout};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::clipboard::CopyToClipboard;
use crossterm::cursor::Show;
use crossterm::event::{DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture};
use crossterm::execute;
use crossterm::terminal::{EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;

/// What is drawn on. A frame is gathered before it is written, so that a slow line gets it in one piece.
type Backend = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Room for a whole frame with its colours.
const FRAME_BYTES: usize = 64 * 1024;

/// The terminal while the dashboard has it. Dropping it gives it back.
pub struct TerminalGuard {
    screen: Backend,
    mouse: bool,
    /// Whether the terminal is ours just now; the panic hook knows it too.
    active: Arc<AtomicBool>,
}

impl TerminalGuard {
    /// Takes the terminal.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        let taken = Arc::new(AtomicBool::new(false));
        restore_on_panic(taken.clone());
        let screen = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, stdout())))?;
        // From here on whatever fails gives the terminal back.
        let held = Self { screen, mouse, active: taken };
        held.set_up()?;
        Ok(held)
    }

    fn set_up(&self) -> io::Result<()> {
        self.active.store(true, Ordering::SeqCst);
        enable_raw_mode()?;
        execute!(stdout(), EnterAlternateScreen, EnableBracketedPaste)?;
        if self.mouse {
            execute!(stdout(), EnableMouseCapture)?;
        }
        Ok(())
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.screen.size()?;
        Ok((size.width, size.height))
    }

    /// Draws a frame, unless the terminal is given back just now: then it is the shell's.
    pub fn draw(&mut self, view: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<()> {
        if !self.active.load(Ordering::SeqCst) {
            return Ok(());
        }
        self.screen.draw(view).map(|_| ())
    }

    /// Forgets what was drawn, so that the next frame is drawn whole. (`Terminal::clear` would ask the terminal where its
    /// cursor is, and wait for the answer.)
    pub fn clear(&mut self) -> io::Result<()> {
        let (columns, rows) = self.size()?;
        self.screen.resize(Rect::new(0, 0, columns, rows))
    }

    /// Copies a text to the clipboard of the terminal (OSC 52).
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Gives the terminal back and stops until the shell says to go on. It is taken again when that is told, by
    /// `TerminalGuard::resume`: one way back for every stop, also for one that nobody could prepare for (SIGSTOP).
    #[cfg(unix)]
    pub fn suspend(&mut self) -> io::Result<()> {
        // Asked twice before the first stop was over, it stops once.
        if !self.active.load(Ordering::SeqCst) {
            return Ok(());
        }
        restore(&self.active);
        signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)
    }

    /// There is nothing to go to.
    #[cfg(not(unix))]
    pub fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Takes the terminal again after a stop. After SIGSTOP it was never given back, but the shell has used it since: it
    /// is given back first, for raw mode that is believed to be on would not be switched on again.
    pub fn resume(&mut self) -> io::Result<()> {
        // Let on in the background (`bg`), it stops again until `fg`: the settings that the shell has at its prompt are
        // not to be kept as those that the terminal had.
        #[cfg(unix)]
        if in_background() {
            signal_hook::low_level::raise(signal_hook::consts::SIGTTOU)?;
        }
        restore(&self.active);
        self.set_up()?;
        self.clear()
    }
}

/// Whether another job has the terminal. Where nobody can tell, none has.
#[cfg(unix)]
fn in_background() -> bool {
    rustix::termios::tcgetpgrp(io::stdin()).is_ok_and(|front| front != rustix::process::getpgrp())
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        restore(&self.active);
    }
}

/// Leaves the terminal as it was, once: leaving the alternate screen again would put the cursor back and write over what
/// was said since. Where the terminal has gone there is nothing to leave, and no error matters.
fn restore(taken: &AtomicBool) {
    if !taken.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = disable_raw_mode();
    let _ = execute!(stdout(), DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = stdout().flush();
}

/// A panic on any thread leaves the terminal first, so that its message can be read.
fn restore_on_panic(taken: Arc<AtomicBool>) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore(&taken);
        before(panic);
    }));
}
