//! The lines of a mail: which of them are quoted, and which of them a program wrapped. A leaf: it knows no council and no field.
//!
//! | module | does |
//! | --- | --- |
//! | `quote_marks` | recognises the lines with which mail programs mark quoted and forwarded mails |
//! | `classify` | says of each line whether it is the sender's own, quoted, or part of a quoted mail's header |
//! | `wrapped` | joins wrapped lines, and the lines of a wrapped question |

pub(crate) mod classify;
pub(crate) mod quote_marks;
pub(crate) mod wrapped;
