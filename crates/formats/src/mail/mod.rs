//! Mail files into replies: `.eml`, mbox and Outlook's `.msg`.
//!
//! | module | does |
//! | --- | --- |
//! | `kind` | says what a file is |
//! | `read` | reads a file, mail by mail |
//! | `mbox` | cuts an mbox into its mails, of each no more than a limit |
//! | `content` | a mail as it was read, with the mails that hang on it |
//! | `eml` | a mail of RFC 5322 and MIME into a `Mail` |
//! | `headers` | who, when, what about, by the headers |
//! | `parts` | which part is the text, and what hangs on the mail |
//! | `attached` | a file that hung on a mail, and its text |
//! | `docx` | the text of a .docx |
//! | `msg` | Outlook's message into a `Mail`; `properties` reads its properties |
//! | `charset` | bytes into text, whatever they are said to be |
//! | `html` | a page into text; `element` finds where a part of it ends |
//! | `nature` | whether somebody wrote it; `bounce` reads what could not be delivered |
//! | `lines` | the lines by which programs mark what they quote and forward |
//! | `letter` | our own letter, found again in what comes back |
//! | `view` | what the council wrote, without what it quotes |
//! | `forward` | the mail that stands in the text of another; `when` reads its date |
//! | `passed` | the replies in a mail, through all hands that passed them on; `remark` judges the words of those |
//! | `source` | a reply into what comes in |
//! | `limits` | how much of anything is taken |

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
pub use read::{BufReadSeek, Start, guarded, read};
