//! Whose a reply is: by code, by the sender's address, by what a person has taught, by name.
//!
//! | module | knows |
//! | --- | --- |
//! | [`found`] | what is answered: candidates, how sure, and why in words |
//! | [`clues`] | what is known of a reply before its council is |
//! | [`matcher`] | the index over a register, and the two questions that it answers |
//! | `words` | text into words that are compared, with their spellings folded |
//! | `names` | the names that a council may be written as |
//! | `tree` | the names word by word |
//! | `areas` | counties, districts and teams, as they are abbreviated |
//! | `weigh` | what a name that is found is worth, beside its twins |
//! | `written` | a name as somebody wrote it: in another order, shorter, longer |
//! | `phrase` | the words of such a name, and those for the sort of council among them |
//! | `spelling` | typing errors |
//! | `mention` | names in running text, and whether they stand as a council's |
//! | `address` | addresses, and names inside them |
//! | `claims`, `verdict` | what each clue says, and what they say together |

mod address;
mod areas;
mod body_words;
pub mod clues;
mod decide;
mod evidence;
pub mod found;
mod match_name;
pub mod matcher;
mod mention;
mod names;
mod rank;
mod spelling;
#[cfg(test)]
mod tests;
mod trie;
mod words;

pub use clues::Clues;
pub use found::{Candidate, Confidence, Found, Heading, Reason};
pub use matcher::Matcher;
