//! Mail files into trees of mails: `.eml`, mbox and Outlook's `.msg`.
//!
//! | module | does |
//! | --- | --- |
//! | `kind` | detects the format of a mail file |
//! | `read` | reads a file, mail by mail |
//! | `mbox` | splits an mbox into mails; `envelope` recognizes the lines between them |
//! | `eml` | parses a mail of RFC 5322 and MIME |
//! | `header_block` | finds where headers begin and end |
//! | `headers` | reads the sender and the subject; `date_header` reads the date |
//! | `encoded_word` | decodes the encoded words of headers |
//! | `mime` | splits a mail into its parts; `leaf` decodes one, `transfer` its bytes |
//! | `body` | chooses the parts that form the text; `flowed` joins flowed lines, `uuencode` takes files out of a text |
//! | `attachments` | collects attachments, the text in them, and attached mails |
//! | `docx` | reads the text of a .docx |
//! | `msg` | parses a message of Outlook; `properties` reads its properties |
//! | `charset` | decodes bytes whose declared charset may be wrong |
//! | `html_to_text` | converts HTML to text; `html_element` finds hidden elements and their ends |
//! | `nature_signs` | collects the signs of automatic replies and bounces; `delivery_report` reads reports of delivery |

mod attachments;
mod body;
mod charset;
mod date_header;
mod delivery_report;
mod docx;
mod eml;
mod encoded_word;
mod envelope;
mod event;
mod flowed;
mod header_block;
mod headers;
mod html_element;
mod html_to_text;
mod kind;
mod leaf;
mod mbox;
mod mime;
mod msg;
mod nature_signs;
mod properties;
mod read;
mod transfer;
mod uuencode;

pub use event::MailEvent;
pub use kind::{MailFile, kind_of};
pub use read::{Start, catch_panic, read};
