//! Decides who speaks in a mail: keeps the council's own words, without quoted mails, our own letter and the notes of
//! forwarders.
//!
//! | module | does |
//! | --- | --- |
//! | `our_letter` | finds our own letter in a reply |
//! | `own_words` | cuts a text down to what its sender wrote |
//! | `inline` | finds a mail that is forwarded inline |
//! | `own_earlier` | finds an older mail of the same sender, sent again |
//! | `forwarded` | finds the replies in a mail, through all forwards |
//! | `cover_note` | classifies the note above a forwarded mail |
//! | `sources` | turns replies into sources |

mod cover_note;
mod forwarded;
mod inline;
mod our_letter;
mod own_earlier;
mod own_words;
mod sources;

pub use our_letter::Letters;
pub use sources::sources;
