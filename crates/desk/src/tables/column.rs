//! The columns of a table: one description for writing and for reading, so that they cannot differ.

use super::cell::Shape;

pub(super) struct Column<R: 'static> {
    /// In lower case, unique in its table.
    pub(super) heading: &'static str,
    pub(super) shape: Shape,
    /// Whether it says which record the row is about. Two rows that agree in these columns and differ in others are about
    /// one record.
    pub(super) is_key: bool,
    pub(super) write: fn(&R) -> String,
    pub(super) read: fn(&mut R, &str) -> Result<(), String>,
}

/// The columns of a row type: a heading, and the field that it holds; `key` for one that says which record it is.
macro_rules! columns {
    ($row:ty; $($heading:literal $($key:ident)? => $first:ident $(. $rest:ident)*;)+) => {
        &[$($crate::tables::column::Column {
            heading: $heading,
            shape: $crate::tables::column::shape_of(|row: &$row| &row.$first $(.$rest)*),
            is_key: $crate::tables::column::is_key!($($key)?),
            write: |row| $crate::tables::cell::CellValue::write(&row.$first $(.$rest)*),
            read: |row, text| {
                row.$first $(.$rest)* = $crate::tables::cell::CellValue::read(text)?;
                Ok(())
            },
        }),+]
    };
}

macro_rules! is_key {
    () => {
        false
    };
    (key) => {
        true
    };
}

pub(super) use {columns, is_key};

/// The shape of a field, by its type.
pub(super) const fn shape_of<R, T: super::cell::CellValue>(_: fn(&R) -> &T) -> Shape {
    T::SHAPE
}
