//! The plan against a search of everything, what it says, how duty is typed, and how large a question may be.

mod brute;
mod questions;

mod duties;
mod large;
mod random;
mod sketch;
mod words;
