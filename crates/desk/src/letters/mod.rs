//! Letters drafted as files, for a person to send. The program sends nothing.
//!
//! | module | does |
//! | --- | --- |
//! | `recipient` | whom a letter to a council is for |
//! | `material` | reads what letters are made of, once for a batch |
//! | `batch` | who gets a letter, and why the others get none |
//! | `fields` | the named fields of the templates |
//! | `told` | what a written update tells about each priority |
//! | `template`, `template_check` | a template, and the mistakes in one, with their line |
//! | `templates` | our templates and the user's own copies |
//! | `render` | the text of one mail |
//! | `slip_workbook` | the reply slip as a workbook, which goes with a mail |
//! | `output` | writes the batch to a new folder: mails, a mail-merge table, pages for paper |

mod batch;
mod error;
mod fields;
mod folder;
mod material;
mod output;
mod recipient;
mod render;
mod slip_workbook;
mod template;
mod template_check;
mod templates;
mod told;

pub use batch::{Batch, Entry, LeftOutCouncil, LetterRequest, Sender};
pub use error::LetterError;
pub use fields::describe_fields;
pub use folder::free_folder;
pub use material::{DueCount, Material};
pub use output::{LetterFormat, Written, write};
pub use render::{Rendered, Renderer};
pub use template::Template;
pub use templates::{copy_templates, template};

#[cfg(test)]
mod tests;
