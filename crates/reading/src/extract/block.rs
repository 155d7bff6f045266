//! A paragraph or an item of a list: a line with those that it was wrapped into.

use super::list_marker::Marker;

#[derive(Clone, Copy, Debug)]
pub(super) struct Block {
    /// Its first token, with its marker.
    pub start: usize,
    /// Its first token after the marker.
    pub first: usize,
    /// The token after its last.
    pub end: usize,
    /// The bullet or number.
    pub marker: Option<Marker>,
    /// Whether a blank line stands before it.
    pub after_blank: bool,
    /// Whether it is a line marked with `>`.
    pub quoted: bool,
    /// Whether it is no part of the answer: see `boilerplate`.
    pub skipped: bool,
}
