//! The terminal: entering it, and leaving it as it was, whatever happens.
//!
//! One routine restores it, for a normal exit, an error, a panic and a signal; ratatui's own does so on a panic only.

use std::io::{self, BufWriter, Stdout, Write, stdout};
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
type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// Room for a whole frame with its colours.
const FRAME_BYTES: usize = 64 * 1024;

/// The terminal while the dashboard has it. Dropping it gives it back.
pub struct Held {
    screen: Screen,
    mouse: bool,
    /// Whether the terminal is ours just now; the panic hook knows it too.
    taken: Arc<AtomicBool>,
}

impl Held {
    /// Takes the terminal.
    pub fn enter(mouse: bool) -> io::Result<Self> {
        let taken = Arc::new(AtomicBool::new(false));
        restore_on_panic(taken.clone());
        let screen = Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(FRAME_BYTES, stdout())))?;
        // From here on whatever fails gives the terminal back.
        let held = Self { screen, mouse, taken };
        held.take()?;
        Ok(held)
    }

    fn take(&self) -> io::Result<()> {
        self.taken.store(true, Ordering::SeqCst);
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

    /// Draws a frame.
    pub fn draw(&mut self, view: impl FnOnce(&mut ratatui::Frame<'_>)) -> io::Result<()> {
        self.screen.draw(view).map(|_| ())
    }

    /// Forgets what was drawn, so that the next frame is drawn whole. (`Terminal::clear` would ask the terminal where its
    /// cursor is, and wait for the answer.)
    pub fn forget(&mut self) -> io::Result<()> {
        let (columns, rows) = self.size()?;
        self.screen.resize(Rect::new(0, 0, columns, rows))
    }

    /// Copies a text to the clipboard of the terminal (OSC 52).
    pub fn copy(&mut self, text: &str) -> io::Result<()> {
        execute!(stdout(), CopyToClipboard::to_clipboard_from(text))
    }

    /// Gives the terminal back, stops until the shell says to go on, and takes it again.
    #[cfg(unix)]
    pub fn suspend(&mut self) -> io::Result<()> {
        restore(&self.taken);
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        self.take()?;
        self.forget()
    }

    /// There is nothing to go to.
    #[cfg(not(unix))]
    pub fn suspend(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Drop for Held {
    fn drop(&mut self) {
        restore(&self.taken);
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
