//! Reads counties and districts from CSV: the shipped `data/areas.csv`, or the file of another force.
//!
//! The columns are `code`, `level`, `name`, `from`, `to` and `successor`, in any order; level and name have to be there.

use charter::area::{Area, AreaFacts, AreaLevel, is_area_code, of_level};
use charter::change::Act;
use charter::council::Council;
use charter::register::RejectedRow;
use charter::unit::find_unit;
use charter::untrusted::Untrusted;
use chrono::NaiveDate;
use formats::encoding::decode;

use super::error::{AreaRowError, AreasError};
use super::row::excerpt;
use crate::records::record_area;

/// `data/areas.csv`.
pub(crate) fn embedded_areas() -> &'static [u8] {
    include_bytes!("../../../../data/areas.csv")
}

/// One row: an area as the file has it.
#[derive(Clone, Debug, PartialEq)]
pub struct AreaRow {
    /// Of the file, from 1.
    pub line: u64,
    /// Without the successor.
    pub facts: AreaFacts,
    /// Its name or code.
    pub successor: Option<Untrusted>,
}

/// Every row of the file is in one of the two lists.
#[derive(Clone, Debug, Default)]
pub struct AreaFile {
    pub rows: Vec<AreaRow>,
    pub rejected: Vec<RejectedRow>,
}

/// # Errors
///
/// The file as a whole is no list of areas: without rows, or without the columns `level` and `name`.
pub fn read_areas(bytes: &[u8]) -> Result<AreaFile, AreasError> {
    let (text, _) = decode(bytes);
    let mut reader = csv::ReaderBuilder::new().flexible(true).trim(csv::Trim::All).from_reader(text.as_bytes());
    let heading = |name: &str| name.trim_matches('\u{feff}').to_lowercase();
    let headings: Vec<String> =
        reader.headers().map(|headings| headings.iter().map(heading).collect()).unwrap_or_default();
    let column = |name: &str| headings.iter().position(|heading| heading == name);
    let columns = ["code", "level", "name", "from", "to", "successor"].map(column);
    if columns[1].is_none() || columns[2].is_none() {
        return Err(AreasError::MissingColumns);
    }
    let mut file = AreaFile::default();
    for record in reader.records() {
        let Ok(record) = record else { return Err(AreasError::Unreadable) };
        let line = record.position().map_or(0, csv::Position::line);
        match parse(&columns.map(|at| at.and_then(|at| record.get(at)).unwrap_or_default())) {
            Ok((facts, successor)) => file.rows.push(AreaRow { line, facts, successor }),
            Err(error) => file.rejected.push(RejectedRow { line, reason: error.to_string() }),
        }
    }
    if file.rows.is_empty() && file.rejected.is_empty() {
        return Err(AreasError::NoRows);
    }
    Ok(file)
}

fn parse([code, level, name, from, to, successor]: &[&str; 6]) -> Result<(AreaFacts, Option<Untrusted>), AreaRowError> {
    let code = code.to_ascii_uppercase();
    if !code.is_empty() && !is_area_code(&code) {
        return Err(AreaRowError::Code { cell: excerpt(&code) });
    }
    let level = AreaLevel::from_code(level).ok_or_else(|| AreaRowError::Level { cell: excerpt(level) })?;
    if !name.chars().any(char::is_alphabetic) {
        return Err(AreaRowError::Name { cell: excerpt(name) });
    }
    let day = |column, cell: &str| match cell {
        "" => Ok(None),
        cell => cell.parse::<NaiveDate>().map(Some).map_err(|_| AreaRowError::Day { column, cell: excerpt(cell) }),
    };
    let (active_from, inactive_on) = (day("from", from)?, day("to", to)?);
    if !successor.is_empty() && inactive_on.is_none() {
        return Err(AreaRowError::SuccessorWithoutEnd);
    }
    let (name, code) = (Untrusted::from(*name), Untrusted::from(code.as_str()));
    let facts = AreaFacts { level, name, code, active_from, inactive_on, successor: None };
    Ok((facts, (!successor.is_empty()).then(|| Untrusted::from(*successor))))
}

/// What a file of areas changes. Every row is counted once: new, changed, unchanged or rejected.
#[derive(Clone, Debug, Default)]
pub struct AreaDiff {
    pub new: usize,
    pub changed: usize,
    pub unchanged: usize,
    pub rejected: Vec<RejectedRow>,
    pub acts: Vec<Act>,
}

/// Compares the rows with the areas on record; an area without a row stays as it is, as does what a row leaves blank.
/// `councils_on` gives the councils of a day: those of an ended area go to its successor.
///
/// # Errors
///
/// What `councils_on` says.
pub fn compare_areas<E>(
    file: AreaFile,
    known: &[Area],
    councils_on: impl Fn(NaiveDate) -> Result<Vec<Council>, E>,
) -> Result<AreaDiff, E> {
    let mut diff = AreaDiff { rejected: file.rejected, ..AreaDiff::default() };
    let mut rows = file.rows;
    // A successor is recorded before the area that ends in its favour.
    rows.sort_by_key(|row| row.successor.is_some());
    for AreaRow { facts: row, successor, .. } in rows {
        let of_level = || of_level(known, row.level);
        let Some(area) = find_unit(of_level(), row.name.raw()) else {
            diff.new += 1;
            diff.acts.extend(record_area(None, row, successor.as_ref(), &[]));
            continue;
        };
        let mut facts = area.facts.clone();
        if !row.code.is_blank() {
            facts.code = row.code;
        }
        facts.active_from = row.active_from.or(facts.active_from);
        facts.inactive_on = row.inactive_on.or(facts.inactive_on);
        let next = successor.as_ref().and_then(|named| find_unit(of_level(), named.raw()));
        let is_new_successor = successor.is_some() && next.map(|next| next.id) != facts.successor;
        if facts == area.facts && !is_new_successor {
            diff.unchanged += 1;
            continue;
        }
        let councils = match facts.inactive_on.filter(|_| is_new_successor) {
            Some(on) => councils_on(on)?,
            None => Vec::new(),
        };
        diff.changed += 1;
        diff.acts.extend(record_area(Some(area), facts, successor.as_ref(), &councils));
    }
    Ok(diff)
}

#[cfg(test)]
mod tests {
    use super::{AreaLevel, compare_areas, embedded_areas, read_areas};
    use crate::register::councils_csv::{embedded_register, read_register};
    use rstest::rstest;

    #[test]
    fn the_shipped_areas_are_those_of_the_register() {
        let file = read_areas(embedded_areas()).unwrap();
        assert_eq!((file.rows.len(), file.rejected.len()), (13, 0));
        let of = |level: AreaLevel| {
            let rows = file.rows.iter().filter(move |row| row.facts.level == level);
            let mut names: Vec<&str> = rows.map(|row| row.facts.name.raw()).collect();
            names.sort_unstable();
            names
        };
        let register = read_register(embedded_register()).unwrap();
        let mut counties: Vec<&str> = register.rows.iter().map(|row| row.county.raw()).collect();
        let mut districts: Vec<&str> = register.rows.iter().map(|row| row.district.raw()).collect();
        for names in [&mut counties, &mut districts] {
            names.sort_unstable();
            names.dedup();
        }
        assert_eq!((of(AreaLevel::County), of(AreaLevel::District)), (counties, districts));
        assert!(file.rows.iter().all(|row| !row.facts.code.is_blank() && row.successor.is_none()));
        let ended = file.rows.iter().filter(|row| row.facts.inactive_on.is_some());
        assert_eq!(ended.count(), 6, "the districts of Worcestershire end on 1 April 2028");
    }

    #[rstest]
    #[case("E04011380,district,Wem,,,", "its code “E04011380” is no code of a county or district")]
    #[case("E07000238,ward,Wychavon,,,", "its level “ward” is not known; write county or district")]
    #[case("E07000238,district,?,,,", "its name “?” has no letter")]
    #[case("E07000238,district,Wychavon,,1 April 2028,", "its to “1 April 2028” is not a day; write it as 2028-04-01")]
    #[case("E07000238,district,Wychavon,,,Redditch", "it has a successor and no day on which it ends")]
    fn a_row_that_cannot_be_right_is_rejected(#[case] row: &str, #[case] reason: &str) {
        let file = read_areas(format!("code,level,name,from,to,successor\n{row}\n").as_bytes()).unwrap();
        assert_eq!(file.rejected.len(), 1);
        assert!(file.rejected[0].reason.starts_with(reason) && file.rejected[0].line == 2, "{:?}", file.rejected);
    }

    #[test]
    fn the_file_may_name_a_successor_below() {
        let rows = "level,name,to,successor\ndistrict,Wychavon,2028-04-01,South\ndistrict,South,,\n";
        let diff = compare_areas(read_areas(rows.as_bytes()).unwrap(), &[], |_| Ok::<_, ()>(Vec::new())).unwrap();
        assert_eq!((diff.new, diff.acts.len()), (2, 2));
        assert!(format!("{:?}", diff.acts[0]).contains("South"));
        assert!(read_areas(b"code,parish\nE1,Wem\n").is_err() && read_areas(b"level,name\n").is_err());
    }
}
