//! Detects whether a frame is complete.
//!
//! A pty delivers a frame in pieces. Between two of them the screen shows the top of the new frame above the rest of
//! the old one. So the harness looks at the screen only between frames.

/// Follows a program's output and knows whether a frame is being drawn.
///
/// ratatui draws a frame as runs of cells, each preceded by a cursor move. It ends every frame, even an empty one, by
/// hiding the cursor, or by showing and placing it. A program that uses synchronised updates (private mode 2026) marks
/// its frames explicitly.
#[derive(Debug, Default)]
pub struct Frames {
    sequence: Sequence,
    drawing: Drawing,
    synchronised: bool,
}

/// Parser state within a control sequence.
#[derive(Debug, Default)]
enum Sequence {
    #[default]
    Outside,
    Escape,
    /// Inside `ESC [`, with the parameters so far.
    Control(Vec<u8>),
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Drawing {
    #[default]
    Done,
    /// Cells are being written.
    Cells,
    /// The cursor was shown and will be placed next.
    Cursor,
}

impl Frames {
    /// Parses a piece of output, which may start and end anywhere.
    pub fn follow(&mut self, output: &[u8]) {
        for byte in output {
            self.sequence = match (std::mem::take(&mut self.sequence), byte) {
                (_, 0x1b) => Sequence::Escape,
                (Sequence::Escape, b'[') => Sequence::Control(Vec::new()),
                (Sequence::Control(parameters), 0x40..=0x7e) => {
                    self.control(&parameters, *byte);
                    Sequence::Outside
                }
                (Sequence::Control(mut parameters), _) => {
                    parameters.push(*byte);
                    Sequence::Control(parameters)
                }
                (Sequence::Escape | Sequence::Outside, _) => Sequence::Outside,
            };
        }
    }

    /// Whether no frame is being drawn.
    pub fn whole(&self) -> bool {
        self.drawing == Drawing::Done && !self.synchronised
    }

    fn control(&mut self, parameters: &[u8], last: u8) {
        match (parameters, last) {
            (b"?25", b'l') => self.drawing = Drawing::Done,
            (b"?25", b'h') => self.drawing = Drawing::Cursor,
            (b"?2026", b'h') => self.synchronised = true,
            (b"?2026", b'l') => self.synchronised = false,
            (_, b'H') => {
                let placed = self.drawing == Drawing::Cursor;
                self.drawing = if placed { Drawing::Done } else { Drawing::Cells };
            }
            _ => {}
        }
    }
}
