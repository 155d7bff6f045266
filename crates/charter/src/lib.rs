//! The charter's records and rules, and the changes that a person can make.
//!
//! Nothing in here reads a clock, a file, a terminal or a database. A date comes in as an argument; a change goes out
//! as data ([`change::Change`], [`edit::Edit`]) that the store carries out.
//!
//! | module | contains |
//! | --- | --- |
//! | [`english`] | closed lists of terms ([`string_enum!`]), counts and lists in English |
//! | [`ids`] | a type for the id of each kind of record |
//! | [`calendar`], [`date_words`] | civil days in London, quarters; the one grammar of British dates and times |
//! | [`phrase_file`] | sections of a file of phrases |
//! | [`untrusted`], [`escape_sequences`] | text from outside, and how it is made safe for a screen, CSV, HTML and calendars |
//! | [`council`], [`round`], [`invitation`], [`reply`], [`returns`], [`meeting`], [`note`] | the records |
//! | [`contact`] | whom to write to at a council |
//! | [`area`], [`mod@unit`] | counties and districts; what they and teams have in common: code, days, successor |
//! | [`priority`], [`update`], [`excuse`], [`team`], [`category`], [`alias`] | the records of the quarter's work |
//! | [`incoming`], [`mail`], [`mail_kind`], [`item`], [`mod@column`], [`sheet_mapping`], [`sheet_row`] | the records of replies as they come in |
//! | [`request`], [`issued_report`] | what a public body asked of the force; reports as they were issued |
//! | [`public_event`], [`diary_entry`] | surgeries, street briefings, meetings of committees; their days and other due days in the diary |
//! | [`status`], [`engagement`] | a council's status in a round and the quarter's promise, derived and explained |
//! | [`priority_rounds`], [`proposal`] | a priority through the rounds, and what a new round proposes |
//! | [`round_dates`] | a sensible deadline of a new round, and what is odd about its dates |
//! | [`round_comparison`] | what became of councils and priorities from one round to another |
//! | [`report`] | the report to committees: figures, their definitions, sections, layouts |
//! | [`response_times`] | how long councils wait for an answer, an action, an update |
//! | [`letter`] | letters that the team drafts and sends, and who is due one |
//! | [`pattern`], [`diary`], [`likely_meeting`] | when a council meets: recurrence rules, lines of the diary |
//! | [`agenda`] | clear days, bank holidays, and whether a council can decide before a deadline |
//! | [`attendance_hint`], [`promise_counts`] | whether physical attendance may not be required; promises counted |
//! | [`council_line`], [`priority_line`], [`council_file`] | one line of a list, and everything on file about a council |
//! | [`search_key`], [`filter`], [`list_column`], [`list_table`] | finding a council by typing, narrowing a list; its columns and their order |
//! | [`edit`], [`change`], [`journal`] | what a change means as data, and undoing it |
//! | [`plan`] | which meetings to attend with the duty days that there are |
//! | [`brief`], [`handover`] | one page about a council before its meeting; what another team needs to take over |
//! | [`register`] | rows of a register of parishes, and what importing them would change |

#![warn(unreachable_pub)]
#![cfg_attr(test, allow(clippy::too_many_lines, reason = "a test tells one story"))]

pub use schemars;

pub mod agenda;
pub mod alias;
pub mod area;
pub mod attendance_hint;
pub mod brief;
pub mod calendar;
pub mod category;
pub mod change;
pub mod column;
pub mod contact;
pub mod council;
pub mod council_change;
pub mod council_file;
pub mod council_line;
pub mod date_words;
pub mod decision;
pub mod diary;
pub mod diary_entry;
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
pub mod issued_report;
pub mod item;
pub mod journal;
pub mod letter;
pub mod likely_meeting;
pub mod list_column;
pub mod list_table;
pub mod mail;
pub mod mail_kind;
pub mod map;
pub mod meeting;
pub mod next_contact;
pub mod note;
pub mod pattern;
pub mod phrase_file;
pub mod plan;
pub mod priority;
pub mod priority_line;
pub mod priority_rounds;
pub mod promise_counts;
pub mod proposal;
pub mod public_event;
pub mod register;
pub mod reply;
pub mod report;
pub mod request;
pub mod response_group;
pub mod response_times;
pub mod returns;
pub mod round;
pub mod round_comparison;
pub mod round_dates;
pub mod search_key;
pub mod sheet_mapping;
pub mod sheet_row;
pub mod status;
pub mod team;
pub mod unit;
pub mod untrusted;
pub mod update;
pub mod written;
