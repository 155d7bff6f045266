//! What a text says and which council it is from. Pure functions over the charter's types: no file, clock or database.
//!
//! | module | knows |
//! | --- | --- |
//! | [`speaker`] | which words of a mail are the council's own: without quotes, our letter and cover notes |
//! | [`matching`] | which council a reply is from, how sure that is, and why |
//! | [`extract`] | the wish, the priorities, the frequency and the method in a free text |
//! | [`slip`] | the reply slip of our letters, blank and filled in |
//! | [`columns`] | what the columns of a sheet mean, and the answer in a row |
//! | [`contacts`] | the contacts in a list of clerks, without names of people |
//! | `lines` | which lines are quoted, and which were wrapped: a leaf that `speaker` and `extract` share |
#![cfg_attr(test, allow(clippy::too_many_lines, reason = "a test tells one story"))]

pub mod columns;
pub mod contacts;
pub mod extract;
mod lines;
pub mod matching;
pub mod slip;
pub mod speaker;
