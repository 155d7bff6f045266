//! Rejects rows of a register whose codes, names or coordinates cannot be right, before anything is recorded.

use std::collections::BTreeMap;

use charter::council::Council;
use charter::register::{RegisterRow, RejectedRow};
use charter::untrusted::Untrusted;
use reading::columns::is_faulty_cell;

use super::councils_csv::RegisterFile;
use super::error::ImplausibleRow;
use super::row::excerpt;

/// England and Wales in bands from south to north: the latitude at which a band begins, and the longitudes of its west and
/// east coast or border, with a margin of some kilometres. The last band ends at [`NORTH_END`].
const BANDS: [(f64, f64, f64); 7] = [
    (49.85, -6.5, -3.5),
    (50.3, -5.3, 1.0),
    (51.0, -5.5, 1.5),
    (52.0, -5.5, 1.78),
    (53.0, -4.8, 0.5),
    (53.5, -3.7, 0.5),
    (55.0, -3.1, -1.2),
];
const NORTH_END: f64 = 55.85;

/// How far a place may be from the nearest one of its county on record, in kilometres.
const MAX_KM: u64 = 60;

/// Latitude and longitude in degrees.
type Place = (f64, f64);

/// The places on record by the name of their county in small letters.
struct KnownPlaces(BTreeMap<String, Vec<Place>>);

impl RegisterFile {
    /// Moves each row that cannot be right to the rejected ones, with the reason and what to do. Letters of codes become
    /// capitals. `known`: the councils on record, whose places show where a county lies.
    #[must_use]
    pub fn reject_implausible(mut self, known: &[Council]) -> Self {
        let known = KnownPlaces::of(known);
        for mut row in std::mem::take(&mut self.rows) {
            row.code.make_ascii_uppercase();
            match check(&row, &known) {
                Ok(()) => self.rows.push(row),
                Err(error) => self.rejected.push(RejectedRow { line: row.line, reason: error.to_string() }),
            }
        }
        self.rejected.sort_by_key(|rejected| rejected.line);
        self
    }
}

impl KnownPlaces {
    fn of(councils: &[Council]) -> Self {
        let mut places: BTreeMap<String, Vec<Place>> = BTreeMap::new();
        for council in councils {
            let of_council = council.parishes.iter().filter_map(|parish| parish.latitude.zip(parish.longitude));
            places.entry(county_key(&council.county)).or_default().extend(of_council);
        }
        Self(places)
    }

    /// Kilometres to the nearest place of a county; `None` if no place of it is on record.
    fn distance(&self, county: &Untrusted, place: Place) -> Option<f64> {
        self.0.get(&county_key(county))?.iter().map(|known| kilometres(*known, place)).reduce(f64::min)
    }
}

fn county_key(county: &Untrusted) -> String {
    county.raw().trim().to_lowercase()
}

/// The distance of two places of one country, on a plane: less than a percent off.
fn kilometres(a: Place, b: Place) -> f64 {
    const KM_A_DEGREE: f64 = 111.2;
    let narrowing = ((a.0 + b.0) / 2.0).to_radians().cos();
    (a.0 - b.0).hypot((a.1 - b.1) * narrowing) * KM_A_DEGREE
}

fn check(row: &RegisterRow, known: &KnownPlaces) -> Result<(), ImplausibleRow> {
    let team = row.team.as_ref();
    let cells = [("parish", Some(&row.parish)), ("council", Some(&row.council)), ("county", Some(&row.county))];
    let cells = cells.into_iter().chain([("district", Some(&row.district)), ("team", team)]);
    let mut cells = cells.filter_map(|(column, cell)| Some((column, cell?)));
    if let Some((column, cell)) = cells.find(|(_, cell)| is_faulty_cell(cell.raw())) {
        return Err(ImplausibleRow::FaultyCell { column, cell: excerpt(cell.raw()) });
    }
    if !is_parish_code(&row.code) {
        return Err(ImplausibleRow::Code { cell: excerpt(&row.code) });
    }
    if !has_letter(&row.parish) || !row.council.is_blank() && !has_letter(&row.council) {
        let cell = if has_letter(&row.parish) { &row.council } else { &row.parish };
        return Err(ImplausibleRow::Name { cell: excerpt(cell.raw()) });
    }
    match (row.latitude, row.longitude) {
        (None, None) => Ok(()),
        (Some(latitude), Some(longitude)) => check_place((latitude, longitude), &row.county, known),
        (given, _) => {
            let (given, missing) = if given.is_some() { ("latitude", "longitude") } else { ("longitude", "latitude") };
            Err(ImplausibleRow::Half { given, missing })
        }
    }
}

/// A code of the Office for National Statistics for a parish of England (E04) or a community of Wales (W04), with six digits.
/// Counties, districts and wards have codes of the same shape.
fn is_parish_code(code: &str) -> bool {
    let digits = code.strip_prefix("E04").or_else(|| code.strip_prefix("W04"));
    digits.is_some_and(|digits| digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_digit()))
}

fn has_letter(name: &Untrusted) -> bool {
    name.raw().chars().any(char::is_alphabetic)
}

fn check_place(place: Place, county: &Untrusted, known: &KnownPlaces) -> Result<(), ImplausibleRow> {
    let (latitude, longitude) = place;
    match (is_in_england_or_wales(place), is_in_england_or_wales((longitude, latitude))) {
        (true, _) => {}
        (false, true) => return Err(ImplausibleRow::Swapped { latitude, longitude }),
        (false, false) => return Err(ImplausibleRow::Abroad { latitude, longitude }),
    }
    let away = known.distance(county, place).map_or(0, |away| away.round() as u64);
    if away > MAX_KM {
        let county = excerpt(county.raw());
        return Err(ImplausibleRow::FarAway { latitude, longitude, county, away, most: MAX_KM });
    }
    Ok(())
}

fn is_in_england_or_wales((latitude, longitude): Place) -> bool {
    let band = BANDS.iter().rfind(|(south, ..)| *south <= latitude).filter(|_| latitude <= NORTH_END);
    band.is_some_and(|(_, west, east)| (*west..=*east).contains(&longitude))
}

#[cfg(test)]
mod tests {
    use super::{KnownPlaces, Place, is_in_england_or_wales, is_parish_code};
    use crate::register::councils_csv::{embedded_register, read_register};
    use rstest::rstest;

    #[test]
    fn the_shipped_register_is_plausible() {
        let file = read_register(embedded_register()).unwrap().reject_implausible(&[]);
        assert_eq!((file.rows.len(), file.rejected.len()), (658, 0));
    }

    #[rstest]
    #[case("E04011380", true)]
    #[case("W04000123", true)]
    #[case("E06000051", false)]
    #[case("E99999999", false)]
    #[case("S04000001", false)]
    #[case("E0401138X", false)]
    #[case("E0401138", false)]
    #[case("E040113800", false)]
    #[case("04011380", false)]
    #[case("E04 011380", false)]
    #[case("É04011380", false)]
    #[case("SY4 5AA", false)]
    fn codes_of_parishes(#[case] code: &str, #[case] fits: bool) {
        assert_eq!(is_parish_code(code), fits);
    }

    #[rstest]
    #[case::wem(52.86, -2.72, true)]
    #[case::isles_of_scilly(49.92, -6.30, true)]
    #[case::lands_end(50.07, -5.71, true)]
    #[case::newquay(50.41, -5.08, true)]
    #[case::dungeness(50.92, 0.97, true)]
    #[case::dover(51.13, 1.31, true)]
    #[case::north_foreland(51.37, 1.44, true)]
    #[case::lowestoft(52.48, 1.76, true)]
    #[case::st_davids(51.88, -5.27, true)]
    #[case::holyhead(53.31, -4.63, true)]
    #[case::skegness(53.14, 0.34, true)]
    #[case::whitehaven(54.55, -3.59, true)]
    #[case::berwick(55.77, -2.0, true)]
    #[case::dublin(53.35, -6.26, false)]
    #[case::belfast(54.6, -5.93, false)]
    #[case::aberdeen(57.15, -2.1, false)]
    #[case::glasgow(55.86, -4.25, false)]
    #[case::north_sea(52.5, 1.9, false)]
    #[case::calais(50.95, 1.86, false)]
    #[case::guernsey(49.45, -2.54, false)]
    #[case::nowhere(0.0, 0.0, false)]
    #[case::grid_reference(525_600.0, 339_000.0, false)]
    #[case::no_number(f64::NAN, f64::NAN, false)]
    fn places_of_england_and_wales(#[case] latitude: f64, #[case] longitude: f64, #[case] fits: bool) {
        assert_eq!(is_in_england_or_wales((latitude, longitude)), fits);
    }

    #[rstest]
    #[case::in_the_county((52.7, -2.7), Some(0..=25))]
    #[case::far_from_it((51.5, -0.1), Some(200..=260))]
    fn distances_are_to_the_nearest_place(#[case] place: Place, #[case] away: Option<std::ops::RangeInclusive<u64>>) {
        let known = KnownPlaces([("shropshire".to_owned(), vec![(52.86, -2.72), (52.5, -2.9)])].into());
        let distance = |county: &str| known.distance(&county.into(), place).map(|away| away as u64);
        assert_eq!(distance("Powys"), None);
        assert!(
            away.is_some_and(|away| away.contains(&distance(" Shropshire").unwrap())),
            "{:?}",
            distance("shropshire")
        );
    }

    #[rstest]
    #[case("e04011380,Wem Urban,Wem Town Council,52.8,-2.7", "2 E04011380 Wem Urban")]
    #[case("E0401138X,Wem Urban,,52.8,-2.7", "2! its code “E0401138X” is no code of a parish")]
    #[case("E04011380,-,,52.8,-2.7", "2! its name “-” has no letter")]
    #[case("E04011380,Wem Urban,?,52.8,-2.7", "2! its name “?” has no letter")]
    #[case("E04011380,#N/A,,52.8,-2.7", "2! its parish “#N/A” is an error or a formula")]
    #[case("E04011380,Wem,=B2,52.8,-2.7", "2! its council “=B2” is an error or a formula")]
    #[case("E04011380,Wem,,-2.7,52.8", "2! its latitude -2.7 and longitude 52.8 look swapped")]
    #[case("E04011380,Wem,,52.8,", "2! it has a latitude and no longitude; write both, or leave both blank")]
    #[case("E04011380,Wem,,,52.8", "2! it has a longitude and no latitude; write both")]
    #[case("E04011380,Wem,,\"52,8\",-2.7", "2! its latitude “52,8” has a decimal comma; write a point: 52.8")]
    #[case("E04011380,Wem,,53.35,-6.26", "2! its latitude 53.35 and longitude -6.26 are outside of England and Wales")]
    fn a_row_that_cannot_be_right_is_rejected(#[case] row: &str, #[case] said: &str) {
        let text = format!("code,parish,council,latitude,longitude,county\n{row},Shropshire\n");
        let file = read_register(text.as_bytes()).unwrap().reject_implausible(&[]);
        let rows = file.rows.iter().map(|row| format!("{} {} {}", row.line, row.code, row.parish.raw()));
        let all: Vec<String> =
            rows.chain(file.rejected.iter().map(|row| format!("{}! {}", row.line, row.reason))).collect();
        assert!(all.len() == 1 && all[0].starts_with(said), "{all:?}");
    }
}
