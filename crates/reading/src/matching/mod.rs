//! Finds the council of a reply: by code, by the sender's address, by recorded aliases, by name.
//!
//! | module | does |
//! | --- | --- |
//! | `matcher` | entry points: match a name, match a reply |
//! | `found` | the result: candidates, confidence, reasons |
//! | `clues` | what is known of a reply beforehand |
//! | `index` | indexes the register and the aliases |
//! | `tokenizer` | splits text into folded words with ids |
//! | `name_variants` | the names that a council may be written as |
//! | `name_trie` | prefix tree of the names by word |
//! | `areas`, `elsewhere` | counties, districts and teams, also abbreviated; areas that the register does not cover |
//! | `rank` | ranks the councils that share a name |
//! | `match_name` | matches a written name: reordered, shortened, longer |
//! | `written_name` | the words of a written name, and those for a kind of council |
//! | `edit_distance` | misspelled names |
//! | `mention` | names in running text, and how they are used |
//! | `misspelt` | names before "Parish Council" that the register does not have |
//! | `address` | email addresses, and names inside them |
//! | `nearest` | councils of one name, told apart by the places beside it |
//! | `not_ours` | replies to another force's letter, and of councils beyond the register |
//! | `evidence`, `decide` | collects what each clue says, and decides by all of it |

mod address;
mod areas;
mod clues;
mod decide;
mod edit_distance;
mod elsewhere;
mod evidence;
mod found;
mod index;
mod match_name;
mod matcher;
mod mention;
mod misspelt;
mod name_trie;
mod name_variants;
mod nearest;
mod not_ours;
mod rank;
#[cfg(test)]
mod tests;
mod tokenizer;
mod written_name;

pub use clues::Clues;
pub use found::{Candidate, Confidence, Elsewhere, Found, Heading, Reason};
pub use matcher::Matcher;
