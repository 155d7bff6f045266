//! Mail files into replies: `.eml`, mbox and Outlook's `.msg`.
//!
//! | module | does |
//! | --- | --- |
//! | `kind` | says what a file is |
//! | `read` | reads a file, mail by mail |
//! | `mbox` | cuts an mbox into its mails, of each no more than a limit |
//! | `eml` | a mail of RFC 5322 and MIME into a `Mail` |
//! | `headers` | who, when, what about, by the headers |
//! | `parts` | which part is the text, and what hangs on the mail |
//! | `attached` | a file that hung on a mail, and its text |
//! | `docx` | the text of a .docx |
//! | `msg` | Outlook's message into a `Mail`; `properties` reads its properties |
//! | `charset` | bytes into text, whatever they are said to be |
//! | `html` | a page into text |
//! | `nature` | whether somebody wrote it; `bounce` reads what could not be delivered |
//! | `lines` | the lines by which programs mark what they quote and forward |
//! | `letter` | our own letter, found again in what comes back |
//! | `view` | what the council wrote, without what it quotes |
//! | `forward` | the reply inside a mail that was passed on; `when` reads its date |
//! | `source` | a `Mail` into what comes in |
//! | `limits` | how much of anything is taken |

mod attached;
mod bounce;
mod charset;
mod docx;
mod eml;
mod forward;
mod headers;
mod html;
mod kind;
mod letter;
mod limits;
mod lines;
mod mbox;
mod msg;
mod nature;
mod parts;
mod properties;
mod read;
mod source;
mod view;
mod when;

pub use kind::{MailFile, kind_of};
pub use read::{BufReadSeek, Start, read};
