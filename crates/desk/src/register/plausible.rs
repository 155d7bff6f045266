//! Rejects rows of a register whose codes, names or coordinates cannot be right, before anything is recorded.

use charter::register::{RegisterRow, RejectedRow};
use charter::untrusted::Untrusted;
use reading::columns::is_faulty_cell;

use super::councils_csv::RegisterFile;
use super::error::ImplausibleRow;
use super::row::excerpt;

/// Degrees that enclose the United Kingdom, with a margin of some kilometres.
const LATITUDES: std::ops::RangeInclusive<f64> = 49.7..=61.0;
const LONGITUDES: std::ops::RangeInclusive<f64> = -8.8..=2.0;

impl RegisterFile {
    /// Moves each row that cannot be right to the rejected ones, with the reason and what to do. Letters of codes become
    /// capitals.
    #[must_use]
    pub fn reject_implausible(mut self) -> Self {
        for mut row in std::mem::take(&mut self.rows) {
            row.code.make_ascii_uppercase();
            match check(&row) {
                Ok(()) => self.rows.push(row),
                Err(error) => self.rejected.push(RejectedRow { line: row.line, reason: error.to_string() }),
            }
        }
        self.rejected.sort_by_key(|rejected| rejected.line);
        self
    }
}

fn check(row: &RegisterRow) -> Result<(), ImplausibleRow> {
    let team = row.team.as_ref();
    let cells = [("parish", Some(&row.parish)), ("council", Some(&row.council)), ("county", Some(&row.county))];
    let cells = cells.into_iter().chain([("district", Some(&row.district)), ("team", team)]);
    let mut cells = cells.filter_map(|(column, cell)| Some((column, cell?)));
    if let Some((column, cell)) = cells.find(|(_, cell)| is_faulty_cell(cell.raw())) {
        return Err(ImplausibleRow::FaultyCell { column, cell: excerpt(cell.raw()) });
    }
    if !is_ons_code(&row.code) {
        return Err(ImplausibleRow::Code { cell: excerpt(&row.code) });
    }
    if !has_letter(&row.parish) || !row.council.is_blank() && !has_letter(&row.council) {
        let cell = if has_letter(&row.parish) { &row.council } else { &row.parish };
        return Err(ImplausibleRow::Name { cell: excerpt(cell.raw()) });
    }
    check_coordinates(row.latitude, row.longitude)
}

/// A code of the Office for National Statistics: a letter for the country and eight digits (E04 is a parish of England, W04
/// a community of Wales).
fn is_ons_code(code: &str) -> bool {
    let digits = code.strip_prefix(|c: char| c.is_ascii_alphabetic());
    digits.is_some_and(|digits| digits.len() == 8 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn has_letter(name: &Untrusted) -> bool {
    name.raw().chars().any(char::is_alphabetic)
}

fn check_coordinates(latitude: Option<f64>, longitude: Option<f64>) -> Result<(), ImplausibleRow> {
    let fits = |latitude: Option<f64>, longitude: Option<f64>| {
        latitude.is_none_or(|degrees| LATITUDES.contains(&degrees))
            && longitude.is_none_or(|degrees| LONGITUDES.contains(&degrees))
    };
    let cell = |degrees: Option<f64>| degrees.map_or_else(|| "blank".to_owned(), |degrees| degrees.to_string());
    let (given, swapped) = (fits(latitude, longitude), fits(longitude, latitude));
    let (latitude, longitude) = (cell(latitude), cell(longitude));
    match (given, swapped) {
        (true, _) => Ok(()),
        (false, true) => Err(ImplausibleRow::Swapped { latitude, longitude }),
        (false, false) => Err(ImplausibleRow::Abroad { latitude, longitude }),
    }
}

#[cfg(test)]
mod tests {
    use super::{check_coordinates, is_ons_code};
    use crate::register::councils_csv::{embedded_register, read_register};
    use rstest::rstest;

    #[test]
    fn the_shipped_register_is_plausible() {
        let file = read_register(embedded_register()).unwrap().reject_implausible();
        assert_eq!((file.rows.len(), file.rejected.len()), (658, 0));
    }

    #[rstest]
    #[case("E04011380", true)]
    #[case("W04000123", true)]
    #[case("E0401138X", false)]
    #[case("E0401138", false)]
    #[case("E040113800", false)]
    #[case("04011380", false)]
    #[case("E04 011380", false)]
    #[case("É04011380", false)]
    #[case("SY4 5AA", false)]
    fn codes_have_a_shape(#[case] code: &str, #[case] fits: bool) {
        assert_eq!(is_ons_code(code), fits);
    }

    #[rstest]
    #[case(Some(52.86), Some(-2.72), "")]
    #[case(Some(60.8), Some(-0.9), "")]
    #[case(None, None, "")]
    #[case(Some(52.86), None, "")]
    #[case(Some(-2.72), Some(52.86), "look swapped")]
    #[case(None, Some(52.86), "look swapped")]
    #[case(Some(52.86), Some(-27.2), "outside")]
    #[case(Some(0.0), Some(0.0), "outside")]
    #[case(Some(40.4), Some(-3.7), "outside")]
    #[case(Some(525_600.0), Some(339_000.0), "outside")]
    fn coordinates_are_in_the_country(
        #[case] latitude: Option<f64>,
        #[case] longitude: Option<f64>,
        #[case] why: &str,
    ) {
        let checked = check_coordinates(latitude, longitude).map_or_else(|error| error.to_string(), |()| String::new());
        assert!(checked.contains(why) && checked.is_empty() == why.is_empty(), "{checked}");
    }

    #[rstest]
    #[case("e04011380,Wem Urban,Wem Town Council,52.8,-2.7", "2 E04011380 Wem Urban")]
    #[case("E0401138X,Wem Urban,,52.8,-2.7", "2! its code “E0401138X” is no code of a parish")]
    #[case("E04011380,-,,52.8,-2.7", "2! its name “-” has no letter")]
    #[case("E04011380,Wem Urban,?,52.8,-2.7", "2! its name “?” has no letter")]
    #[case("E04011380,#N/A,,52.8,-2.7", "2! its parish “#N/A” is an error or a formula")]
    #[case("E04011380,Wem,=B2,52.8,-2.7", "2! its council “=B2” is an error or a formula")]
    #[case("E04011380,Wem,,-2.7,52.8", "2! its latitude -2.7 and longitude 52.8 look swapped")]
    fn a_row_that_cannot_be_right_is_rejected(#[case] row: &str, #[case] said: &str) {
        let text = format!("code,parish,council,latitude,longitude,county\n{row},Shropshire\n");
        let file = read_register(text.as_bytes()).unwrap().reject_implausible();
        let rows = file.rows.iter().map(|row| format!("{} {} {}", row.line, row.code, row.parish.raw()));
        let all: Vec<String> =
            rows.chain(file.rejected.iter().map(|row| format!("{}! {}", row.line, row.reason))).collect();
        assert!(all.len() == 1 && all[0].starts_with(said), "{all:?}");
    }
}
