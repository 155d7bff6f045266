//! Finds a council by typing: exact, then prefix, then word prefix, then fuzzy.
//!
//! Search folds case, accents, apostrophes and punctuation; "Saint" is "St" and "&" is "and". The fuzzy tier runs
//! only if the others find nothing, so that it helps with "shrwsbry" and adds no noise to "wem".

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Folds text for comparison: lower case, no accents or apostrophes, other punctuation as one space, "saint" as "st",
/// "&" as "and".
pub fn fold(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    if text.is_ascii() {
        // Nearly every name has no accents, and a list folds ten thousand names before its first frame.
        text.chars().for_each(|c| fold_letter(c, &mut plain));
    } else {
        text.nfd().filter(|c| !is_combining_mark(*c)).for_each(|c| fold_letter(c, &mut plain));
    }
    let mut folded = String::with_capacity(plain.len());
    for word in plain.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(if word == "saint" { "st" } else { word });
    }
    folded
}

fn fold_letter(c: char, plain: &mut String) {
    match c {
        '\'' | '’' | '‘' | '`' => {}
        '&' => plain.push_str(" and "),
        c if c.is_ascii_alphanumeric() => plain.push(c.to_ascii_lowercase()),
        c if c.is_alphanumeric() => plain.extend(c.to_lowercase()),
        _ => plain.push(' '),
    }
}

/// Words at the end of a council's name that a search may omit: "wem" is exactly Wem Town Council.
const COUNCIL_TYPES: [&str; 6] =
    ["", " town council", " parish council", " group parish council", " city council", " parish meeting"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchKey {
    /// The council's name, then its parishes' names, one a line.
    text: Box<str>,
    letters: u64,
}

impl SearchKey {
    pub fn new<'a>(name: &str, parishes: impl Iterator<Item = &'a str>) -> Self {
        let mut text = fold(name);
        for parish in parishes {
            let folded = fold(parish);
            let known = text
                .split('\n')
                .any(|entry| entry.strip_prefix(&folded).is_some_and(|rest| COUNCIL_TYPES.contains(&rest)));
            if !known {
                text.push('\n');
                text.push_str(&folded);
            }
        }
        Self { letters: letter_mask(&text), text: text.into() }
    }

    /// The council's folded name.
    pub fn name(&self) -> &str {
        self.text.split('\n').next().unwrap_or_default()
    }
}

/// One bit for each letter and digit: a cheap pre-filter before the comparison.
fn letter_mask(text: &str) -> u64 {
    text.bytes().fold(0, |set, byte| match byte {
        b'a'..=b'z' => set | 1 << (byte - b'a'),
        b'0'..=b'9' => set | 1 << (26 + byte - b'0'),
        b' ' | b'\n' => set,
        _ => set | 1 << 40,
    })
}

/// Less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The query is its name, a parish's name, or the name without "Town Council" and the like.
    Exact,
    Prefix,
    WordPrefix,
    /// The letters occur in this order; the score is negated so that less is better.
    Fuzzy(i64),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    text: String,
    spaced: String,
    letters: u64,
}

impl Query {
    /// `None` if nothing is left to search for.
    pub fn new(typed: &str) -> Option<Self> {
        let text = fold(typed);
        (!text.is_empty()).then(|| Self { spaced: format!(" {text}"), letters: letter_mask(&text), text })
    }

    /// Whether every word match of this query also matches `shorter`, so that its result can be narrowed.
    pub fn refines(&self, shorter: &Self) -> bool {
        self.text.starts_with(&shorter.text)
    }

    /// All tiers but the fuzzy one.
    pub fn rank_by_words(&self, sought: &SearchKey) -> Option<Rank> {
        if self.letters & !sought.letters != 0 {
            return None;
        }
        sought.text.split('\n').filter_map(|entry| self.rank_entry(entry)).min()
    }

    fn rank_entry(&self, entry: &str) -> Option<Rank> {
        if let Some(rest) = entry.strip_prefix(&self.text) {
            return Some(if COUNCIL_TYPES.contains(&rest) { Rank::Exact } else { Rank::Prefix });
        }
        let words_begin = || {
            self.text.contains(' ')
                && self.text.split(' ').all(|word| entry.split(' ').any(|known| known.starts_with(word)))
        };
        (entry.contains(&self.spaced) || words_begin()).then_some(Rank::WordPrefix)
    }
}

/// The fuzzy tier, which hides the library.
#[derive(Default)]
pub struct NameRanker(SkimMatcherV2);

impl NameRanker {
    pub fn rank(&self, query: &Query, sought: &SearchKey) -> Option<Rank> {
        if query.letters & !sought.letters != 0 {
            return None;
        }
        let name = sought.text.split('\n').next().unwrap_or_default();
        self.0.fuzzy_match(name, &query.text).map(|score| Rank::Fuzzy(-score))
    }
}

#[cfg(test)]
mod tests {
    use super::{NameRanker, Query, Rank, SearchKey, fold};
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};
    use rstest::rstest;

    #[rstest]
    #[case("St. Michael's & All Angels", "st michaels and all angels")]
    #[case("Saint Weonards", "st weonards")]
    #[case("Llandinabo–Château", "llandinabo chateau")]
    #[case("  ", "")]
    fn folds(#[case] text: &str, #[case] folded: &str) {
        assert_eq!(fold(text), folded);
    }

    #[rstest]
    #[case("wem", Some(Rank::Exact))]
    #[case("Wem Town", Some(Rank::Prefix))]
    #[case("town", Some(Rank::WordPrefix))]
    #[case("cou we", Some(Rank::WordPrefix))]
    #[case("em", None)]
    fn ranks_by_words(#[case] typed: &str, #[case] expected: Option<Rank>) {
        let sought = SearchKey::new("Wem Town Council", ["Wem Urban"].into_iter());
        assert_eq!(Query::new(typed).unwrap().rank_by_words(&sought), expected);
    }

    #[test]
    fn a_parish_finds_its_council() {
        let sought = SearchKey::new("Pyons Group Parish Council", ["Canon Pyon", "King's Pyon"].into_iter());
        assert_eq!(Query::new("kings pyon").unwrap().rank_by_words(&sought), Some(Rank::Exact));
    }

    #[test]
    fn letters_in_order_are_found_last() {
        let sought = SearchKey::new("Shrewsbury Town Council", std::iter::empty());
        let query = Query::new("shrwsbry").unwrap();
        assert_eq!(query.rank_by_words(&sought), None);
        assert!(matches!(NameRanker::default().rank(&query, &sought), Some(Rank::Fuzzy(_))));
    }

    proptest! {
        #[test]
        fn folding_twice_is_folding_once(text in "\\PC{0,30}") {
            prop_assert_eq!(fold(&fold(&text)), fold(&text));
        }

        #[test]
        fn a_name_finds_itself_first(name in "[A-Za-zé&' -]{1,30}") {
            if let Some(query) = Query::new(&name) {
                prop_assert_eq!(query.rank_by_words(&SearchKey::new(&name, std::iter::empty())), Some(Rank::Exact));
            }
        }

        #[test]
        fn a_longer_query_only_narrows(name in "[a-z ]{1,20}", typed in "[a-z ]{2,8}") {
            let sought = SearchKey::new(&name, std::iter::empty());
            if let (Some(long), Some(short)) = (Query::new(&typed), Query::new(&typed[..1]))
                && long.refines(&short) && long.rank_by_words(&sought).is_some() {
                prop_assert!(short.rank_by_words(&sought).is_some());
            }
        }
    }
}
