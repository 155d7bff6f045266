//! Reads Excel workbooks (.xlsx, ECMA-376).
//!
//! | module | does |
//! | --- | --- |
//! | `read` | reads a workbook, or says why it cannot be read |
//! | `package` | the parts of a workbook, and its sheets |
//! | `strings` | the shared strings, and their words that are struck out |
//! | `styles`, `number_format` | which cells are struck out, and which numbers are days |
//! | `layout` | hidden columns and merged cells of a sheet, read before its rows |
//! | `rows`, `cell`, `position` | the rows of a sheet cell by cell |

mod cell;
mod layout;
mod number_format;
mod package;
mod position;
mod read;
mod rows;
mod strings;
mod styles;

pub(super) use read::read;
