//! What a value is as the text of a cell, and back.

use charter::meeting::{Attendance, Intent, Reason};
use charter::priority::{Outcome, Owner};
use charter::public_event::EventKind;
use charter::request::RequestKind;
use charter::returns::{Frequency, Method, ReturnState, Wish};
use charter::untrusted::{Untrusted, sanitize};
use charter::update::UpdateChannel;
use chrono::{DateTime, NaiveDate, NaiveTime, SecondsFormat, Utc};

use super::priorities::WorkPart;
use super::returns::ReturnPart;

/// How a workbook stores a cell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    Text,
    Day,
    Number,
}

/// A value that a cell holds. What is read from the text that was written is the same value.
pub(super) trait CellValue: Sized {
    const SHAPE: Shape = Shape::Text;

    /// Blank for no value.
    fn write(&self) -> String;

    /// # Errors
    /// What is wrong with the text, as the end of a sentence.
    fn read(text: &str) -> Result<Self, String>;
}

impl<T: CellValue> CellValue for Option<T> {
    const SHAPE: Shape = T::SHAPE;

    fn write(&self) -> String {
        self.as_ref().map(T::write).unwrap_or_default()
    }

    fn read(text: &str) -> Result<Self, String> {
        if text.trim().is_empty() { Ok(None) } else { T::read(text).map(Some) }
    }
}

impl CellValue for Untrusted {
    fn write(&self) -> String {
        self.raw().to_owned()
    }

    fn read(text: &str) -> Result<Self, String> {
        Ok(Self::from(text))
    }
}

impl CellValue for String {
    fn write(&self) -> String {
        self.clone()
    }

    fn read(text: &str) -> Result<Self, String> {
        Ok(text.to_owned())
    }
}

impl CellValue for NaiveDate {
    const SHAPE: Shape = Shape::Day;

    fn write(&self) -> String {
        self.to_string()
    }

    fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        // A spreadsheet that saved the file again may have written the day in the British way.
        text.parse().or_else(|_| NaiveDate::parse_from_str(text, "%d/%m/%Y")).map_err(|_| {
            if text.is_empty() {
                "there is no day".to_owned()
            } else {
                format!("“{}” is no day; write it as 2023-09-30", sanitize(text))
            }
        })
    }
}

impl CellValue for NaiveTime {
    fn write(&self) -> String {
        let whole = self.format("%H:%M:%S%.f").to_string();
        whole.strip_suffix(":00").map_or(whole.clone(), str::to_owned)
    }

    fn read(text: &str) -> Result<Self, String> {
        let text = text.trim();
        let parsed = NaiveTime::parse_from_str(text, "%H:%M:%S%.f");
        parsed
            .or_else(|_| NaiveTime::parse_from_str(text, "%H:%M"))
            .map_err(|_| format!("“{}” is no time; write it as 19:30", sanitize(text)))
    }
}

impl CellValue for DateTime<Utc> {
    fn write(&self) -> String {
        self.to_rfc3339_opts(SecondsFormat::AutoSi, true)
    }

    fn read(text: &str) -> Result<Self, String> {
        let parsed = DateTime::parse_from_rfc3339(text.trim());
        let wrong = |_| format!("“{}” is no moment; write it as 2023-09-30T14:05:00Z", sanitize(text));
        parsed.map(|at| at.with_timezone(&Utc)).map_err(wrong)
    }
}

impl CellValue for bool {
    fn write(&self) -> String {
        if *self { "yes".to_owned() } else { String::new() }
    }

    fn read(text: &str) -> Result<Self, String> {
        match text.trim().to_lowercase().as_str() {
            "yes" => Ok(true),
            "" | "no" => Ok(false),
            _ => Err(format!("“{}” is neither yes nor no", sanitize(text))),
        }
    }
}

macro_rules! numbers {
    ($($number:ty),+) => {$(
        impl CellValue for $number {
            const SHAPE: Shape = Shape::Number;

            fn write(&self) -> String {
                self.to_string()
            }

            fn read(text: &str) -> Result<Self, String> {
                text.trim().parse().map_err(|_| format!("“{}” is no number from 0", sanitize(text)))
            }
        }
    )+};
}

numbers!(u8, u32, f64);

macro_rules! codes {
    ($($kind:ty),+ $(,)?) => {$(
        impl CellValue for $kind {
            fn write(&self) -> String {
                self.code().to_owned()
            }

            fn read(text: &str) -> Result<Self, String> {
                Self::from_code(text).ok_or_else(|| {
                    let known: Vec<&str> = Self::ALL.iter().map(|value| value.code()).collect();
                    format!("“{}” is none of: {}", sanitize(text), known.join(", "))
                })
            }
        }
    )+};
}

codes!(
    Attendance,
    EventKind,
    Intent,
    Outcome,
    Owner,
    Reason,
    RequestKind,
    ReturnPart,
    ReturnState,
    UpdateChannel,
    Wish,
    WorkPart,
);

macro_rules! open_terms {
    ($($kind:ty),+) => {$(
        impl CellValue for $kind {
            fn write(&self) -> String {
                self.code()
            }

            fn read(text: &str) -> Result<Self, String> {
                Ok(Self::from(text.to_owned()))
            }
        }
    )+};
}

open_terms!(Frequency, Method);

/// One on each line.
impl CellValue for Vec<Untrusted> {
    fn write(&self) -> String {
        self.iter().map(Untrusted::raw).collect::<Vec<_>>().join("\n")
    }

    fn read(text: &str) -> Result<Self, String> {
        Ok(text.split('\n').filter(|line| !line.is_empty()).map(Untrusted::from).collect())
    }
}

/// Positions, as `1, 3`.
impl CellValue for Vec<u8> {
    fn write(&self) -> String {
        self.iter().map(u8::to_string).collect::<Vec<_>>().join(", ")
    }

    fn read(text: &str) -> Result<Self, String> {
        text.split([',', ' ']).filter(|part| !part.is_empty()).map(u8::read).collect()
    }
}

/// Names of a list, as `fire, water`: a name of a list has no comma.
impl CellValue for Vec<String> {
    fn write(&self) -> String {
        self.join(", ")
    }

    fn read(text: &str) -> Result<Self, String> {
        let mut names: Vec<String> = Vec::new();
        for name in text.split(',').map(str::trim).filter(|name| !name.is_empty()) {
            if !names.iter().any(|known| known == name) {
                names.push(name.to_owned());
            }
        }
        Ok(names)
    }
}
