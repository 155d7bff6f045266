//! Enters the terminal and restores it in every case.
//!
//! One routine restores it after an exit, an error, a panic or a signal; ratatui's own only does so after a panic.
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

/// Buffers a whole frame, so that a slow connection gets it in one piece.
type Backend = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Room for a whole frame with its colours.
const FRAME_BYTES: usize = 64 * 1024;

/// Restores the terminal when dropped.
pub struct TerminalGuard {
    screen: Backend,
    mouse: bool,
    /// Whether the dashboard has the terminal now. The panic hook shares it.
    active: Arc<AtomicBool>,
}

impl TerminalGuard {
    pub fn enter(mouse: bool) -> io::Result<Self> {
        let active = Arc::new(AtomicBool::new(false));
        restore_on_panic(active.clone());
        let screen = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, stdout())))?;
        // From here on every error restores the terminal.
        let guard = Self { screen, mouse, active };
        guard.set_up()?;
        Ok(guard)
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

    pub fn capture_mouse(&mut self, on: bool) -> io::Result<()> {
        self.mouse = on;
        if on { execute!(stdout(), EnableMouseCapture) } else { execute!(stdout(), DisableMouseCapture) }
    }

    /// Columns and rows.
    pub fn size(&self) -> io::Result<(u16, u16)> {
        let size = self.screen.size()?;
        Ok((size.width, size.height))
    }

    /// Draws nothing while suspended: the terminal belongs to the shell then.
    pub fn draw(&mut self, view: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<()> {
        if !self.active.load(Ordering::SeqCst) {
            return Ok(());
        }
        self.screen.draw(view).map(|_| ())
    }

    /// The next frame is drawn completely. `Terminal::clear` would query the cursor position and wait for the answer.
    pub fn clear(&mut self) -> io::Result<()> {
        let (columns, rows) = self.size()?;
        self.screen.resize(Rect::new(0, 0, columns, rows))
    }

    /// Copies to the terminal's clipboard (OSC 52).
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Restores the terminal and stops until the shell continues the process. [`TerminalGuard::resume`] enters it
    /// again: one way back for every stop, even SIGSTOP, which can't be handled.
    #[cfg(unix)]
    pub fn suspend(&mut self) -> io::Result<()> {
        // A second request before the stop takes effect must not stop the process twice.
        if !self.active.load(Ordering::SeqCst) {
            return Ok(());
        }
        restore(&self.active);
        signal_hook::low_level::raise(signal_hook::consts::SIGSTOP)
    }

    /// There is no job control.
    #[cfg(not(unix))]
    pub fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }

    /// Enters the terminal after a stop. After SIGSTOP it was never restored, but the shell has changed it since. So it
    /// is restored first: crossterm does not set raw mode again while it believes that it is on.
    pub fn resume(&mut self) -> io::Result<()> {
        // Continued in the background (`bg`), the process stops again until `fg`. Otherwise it would save the shell's
        // prompt settings as the ones to restore.
        #[cfg(unix)]
        if in_background() {
            signal_hook::low_level::raise(signal_hook::consts::SIGTTOU)?;
        }
        restore(&self.active);
        self.set_up()?;
        self.clear()
    }
}

/// Whether another job has the terminal; `false` if that can't be found out.
#[cfg(unix)]
fn in_background() -> bool {
    rustix::termios::tcgetpgrp(io::stdin()).is_ok_and(|front| front != rustix::process::getpgrp())
}

impl Drop for TerminalGuard {
    fn drop(&mut self) {
        restore(&self.active);
    }
}

/// Restores the terminal once. Leaving the alternate screen twice would move the cursor back over later output. After a
/// hang-up errors don't matter.
fn restore(active: &AtomicBool) {
    if !active.swap(false, Ordering::SeqCst) {
        return;
    }
    let _ = disable_raw_mode();
    let _ = execute!(stdout(), DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, Show);
    let _ = stdout().flush();
}

/// A panic on any thread restores the terminal first, so that its message can be read.
fn restore_on_panic(active: Arc<AtomicBool>) {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        restore(&active);
        before(panic);
    }));
}
