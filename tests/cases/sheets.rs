//! Cells and rows of sheets, and registers.
