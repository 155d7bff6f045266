//! Mail files into trees of mails: `.eml`, mbox and Outlook's `.msg`.
//!
//! | module | does |
//! | --- | --- |
//! | `kind` | detects the format of a mail file |
//! | `read` | reads a file, mail by mail |
//! | `mbox` | splits an mbox into mails |
//! | `eml` | parses a mail of RFC 5322 and MIME |
//! | `headers` | reads the sender, the date and the subject from the headers |
//! | `body` | chooses the parts that form the text, joins flowed lines |
//! | `attachments` | collects attachments, the text in them, and attached mails |
//! | `docx` | reads the text of a .docx |
//! | `msg` | parses a message of Outlook; `properties` reads its properties |
//! | `charset` | decodes bytes whose declared charset may be wrong |
//! | `html_to_text` | converts HTML to text; `html_element` finds hidden elements and their ends |
//! | `nature_signs` | collects the signs of automatic replies and bounces; `delivery_report` reads reports of delivery |
//! | `bounce_event` | reads events of Amazon SES |

mod attachments;
mod body;
mod bounce_event;
mod charset;
mod delivery_report;
mod docx;
mod eml;
mod event;
mod headers;
mod html_element;
mod html_to_text;
mod kind;
mod mbox;
mod msg;
mod nature_signs;
mod properties;
mod read;

pub use event::MailEvent;
pub use kind::{MailFile, kind_of};
pub use read::{Start, catch_panic, read};
