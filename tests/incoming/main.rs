//! What comes in from files that other authors' software made.
//!
//! | file | what it does |
//! | --- | --- |
//! | `mail_table` | each file in `mail/` and what `mail/expected.toml` says of it |
//! | `mail_hostile` | bytes of any kind, and these files damaged: nothing panics, nothing grows |

mod mail_hostile;
mod mail_table;
