//! Counties, districts and teams, by their full and abbreviated names.

use super::elsewhere::is_elsewhere;
use super::tokenizer::folded_words;
use charter::council::Council;

/// Index of an area.
pub(super) type Area = u32;

/// An area that the register does not cover: no council of it is there.
const OUTSIDE: Area = Area::MAX;

pub(super) struct Areas {
    /// Folded names by [`Area`]; a few dozen at most.
    names: Vec<String>,
    /// County, district and team, by council index.
    by_council: Vec<[Option<Area>; 3]>,
}

/// Abbreviations that are no prefix of the name.
const AREA_ALIASES: [(&str, &str); 2] = [("salop", "shropshire"), ("t and w", "telford and wrekin")];
/// Words that may be written beside the name of an area.
const AREA_WORDS: [&str; 12] =
    ["county", "district", "council", "unitary", "north", "south", "east", "west", "mid", "snt", "team", "of"];

impl Areas {
    pub(super) fn new(councils: &[Council]) -> Self {
        let mut areas = Self { names: Vec::new(), by_council: Vec::with_capacity(councils.len()) };
        // Neighbours in a register share their areas, so the last look-up is tried first.
        let mut last: Vec<(String, Option<Area>)> = vec![Default::default(); 3];
        for council in councils {
            let mut own = [None; 3];
            for (index, text) in [&council.county, &council.district, &council.team].into_iter().enumerate() {
                if last[index].0 != text.raw() {
                    last[index] = (text.raw().to_owned(), areas.intern(text.raw()));
                }
                own[index] = last[index].1;
            }
            areas.by_council.push(own);
        }
        areas
    }

    fn intern(&mut self, text: &str) -> Option<Area> {
        let folded = folded_words(text).join(" ");
        if folded.is_empty() {
            return None;
        }
        let index = self.names.iter().position(|known| *known == folded).unwrap_or_else(|| {
            self.names.push(folded);
            self.names.len() - 1
        });
        Area::try_from(index).ok()
    }

    /// Finds an area by its name without "county" and the like, or by a unique prefix: "Worcs".
    pub(super) fn find(&self, written: &str) -> Option<Area> {
        let words = folded_words(written);
        self.find_exact(&words).or_else(|| {
            let rest: Vec<String> = words.iter().filter(|word| !AREA_WORDS.contains(&word.as_str())).cloned().collect();
            self.find_exact(&rest).or_else(|| is_elsewhere(&words).then_some(OUTSIDE))
        })
    }

    fn find_exact(&self, words: &[String]) -> Option<Area> {
        let text = words.join(" ");
        let text = AREA_ALIASES.iter().find(|(short, _)| *short == text).map_or(text.as_str(), |(_, long)| long);
        let index = self.names.iter().position(|known| known == text).or_else(|| self.find_shortened(text))?;
        Area::try_from(index).ok()
    }

    fn find_shortened(&self, text: &str) -> Option<usize> {
        let (stem, county) = text.strip_suffix('s').map_or((text, false), |stem| (stem, true));
        if stem.len() < 4 {
            return None;
        }
        let fits = |known: &String| known.starts_with(text) || (county && known.starts_with(stem));
        let mut indexes = (0..self.names.len()).filter(|index| fits(&self.names[*index]));
        let first = indexes.next()?;
        if indexes.next().is_none() {
            return Some(first);
        }
        // "Worcs" means the county, not the city.
        let mut counties =
            (0..self.names.len()).filter(|index| fits(&self.names[*index]) && self.names[*index].ends_with("shire"));
        let only = counties.next()?;
        counties.next().is_none().then_some(only)
    }

    pub(super) fn contains(&self, area: Area, council: usize) -> bool {
        self.by_council.get(council).is_some_and(|own| own.contains(&Some(area)))
    }
}
