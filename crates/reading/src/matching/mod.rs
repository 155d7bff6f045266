//! Finds the council of a reply: by code, by the sender's address, by what a person has taught, by name.
//!
//! | module | knows |
//! | --- | --- |
//! | `matcher` | the two questions: which council a name means, and which council a reply is from |
//! | `found` | the answer: candidates, how sure, and why in words |
//! | `clues` | what is known of a reply before its council is |
//! | `index` | the register and the aliases, indexed |
//! | `words` | text into words that are compared, with their spellings folded |
//! | `names` | the names that a council may be written as |
//! | `trie` | the names word by word |
//! | `areas` | counties, districts and teams, as they are abbreviated |
//! | `rank` | how well the names at a node of the trie fit, beside their twins |
//! | `match_name` | a name as somebody wrote it: in another order, shorter, longer |
//! | `body_words` | the words of such a name, and those for the sort of council among them |
//! | `typing_errors` | names that differ by a few letters |
//! | `mention` | names in running text, and whether they are used as a council's |
//! | `address` | addresses, and names inside them |
//! | `evidence`, `decide` | what each clue says, and what they say together |

mod address;
mod areas;
mod body_words;
mod clues;
mod decide;
mod evidence;
mod found;
mod index;
mod match_name;
mod matcher;
mod mention;
mod names;
mod rank;
#[cfg(test)]
mod tests;
mod trie;
mod typing_errors;
mod words;

pub use clues::Clues;
pub use found::{Candidate, Confidence, Found, Heading, Reason};
pub use matcher::Matcher;
