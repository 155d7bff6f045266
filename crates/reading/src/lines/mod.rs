//! The lines of a mail: which of them are quoted, and which of them a program wrapped. A leaf: it knows no council and no field.
//!
//! | module | does |
//! | --- | --- |
//! | `header_words` | the words of mail programs in several languages |
//! | `header_block` | recognises the header fields above a quoted mail |
//! | `attribution` | recognises "On ... wrote:", also inside a line |
//! | `quote_marks` | recognises `>`, drawn rules, and the lines that divide mails |
//! | `classify` | says of each line whether it is the sender's own, quoted, or part of a quoted mail's header |
//! | `wrap_width` | says which lines a program wrapped, by the width of the text |
//! | `wrapped` | the ends of wrapped lines, and the lines of a wrapped question |

pub(crate) mod attribution;
pub(crate) mod classify;
pub(crate) mod header_block;
pub(crate) mod header_words;
pub(crate) mod quote_marks;
pub(crate) mod wrap_width;
pub(crate) mod wrapped;
