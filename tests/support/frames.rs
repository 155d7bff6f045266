//! Telling a whole frame from half of one.
//!
//! A pty hands over a frame in pieces, and a screen looked at between two of them shows the top of the new frame above
//! the rest of the old one. So the harness looks only where a frame ends.

/// Follows a program's output and knows whether a frame is under way.
///
/// ratatui draws a frame as runs of cells, each begun by moving the cursor, and ends every frame, even an empty one,
/// by hiding the cursor, or by showing it and moving it to its place. A program that uses synchronised updates
/// (private mode 2026) says the same in plain words.
#[derive(Debug, Default)]
pub struct Frames {
    sequence: Sequence,
    drawing: Drawing,
    synchronised: bool,
}

/// Where in a control sequence the output stands.
#[derive(Debug, Default)]
enum Sequence {
    #[default]
    Outside,
    Escape,
    /// Inside `ESC [`, with what has come of its parameters.
    Control(Vec<u8>),
}

#[derive(Debug, Default, PartialEq, Eq)]
enum Drawing {
    #[default]
    Done,
    /// Cells are being written.
    Cells,
    /// The cursor was shown and goes to its place next.
    Cursor,
}

impl Frames {
    /// Follows a piece of output, which may begin and end anywhere.
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

    /// Whether nothing is half drawn.
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
