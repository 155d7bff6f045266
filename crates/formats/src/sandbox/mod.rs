//! Foreign files are read apart: in a child process of the program itself, with limits on memory, time and output.
//!
//! A valid sheet of 1.4 kB can take all memory, and a library that meets it is aborted, not refused. So whatever reads
//! mails and sheets runs as `charterdesk __read-file`, which writes [`ReaderMessage`](desk::import::message::ReaderMessage)s, a line of JSON each. If
//! it breaks, the file is named and the rest goes on; what came before it is as good as ever.
//!
//! | module | does |
//! | --- | --- |
//! | `child` | what runs there: finds out what the file is, reads it, writes pieces |
//! | `limits` | what the child may take of the machine |
//! | `parent` | starts the child, reads its pieces, says how it ended |

pub mod limits;
mod parent;

pub use parent::{ReaderMessages, SandboxedReader};
