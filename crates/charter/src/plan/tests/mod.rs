//! The plan against an exhaustive search, its words, typed duty, and the size of its input.

mod brute;
mod inputs;

mod draft;
mod duties;
mod large;
mod random;
mod words;
