//! Files made by other software.
//!
//! | file | what it does |
//! | --- | --- |
//! | `mail_table` | each file in `mail/` and its expectations in `mail/expected.toml` |
//! | `mail_hostile` | arbitrary bytes, and damaged copies of these files: no panic, no unbounded memory |

mod mail_hostile;
mod mail_table;
