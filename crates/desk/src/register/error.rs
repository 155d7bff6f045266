//! Why a register, a row of it, or the shipped rounds cannot be read.

use charter::english::pluralize;

/// The file as a whole is no register. Each message says what happened, what is safe and what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RegisterError {
    #[error("the file is empty; nothing was changed; check that it is the right file")]
    Empty,
    #[error("the file has a header and no rows under it; nothing was changed; check that it is the right file")]
    NoRows,
    #[error(
        "it is a workbook; nothing was changed; open it in Excel or LibreOffice, save the sheet with the register as CSV, and \
         import that"
    )]
    Workbook,
    #[error(
        "the first line has no column called {missing}; it has: {found}. Nothing was changed. A register has the columns \
         code, parish and county, and may have council, kind, district, team, latitude and longitude, in any order"
    )]
    MissingColumns { missing: String, found: String },
}

/// Why one row is rejected. The message follows the number of the line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum RowError {
    #[error("it holds a zero byte, which is not text")]
    ZeroByte,
    #[error("it holds a character that could not be read; save the file as UTF-8")]
    BadEncoding,
    #[error("a quote (\") on this line is never closed")]
    OpenQuote,
    #[error("it has {} where the header has {}", pluralize(*found, "cell"), pluralize(*wanted, "cell"))]
    CellCount { found: usize, wanted: usize },
    #[error("its {0} is blank")]
    Blank(&'static str),
    #[error("its kind “{cell}” is not known; the kinds are {kinds}")]
    UnknownKind { cell: String, kinds: String },
    #[error("its {column} “{cell}” is not between -{most} and {most}")]
    OutOfRange { column: &'static str, cell: String, most: u8 },
    #[error("its {column} “{cell}” has a decimal comma; write a point: {point}")]
    DecimalComma { column: &'static str, cell: String, point: String },
    #[error("its {column} “{cell}” is not a number")]
    NotANumber { column: &'static str, cell: String },
}

/// Why a row that could be read cannot be right. The message follows the number of the line, and says what to do.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub(super) enum ImplausibleRow {
    #[error(
        "its code “{cell}” is no code of a parish; write the code of the Office for National Statistics: E04, in Wales W04, and \
         six digits, such as E04011380"
    )]
    Code { cell: String },
    #[error("its name “{cell}” has no letter; write the name")]
    Name { cell: String },
    #[error("its {column} “{cell}” is an error or a formula of a spreadsheet; write the value itself")]
    FaultyCell { column: &'static str, cell: String },
    #[error("its latitude {latitude} and longitude {longitude} look swapped; exchange the two")]
    Swapped { latitude: f64, longitude: f64 },
    #[error("it has a {given} and no {missing}; write both, or leave both blank")]
    Half { given: &'static str, missing: &'static str },
    #[error(
        "its latitude {latitude} and longitude {longitude} are outside of England and Wales; correct them, or leave both blank"
    )]
    Abroad { latitude: f64, longitude: f64 },
    #[error(
        "its latitude {latitude} and longitude {longitude} are {away} km from the nearest place of {county} on record, and at \
         most {most} km were expected; correct them, or leave both blank"
    )]
    FarAway { latitude: f64, longitude: f64, county: String, away: u64, most: u64 },
}

/// The file as a whole is no list of counties and districts.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AreasError {
    #[error(
        "the first line has no columns called level and name. Nothing was changed. A list of areas has the columns level          (county or district) and name, and may have code, from, to and successor, in any order"
    )]
    MissingColumns,
    #[error("the file has no rows; nothing was changed; check that it is the right file")]
    NoRows,
    #[error("the file cannot be read as CSV; nothing was changed; save the sheet as CSV in UTF-8, and import that")]
    Unreadable,
}

/// Why one row of a list of areas is rejected. The message follows the number of the line.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub(super) enum AreaRowError {
    #[error(
        "its code “{cell}” is no code of a county or district; write the code of the Office for National Statistics, such as          E07000238, or leave it blank"
    )]
    Code { cell: String },
    #[error("its level “{cell}” is not known; write county or district")]
    Level { cell: String },
    #[error("its name “{cell}” has no letter; write the name")]
    Name { cell: String },
    #[error("its {column} “{cell}” is not a day; write it as 2028-04-01")]
    Day { column: &'static str, cell: String },
    #[error("it has a successor and no day on which it ends; write the day under to")]
    SuccessorWithoutEnd,
}

/// Why the shipped register or rounds cannot fill a new database: the program was built with wrong data.
#[derive(Debug, thiserror::Error)]
pub enum SeedError {
    #[error(transparent)]
    Register(#[from] RegisterError),
    #[error(transparent)]
    Areas(#[from] AreasError),
    #[error(transparent)]
    Rounds(#[from] csv::Error),
    #[error("{0} is not a quarter")]
    NotAQuarter(String),
    #[error("the days of {0} are not those of the quarter")]
    WrongDays(String),
    #[error("no round is shipped")]
    NoRound,
}
