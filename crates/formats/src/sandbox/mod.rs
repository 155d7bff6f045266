//! Parses untrusted files in a sandboxed child process: the program itself, with limits on memory, time and output.
//!
//! A valid sheet of 1.4 kB can ask for all memory, and a library that fails to get it aborts the process. So mails and
//! sheets are read by a hidden subcommand that writes messages, a line of JSON each. A file that crashes the parser is
//! reported; the import continues, and what was read before the crash counts.
//!
//! | module | does |
//! | --- | --- |
//! | `limits` | limits what the child may use of the machine |
//! | `parent` | starts the child, reads its messages, describes how it ended |

pub mod limits;
mod parent;

pub use parent::{ReaderMessages, SandboxedReader};
