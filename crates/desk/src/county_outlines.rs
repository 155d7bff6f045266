//! The lines of the counties, for the map: `data/county_outlines.csv`.

use charter::map::Place;
use serde::Deserialize;

/// A closed ring: the last place is the first one again.
#[derive(Clone, Debug, PartialEq)]
pub struct CountyOutline {
    /// As the register writes it.
    pub county: String,
    pub ring: Vec<Place>,
}

#[derive(Deserialize)]
struct PointRow {
    county: String,
    longitude: f64,
    latitude: f64,
}

/// The counties in the order of the file.
///
/// # Errors
///
/// A row has no county, latitude and longitude: then the program was built with wrong data.
pub fn embedded_outlines() -> Result<Vec<CountyOutline>, csv::Error> {
    read_outlines(include_bytes!("../../../data/county_outlines.csv"))
}

/// The rows of a county stand together, in the order of the ring.
fn read_outlines(bytes: &[u8]) -> Result<Vec<CountyOutline>, csv::Error> {
    let mut outlines: Vec<CountyOutline> = Vec::new();
    for row in csv::Reader::from_reader(bytes).deserialize() {
        let PointRow { county, longitude, latitude } = row?;
        let place = Place { latitude, longitude };
        match outlines.last_mut().filter(|outline| outline.county == county) {
            Some(outline) => outline.ring.push(place),
            None => outlines.push(CountyOutline { county, ring: vec![place] }),
        }
    }
    Ok(outlines)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::{embedded_outlines, read_outlines};
    use crate::register::councils_csv::{embedded_register, read_register};
    use charter::map::Place;

    /// Counts how often a line to the east crosses the ring.
    fn is_inside(place: Place, ring: &[Place]) -> bool {
        let crosses = |ends: &&[Place]| {
            let (a, b) = (ends[0], ends[1]);
            let at = || {
                a.longitude + (place.latitude - a.latitude) / (b.latitude - a.latitude) * (b.longitude - a.longitude)
            };
            (a.latitude > place.latitude) != (b.latitude > place.latitude) && place.longitude < at()
        };
        ring.windows(2).filter(crosses).count() % 2 == 1
    }

    #[test]
    fn each_county_of_the_register_has_one_closed_ring_around_its_parishes() {
        let outlines = embedded_outlines().unwrap();
        let rows = read_register(embedded_register()).unwrap().rows;
        let counties: BTreeSet<&str> = rows.iter().map(|row| row.county.raw()).collect();
        let outlined: BTreeSet<&str> = outlines.iter().map(|outline| outline.county.as_str()).collect();
        assert_eq!((outlined.len(), outlined), (outlines.len(), counties));
        for outline in &outlines {
            assert_eq!(outline.ring.first(), outline.ring.last(), "{}", outline.county);
            let parishes = rows.iter().filter(|row| row.county.raw() == outline.county);
            let places =
                parishes.map(|row| Place { latitude: row.latitude.unwrap(), longitude: row.longitude.unwrap() });
            let outside = places.filter(|place| !is_inside(*place, &outline.ring)).count();
            assert_eq!(outside, 0, "{}", outline.county);
        }
    }

    #[test]
    fn a_row_that_is_no_place_is_refused() {
        let csv = b"county,seq,longitude,latitude\nRutland,0,west,52.6\n";
        assert!(read_outlines(csv).is_err());
    }
}
