//! Counties, districts and teams, as they are written and abbreviated.

use super::words::folded_words;
use charter::council::Council;

/// An area of the register.
pub(super) type Area = u32;

/// The areas of a register.
pub(super) struct Areas {
    /// Folded; a few dozen at most.
    known: Vec<String>,
    /// For each council its county, district and team.
    of: Vec<[Option<Area>; 3]>,
}

/// Names of areas that no rule of shortening gives.
const AREA_ALIASES: [(&str, &str); 2] = [("salop", "shropshire"), ("t and w", "telford and wrekin")];
/// What stands beside the name of an area.
const AREA_WORDS: [&str; 12] =
    ["county", "district", "council", "unitary", "north", "south", "east", "west", "mid", "snt", "team", "of"];

impl Areas {
    pub(super) fn new(councils: &[Council]) -> Self {
        let mut areas = Self { known: Vec::new(), of: Vec::with_capacity(councils.len()) };
        // Neighbours in a register are in one area: what was looked up last is asked first.
        let mut last: Vec<(String, Option<Area>)> = vec![Default::default(); 3];
        for council in councils {
            let mut own = [None; 3];
            for (place, text) in [&council.county, &council.district, &council.team].into_iter().enumerate() {
                if last[place].0 != text.raw() {
                    last[place] = (text.raw().to_owned(), areas.enter(text.raw()));
                }
                own[place] = last[place].1;
            }
            areas.of.push(own);
        }
        areas
    }

    fn enter(&mut self, text: &str) -> Option<Area> {
        let folded = folded_words(text).join(" ");
        if folded.is_empty() {
            return None;
        }
        let place = self.known.iter().position(|known| *known == folded).unwrap_or_else(|| {
            self.known.push(folded);
            self.known.len() - 1
        });
        Area::try_from(place).ok()
    }

    /// The area that was written: its name, without "county" and the like, or the beginning of the name of one ("Worcs").
    pub(super) fn find(&self, written: &str) -> Option<Area> {
        let words = folded_words(written);
        self.exactly(&words).or_else(|| {
            let rest: Vec<String> = words.into_iter().filter(|word| !AREA_WORDS.contains(&word.as_str())).collect();
            self.exactly(&rest)
        })
    }

    fn exactly(&self, words: &[String]) -> Option<Area> {
        let text = words.join(" ");
        let text = AREA_ALIASES.iter().find(|(short, _)| *short == text).map_or(text.as_str(), |(_, long)| long);
        let place = self.known.iter().position(|known| known == text).or_else(|| self.shortened(text))?;
        Area::try_from(place).ok()
    }

    fn shortened(&self, text: &str) -> Option<usize> {
        let (stem, county) = text.strip_suffix('s').map_or((text, false), |stem| (stem, true));
        if stem.len() < 4 {
            return None;
        }
        let fits = |known: &String| known.starts_with(text) || (county && known.starts_with(stem));
        let mut places = (0..self.known.len()).filter(|place| fits(&self.known[*place]));
        let first = places.next()?;
        if places.next().is_none() {
            return Some(first);
        }
        // "Worcs" is the county and not the city.
        let mut counties =
            (0..self.known.len()).filter(|place| fits(&self.known[*place]) && self.known[*place].ends_with("shire"));
        let only = counties.next()?;
        counties.next().is_none().then_some(only)
    }

    /// Whether a council is in an area.
    pub(super) fn contains(&self, area: Area, council: usize) -> bool {
        self.of.get(council).is_some_and(|own| own.contains(&Some(area)))
    }
}
