//! Mail files into trees of mails: `.eml`, mbox and Outlook's `.msg`.
//!
//! | module | does |
//! | --- | --- |
//! | `kind` | says which kind of mail file a file is |
//! | `read` | reads a file, mail by mail |
//! | `mbox` | cuts an mbox into its mails |
//! | `eml` | parses a mail of RFC 5322 and MIME |
//! | `headers` | reads the sender, the date and the subject from the headers |
//! | `parts` | decides which parts are the text, joins flowed lines |
//! | `attachments` | lists what is attached, with the text of it; mails in mails |
//! | `docx` | reads the text of a .docx |
//! | `msg` | parses a message of Outlook; `properties` reads its properties |
//! | `charset` | decodes bytes, whatever charset they claim |
//! | `html` | turns HTML into text; `element` finds where an element ends |
//! | `signs` | gathers the signs of automatic replies and bounces; `delivery_report` reads reports of delivery |

mod attachments;
mod charset;
mod delivery_report;
mod docx;
mod element;
mod eml;
mod event;
mod headers;
mod html;
mod kind;
mod mbox;
mod msg;
mod parts;
mod properties;
mod read;
mod signs;

pub use event::MailEvent;
pub use kind::{MailFile, kind_of};
pub use read::{Start, catch_panic, read};
