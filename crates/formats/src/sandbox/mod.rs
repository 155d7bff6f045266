//! Untrusted files are parsed in a sandboxed child process: the program itself, with limits on memory, time and output.
//!
//! A valid sheet of 1.4 kB can ask for all memory, and a library that meets it is aborted, not refused. So whatever reads mails
//! and sheets runs as a hidden subcommand, which writes messages, a line of JSON each. A file that crashes the parser is
//! reported; the import continues, and what was read before the crash counts.
//!
//! | module | does |
//! | --- | --- |
//! | `limits` | limits what the child may use of the machine |
//! | `parent` | starts the child, reads its messages, describes how it ended |

pub mod limits;
mod parent;

pub use parent::{ReaderMessages, SandboxedReader};
