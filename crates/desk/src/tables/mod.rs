//! Tables that another database of the program takes back as they are: each kind of record as CSV or a workbook.
//!
//! One list of columns ([`column`]) writes a table and reads it, so that the two cannot differ. No id leaves the database: a
//! council is named by the codes of its parishes, a round by its code, a priority by its day and words, a return by the
//! moments of its receipt and of its record. An import compares the cells of a row with those that the records on record
//! would have. Equal ones are unchanged; a record of the same `identity` with other values is asked about;
//! everything else is new. So the import changes nothing that is on record, and nothing at all the second time.
//!
//! | module | does |
//! | --- | --- |
//! | `kind` | the kinds of tables, told by their headings |
//! | `column`, `cell` | what a column holds, and its values as text |
//! | `row` | what the kinds have in common |
//! | `meetings`, `updates`, `contacts`, `priorities`, `returns` | one kind each |
//! | `requests`, `events` | one kind each, of what is about several councils or none |
//! | `issued_reports` | written only |
//! | `register` | the register, which `import councils` reads |
//! | `known` | the records on record, and their stable keys |
//! | `export` | writes a table |
//! | `read`, `compare` | read a file, and say what it would change |

mod cell;
mod column;
mod compare;
mod contacts;
mod events;
mod export;
mod issued_reports;
mod kind;
mod known;
mod meetings;
mod priorities;
mod read;
mod register;
mod requests;
mod returns;
mod row;
#[cfg(test)]
mod test_records;
#[cfg(test)]
mod tests;
mod updates;

pub use compare::{AskedTableRow, TableComparison, compare};
pub use export::{ExportedTable, TableFilter, TableFormat, export};
pub use kind::{TableKind, identify};
pub use register::register_csv;
