//! Extracts from the free text of a reply what the council says: wish, priorities, frequency, method, whether it will answer
//! later, and the day on which it meets.
//!
//! Fixed rules, and a model that was learnt from labelled replies. Each proposed value points at its words in the text and
//! gives a reason. Where the rules read nothing or two things, the model may suggest a value. A person accepts or corrects every
//! proposal.
//!
//! | module | does |
//! | --- | --- |
//! | `read` | from a text and its `context` to a reading |
//! | `document` | the text with the structure that rules and model share |
//! | `unread` | words that sound like an answer and that nothing was read from |
//! | `extracted` | result types: values with their words and reasons |
//! | `learnt`, `combine` | what was learnt from labelled replies, and how it joins what the rules read |
//! | `tokenizer` | splits text into folded words and punctuation marks |
//! | `quoted_mails`, `checkboxes` | drop quoted mails and options without a tick |
//! | `tables` | keeps the column of a table that names the priorities |
//! | `word_set`, `lexicon` | look up words and phrases; the phrases stand in `data/phrases` |
//! | `split_blocks`, `block`, `list_marker` | join wrapped lines into blocks; bullets and numbers |
//! | `sentences` | splits blocks into sentences |
//! | `boilerplate` | skips greeting, signature, small print, our own letter |
//! | `modality` | negation, conditions, the past, what is only considered |
//! | `form_labels` | labels of the form and the answers after them |
//! | `wish`, `frequency`, `method`, `holding`, `meeting_date` | one field each |
//! | `wish_words`, `yes_or_no` | phrases for the wish; the form's question for it |
//! | `priorities`, `category` | the priorities and their categories |
//! | `priority_lists`, `bare_lists` | priorities on lines of their own, announced or not |
//! | `placeholders` | items that are no priority: "none", "withdrawn" |
//! | `list_cue`, `list_in_sentence` | priorities in a sentence: where their list starts, and its items |
//! | `unchanged` | agreed priorities that stay |

mod bare_lists;
mod block;
mod boilerplate;
mod category;
mod checkboxes;
mod combine;
mod context;
mod document;
mod extracted;
mod form_labels;
mod frequency;
mod holding;
pub mod learnt;
mod lexicon;
mod list_cue;
mod list_in_sentence;
mod list_marker;
mod meeting_date;
mod method;
mod modality;
mod placeholders;
mod priorities;
mod priority_lists;
mod quoted_mails;
mod read;
mod sentences;
mod split_blocks;
mod tables;
mod tokenizer;
mod unchanged;
mod unread;
mod wish;
mod wish_words;
mod word_set;
mod yes_or_no;

#[cfg(test)]
mod kinds_tests;
#[cfg(test)]
mod property_tests;
#[cfg(test)]
mod tests;

pub use category::propose_category;
pub use context::Context;
pub use document::Document;
pub use read::{read, read_by_rules, read_with_certainty};
pub use unread::{Unread, UnreadKind};

pub use extracted::{Extracted, ReadPriority, Reading};
