//! Mail files into trees of mails: `.eml`, mbox, Outlook's `.msg` and winmail.dat.
//!
//! | module | does |
//! | --- | --- |
//! | `kind` | detects the format of a mail file |
//! | `read` | reads a file, mail by mail |
//! | `mbox` | splits an mbox into mails; `envelope` recognizes the lines between them |
//! | [`draft`] | writes a mail that a person will send |
//! | `eml` | parses a mail of RFC 5322 and MIME |
//! | `header_block` | finds where headers begin and end |
//! | `headers` | reads the sender, the date and the subject |
//! | `encoded_word` | decodes the encoded words of headers |
//! | `mime` | splits a mail into its parts; `leaf` decodes one, `transfer` its bytes |
//! | `body` | chooses the parts that form the text; `flowed` joins flowed lines, `columns` finds tables, `uuencode` takes files out of a text |
//! | `attachments` | collects attachments, the text in them, and attached mails |
//! | `docx` | reads the text of a .docx |
//! | `workbook` | reads the rows of small workbooks that are attached |
//! | `msg` | parses a message of Outlook; `properties` reads its properties |
//! | `tnef` | parses winmail.dat, in which Outlook wraps a message; `tnef_records` splits it |
//! | `mapi` | what an item of Outlook says by its properties, from either file |
//! | `rtf` | reads rich text, also compressed or with HTML inside; `rtf_words` knows its words |
//! | `protected` | signed and encrypted mails; `cms` finds the content of a signed one |
//! | `calendar_part` | tells an invitation, and an answer to one, by the calendar in a mail |
//! | `charset` | decodes bytes whose declared charset may be wrong |
//! | `html_to_text` | converts HTML to text; `html_element` finds hidden elements and their ends |
//! | `nature_signs` | collects the signs of automatic replies and bounces; `delivery_report` reads reports of delivery |
//! | `bounce_event` | reads events of Amazon SES |

mod attachments;
mod body;
mod bounce_event;
mod calendar_part;
mod catch_panic;
mod charset;
mod cms;
mod columns;
mod delivery_report;
mod docx;
pub mod draft;
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
mod mapi;
mod mbox;
mod mime;
mod msg;
mod nature_signs;
mod properties;
mod protected;
mod read;
mod rtf;
mod rtf_words;
mod tnef;
mod tnef_records;
mod transfer;
mod uuencode;
mod workbook;

pub use catch_panic::catch_panic;
pub use event::MailEvent;
pub use kind::{MailFile, kind_of};
pub use read::{Start, read};
