//! Latitude and longitude, and kilometres on a flat map.

/// In degrees, WGS84.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    pub latitude: f64,
    pub longitude: f64,
}

impl Place {
    /// The middle of several places; `None` of none.
    pub fn middle(places: impl Iterator<Item = Self>) -> Option<Self> {
        let (mut latitude, mut longitude, mut n) = (0.0, 0.0, 0.0);
        for place in places {
            latitude += place.latitude;
            longitude += place.longitude;
            n += 1.0;
        }
        (n > 0.0).then(|| Self { latitude: latitude / n, longitude: longitude / n })
    }
}

/// In kilometres, to the east and to the north of the projection's origin.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Point {
    pub east: f64,
    pub north: f64,
}

impl Point {
    /// In kilometres.
    pub fn distance(self, other: Self) -> f64 {
        (self.east - other.east).hypot(self.north - other.north)
    }

    /// One of eight, for people: `north-east` of `self`.
    pub fn bearing_to(self, other: Self) -> &'static str {
        const NAMES: [&str; 8] =
            ["north", "north-east", "east", "south-east", "south", "south-west", "west", "north-west"];
        let degrees = (other.east - self.east).atan2(other.north - self.north).to_degrees().rem_euclid(360.0);
        let eighth = NAMES.iter().enumerate().find(|(index, _)| {
            let middle = f64::from(u32::try_from(*index).unwrap_or(0)) * 45.0;
            (degrees - middle).abs() <= 22.5
        });
        eighth.map_or("north", |(_, name)| name)
    }
}

/// A flat map with its origin in the middle of an area. Over the 130 km of a force's area an equirectangular projection is
/// off by less than 1 %, which is less than a cell.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Projection {
    origin: Place,
}

/// The mean length of a degree of latitude.
const KM_OF_DEGREE: f64 = 111.2;

impl Projection {
    pub fn around(origin: Place) -> Self {
        Self { origin }
    }

    pub fn point(&self, place: Place) -> Point {
        Point {
            east: (place.longitude - self.origin.longitude) * KM_OF_DEGREE * self.origin.latitude.to_radians().cos(),
            north: (place.latitude - self.origin.latitude) * KM_OF_DEGREE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Place, Point, Projection};
    use rstest::rstest;

    #[test]
    fn distances_agree_with_those_on_the_ground() {
        // Worcester and Shrewsbury are 69 km apart, by their National Grid references SO 850 548 and SJ 492 125.
        let (worcester, shrewsbury) =
            (Place { latitude: 52.191, longitude: -2.221 }, Place { latitude: 52.708, longitude: -2.754 });
        let map = Projection::around(Place::middle([worcester, shrewsbury].into_iter()).unwrap());
        let apart = map.point(worcester).distance(map.point(shrewsbury));
        assert!((67.0..69.5).contains(&apart), "{apart}");
        assert_eq!(map.point(worcester).bearing_to(map.point(shrewsbury)), "north-west");
        assert_eq!(Place::middle(std::iter::empty()), None);
    }

    #[rstest]
    #[case(0.0, 1.0, "north")]
    #[case(1.0, 1.0, "north-east")]
    #[case(1.0, 0.0, "east")]
    #[case(0.1, -1.0, "south")]
    #[case(-1.0, -1.0, "south-west")]
    #[case(-0.1, 1.0, "north")]
    fn bearings_have_names(#[case] east: f64, #[case] north: f64, #[case] name: &str) {
        assert_eq!(Point::default().bearing_to(Point { east, north }), name);
    }
}
