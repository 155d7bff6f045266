//! Reads the screen, and waits for content.

use super::super::page::{Page, Style};
use super::super::terminal::{State, Watch};
use super::{CEILING, Dashboard};
use std::time::Instant;

impl Dashboard {
    /// Runs `ask` on the screen after the current frame is complete.
    pub fn look<R>(&self, ask: impl FnOnce(Page<'_>) -> R) -> R {
        let mut ask = Some(ask);
        let mut told = None;
        let told_of = |state: &mut State| {
            if state.whole() {
                told = ask.take().map(|ask| ask(state.page()));
            }
            told.is_some()
        };
        self.terminal.wait(CEILING, told_of);
        told.unwrap_or_else(|| self.fail("the program stopped in the middle of a frame"))
    }

    /// The rows of the screen without trailing blanks.
    pub fn screen(&self) -> String {
        self.look(|page| page.text())
    }

    /// Row and column of the cursor, from 0, if it is visible.
    pub fn cursor(&self) -> Option<(u16, u16)> {
        self.look(|page| page.cursor())
    }

    /// The first row that contains `text`.
    ///
    /// # Panics
    /// If there is none.
    #[track_caller]
    pub fn row_containing(&self, text: &str) -> String {
        let row = self.look(|page| page.row_containing(text));
        row.unwrap_or_else(|| self.fail(&format!("no row holds {text:?}")))
    }

    /// The style of the first occurrence of `text`.
    ///
    /// # Panics
    /// If it is not on the screen.
    #[track_caller]
    pub fn cell_style_of(&self, text: &str) -> Style {
        let style = self.look(|page| page.style_of(text));
        style.unwrap_or_else(|| self.fail(&format!("no row holds {text:?}")))
    }

    /// Whether anything on the screen has a colour.
    pub fn uses_any_colour(&self) -> bool {
        self.look(|page| page.uses_any_colour())
    }

    /// Blocks until `text` is on the screen.
    #[track_caller]
    pub fn wait_for(&self, text: &str) {
        self.wait_until(|page| page.has(text), &format!("{text:?} to appear"));
    }

    /// Blocks until `text` is no longer on the screen.
    #[track_caller]
    pub fn wait_gone(&self, text: &str) {
        self.wait_until(|page| !page.has(text), &format!("{text:?} to go away"));
    }

    /// Blocks until the screen is as `wanted`. `what` completes "waiting for" in the failure message.
    #[track_caller]
    pub fn wait_until(&self, mut wanted: impl FnMut(Page<'_>) -> bool, what: &str) {
        self.wait(|state| wanted(state.page()), what);
    }

    /// Blocks until the screen is as `wanted`, and returns whether it ever was.
    pub fn becomes(&self, mut wanted: impl FnMut(Page<'_>) -> bool) -> bool {
        let mut found = false;
        self.terminal.wait(CEILING, |state| {
            found = state.whole() && wanted(state.page());
            found || state.closed
        });
        found
    }

    /// Blocks until the program copied text to the clipboard, and returns it as sent, in base64.
    #[track_caller]
    pub fn wait_copied(&self) -> String {
        self.wait(|state| state.copied().is_some(), "something to be copied");
        String::from_utf8_lossy(self.terminal.lock().copied().unwrap_or_default()).into_owned()
    }

    pub fn started(&self) -> Instant {
        self.started
    }

    /// Blocks until [`Launch::watch`], or the question of the last [`Context::watch`], was first answered with yes, and
    /// says when the output that made it so had arrived.
    #[track_caller]
    pub fn seen_at(&self, what: &str) -> Instant {
        let seen = |state: &State| state.watch.as_ref().and_then(|watch| watch.at);
        self.wait(|state| seen(state).is_some(), what);
        seen(&self.terminal.lock()).expect("it was seen")
    }

    /// Runs `seen` after every chunk of output from now on.
    pub fn watch(&self, seen: impl FnMut(Page<'_>) -> bool + Send + 'static) {
        let watch = Watch { seen: Box::new(seen), at: None };
        self.terminal.change(|state| state.watch = Some(watch));
    }

    #[track_caller]
    fn wait(&self, mut wanted: impl FnMut(&State) -> bool, what: &str) {
        let mut found = false;
        // Nothing changes once the output has closed, so stop waiting.
        let decided = self.terminal.wait(CEILING, |state| {
            found = state.whole() && wanted(state);
            found || state.closed
        });
        match (found, decided) {
            (true, _) => {}
            (false, true) => self.fail(&format!("the terminal closed while waiting for {what}")),
            (false, false) => self.fail(&format!("gave up after {CEILING:?} waiting for {what}")),
        }
    }

    #[track_caller]
    pub(super) fn fail(&self, why: &str) -> ! {
        let state = self.terminal.lock();
        let page = state.page();
        let exit = state.exit.as_ref().map_or("still running".to_owned(), ToString::to_string);
        let rule = "─".repeat(usize::from(page.cols()));
        panic!("{why}\nprogram: {exit}; cursor: {:?}\n{rule}\n{}\n{rule}", page.cursor(), page.text());
    }
}
