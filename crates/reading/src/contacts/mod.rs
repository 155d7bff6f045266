//! The contacts in the rows of a list of clerks: what its columns mean, and what a row says.
//!
//! Only roles and addresses are read. Names of people, and what may be one, are left out and said.
//!
//! | module | does |
//! | --- | --- |
//! | `meaning` | what a heading says |
//! | `list` | the columns of a list, and its rows |
//! | `role` | words that name a role and no person |

mod list;
mod meaning;
mod role;

pub use list::{ContactList, ContactRow, ListError, RowContact};
pub use meaning::{CARD_HEADINGS, ContactColumn};
pub use role::is_role_word;

#[cfg(test)]
mod tests;
