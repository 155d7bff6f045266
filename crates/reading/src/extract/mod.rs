//! What a council's reply says, read out of its free text: the wish, the priorities, how often and how it wants to be
//! met, whether it will answer later, and the day on which it meets.
//!
//! Rules, no guesses. Each proposed value points at the words that it came from and says its reason in words; where
//! the text says nothing, or says two things, nothing is proposed. Nothing here decides: a person accepts or
//! corrects.
//!
//! | module | knows |
//! | --- | --- |
//! | `read` | the whole: from a text and its `context` to a reading |
//! | `extracted` | what a reading is: values with the places of their words and their reason |
//! | `field` | which fields are filled in and which are only suggested, by what was measured |
//! | `text` | words and punctuation with their places, folded once |
//! | `quoted_mails`, `checkboxes` | what is taken out of a text first: quoted mails, boxes without a tick |
//! | `word_set`, `lexicon` | words and phrases, looked up in one step; the phrases stand in `data/phrases` |
//! | `split_blocks`, `block`, `list_marker` | wrapped lines joined into blocks; bullets and numbers |
//! | `sentences` | sentences, and where they end |
//! | `boilerplate` | what is no answer: greeting, signature, small print, our own letter |
//! | `modality` | negations, conditions, what is past, what is only being considered |
//! | `labels` | the form's own labels and the answers behind them |
//! | `wish`, `frequency`, `method`, `holding`, `meeting_date` | a field each |
//! | `wish_words`, `yes_or_no` | words for the wish; the form's question for it |
//! | `priorities`, `category` | the priorities, and which category each is of |
//! | `lists`, `bare_lists` | priorities on lines of their own, announced or not |
//! | `placeholders` | items of a list that are no priority: "none", "withdrawn" |
//! | `list_cue`, `list_in_sentence` | priorities in a sentence: where their list begins, and its items |
//! | `unchanged` | priorities that stay as they were agreed |

mod bare_lists;
mod block;
mod boilerplate;
mod category;
mod checkboxes;
mod context;
mod extracted;
mod field;
mod frequency;
mod holding;
mod labels;
mod lexicon;
mod list_cue;
mod list_in_sentence;
mod list_marker;
mod lists;
mod meeting_date;
mod method;
mod modality;
mod placeholders;
mod priorities;
mod quoted_mails;
mod read;
mod sentences;
mod split_blocks;
mod text;
mod unchanged;
mod wish;
mod wish_words;
mod word_set;
mod yes_or_no;

#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;

pub use context::Context;
pub use field::Field;
pub use read::read;

pub use extracted::{Extracted, ReadPriority, Reading};
