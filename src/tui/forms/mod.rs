//! Forms: typed fields, British dates with an echo, errors at the field, no lost text.
//!
//! A form opens with what is on file, and `submit` parses it into a change or into errors by field. Closing a changed
//! form keeps a draft; a refused save keeps all text.

pub mod action;
pub mod area_record;
pub mod as_at;
pub mod baseline;
pub mod close;
pub mod contact;
pub mod council;
pub mod decision;
pub mod drafts;
pub mod event;
pub mod excuse;
pub mod export;
pub mod field;
pub mod first_steps;
pub mod form;
#[cfg(test)]
mod habits_tests;
pub mod import;
pub mod import_contacts;
pub mod inbox;
pub mod letter;
pub mod letters;
pub mod meeting;
pub mod meeting_context;
pub mod meeting_submit;
pub mod name_list;
pub mod note;
pub mod officer;
pub mod plan;
pub mod priority;
pub mod priority_selection;
#[cfg(test)]
mod priority_tests;
pub mod progress;
pub mod purpose;
pub mod reply;
pub mod report;
pub mod request;
pub mod returned;
pub mod review;
pub mod round;
pub mod rules;
pub mod save_view;
pub mod submit;
pub mod team;
pub mod team_record;
#[cfg(test)]
mod tests;
pub mod update;
pub mod view;
