//! What a council's reply says, read out of its free text: the wish, the priorities, how often and how it wants to be
//! met, whether it will answer later, and the day on which it meets.
//!
//! Rules, no guesses. Each proposed value points at the words that it came from and says its reason in words; where
//! the text says nothing, or says two things, nothing is proposed. Nothing here decides: a person accepts or
//! corrects.
//!
//! | module | knows |
//! | --- | --- |
//! | `said` | what a reading is: values with their words and their reason |
//! | `read` | the whole: from a text to a reading |
//! | `measured` | which fields are filled in and which are only offered, by what was measured |
//! | `text` | words and marks with their places, folded once |
//! | `boxes` | boxes to tick |
//! | `lexicon` | phrases and what they mean, found in one step a word |
//! | `lines`, `marker` | lines, bullets and numbers, wrapped lines joined, sentences |
//! | `zones` | what is no answer: greeting, signature, small print, quoted text, our own letter |
//! | `mood` | negations, conditions, what is past, what is only being considered |
//! | `labels` | the form's own labels and the answers behind them |
//! | `wish`, `frequency`, `method`, `holding`, `meets` | a field each |
//! | `yes_or_no` | the form's question for the wish |
//! | `priorities`, `category` | the priorities, and which category each is of |
//! | `lists`, `unannounced` | priorities on lines of their own, announced or not |
//! | `cue`, `inline` | priorities in a sentence: where their list begins, where it comes apart |
//! | `before` | priorities that stay as they were agreed |

mod bare_lists;
mod boilerplate;
mod category;
mod checkboxes;
mod extracted;
mod field;
mod frequency;
mod holding;
mod inline;
mod labels;
mod lexicon;
mod lines;
mod list_cue;
mod lists;
mod marker;
mod meeting_date;
mod method;
mod modality;
mod priorities;
mod read;
mod text;
mod unchanged;
mod wish;
mod yes_or_no;

#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;

pub use field::Field;
pub use read::{Context, read};

pub use extracted::{Extracted, ReadPriority, Reading};
