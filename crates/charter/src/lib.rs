//! What the charter is: the words, the rules, and the changes that a person can make.
//!
//! Nothing in here reads a clock, a file, a terminal or a database. A date comes in as an argument; a change goes out
//! as data ([`change::Change`], [`edit::Edit`]) that the store carries out.
//!
//! | module | knows |
//! | --- | --- |
//! | [`words`] | how closed lists of terms are declared, and small helpers to say things in English |
//! | [`ids`] | the identity of each kind of record |
//! | [`calendar`] | civil days in London, quarters, British dates typed and said |
//! | [`council`], [`round`], [`invitation`], [`reply`], [`returns`], [`meeting`], [`note`] | the records |
//! | [`priority`], [`update`], [`excuse`], [`team`], [`category`] | the records of the quarter's work |
//! | [`proposal`] | what a new round proposes, and taking it over |
//! | [`hint`] | whether physical attendance may not be required |
//! | [`brief`] | one page about a council before its meeting |
//! | [`handover`] | what another team has to know when it takes over |
//! | [`engagement`] | how the team and a council have met, and what became of the quarter's promise |
//! | [`pattern`], [`diary`], [`likely`] | when a council meets: typed, said, kept as a recurrence rule, worked out; what is on record; which meeting is meant |
//! | [`agenda`] | clear days, bank holidays, and whether a council can decide before a deadline |
//! | [`status`] | how a council stands in a round at a date, derived and explained |
//! | [`mod@line`], [`mod@file`] | one council as the lists show it, and everything on file about it |
//! | [`find`], [`filter`] | finding a council by typing, narrowing a list |
//! | [`edit`], [`change`], [`journal`] | what a change means as data, and its undoing |
//! | [`plan`] | which meetings to attend with the duty days that there are |
//! | [`register`] | rows of a register of parishes, and what loading them would change |
//! | [`incoming`], [`alias`] | replies as they come in, and what a person has taught about who a council is |
//! | [`inbox`] | what came in and waits for a person, and what is proposed for it |
//! | [`matching`] | whose an incoming reply is, how sure that is, and why |
//! | [`sequences`] | the escape sequences of terminals in a text from outside |
//! | [`sheet`] | what the columns of a sheet of replies mean, and the answer in a row of it |
//! | [`reading`] | what a council's reply says, read out of its free text |
//! | [`invented`] | the invented replies of the demonstration |
#![cfg_attr(test, allow(clippy::too_many_lines, reason = "a test tells one story"))]

pub mod agenda;
pub mod alias;
pub mod attendance_hint;
pub mod brief;
pub mod calendar;
pub mod category;
pub mod change;
pub mod column;
pub mod council;
pub mod council_file;
pub mod council_line;
pub mod diary;
pub mod edit;
pub mod engagement;
pub mod english;
pub mod escape_sequences;
pub mod excuse;
pub mod filter;
pub mod handover;
pub mod ids;
pub mod incoming;
pub mod invitation;
pub mod item;
pub mod journal;
pub mod likely_meeting;
pub mod mail;
pub mod meeting;
pub mod note;
pub mod pattern;
pub mod plan;
pub mod priority;
pub mod priority_line;
pub mod priority_rounds;
pub mod promise_counts;
pub mod proposal;
pub mod register;
pub mod reply;
pub mod returns;
pub mod round;
pub mod search_key;
pub mod sheet_mapping;
pub mod status;
pub mod team;
pub mod untrusted;
pub mod update;
