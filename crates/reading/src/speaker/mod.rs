//! Who speaks in a mail: the council's own words, without what it quotes, our own letter, and the notes of those who passed
//! it on.
//!
//! | module | does |
//! | --- | --- |
//! | `our_letter` | finds our own letter in what comes back |
//! | `own_words` | cuts a text down to what its sender wrote |
//! | `inline` | reads the mail that stands in the text of another |
//! | `forwarded` | finds the replies in a mail, through everybody who passed them on; `cover_note` judges their words |
//! | `sources` | turns a reply into a source |

mod cover_note;
mod forwarded;
mod inline;
mod our_letter;
mod own_words;
mod sources;

pub use our_letter::Letters;
pub use sources::sources;
