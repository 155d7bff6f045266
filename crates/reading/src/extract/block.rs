//! A paragraph or an item of a list: a line, with the lines that a program wrapped it into.

use super::list_marker::Marker;

#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// First token, marker included.
    pub start: usize,
    /// First token after the marker.
    pub first: usize,
    /// Token after the last.
    pub end: usize,
    /// Bullet or number.
    pub marker: Option<Marker>,
    pub after_blank: bool,
    /// Whether it is a line marked with `>`.
    pub quoted: bool,
    /// Whether it is no part of the answer: see `boilerplate`.
    pub skipped: bool,
    /// Whether it stands below the sign-off: a signature, or a postscript.
    pub signed: bool,
}
