//! Finds a council by typing: exact, then prefix, then word prefix, then by team, contact, address or code, then fuzzy.
//!
//! Search folds case, accents, apostrophes and punctuation; "Saint" is "St" and "&" is "and". The fuzzy tier runs
//! only if the others find nothing, so that it helps with "shrwsbry" and adds no noise to "wem".

use fuzzy_matcher::FuzzyMatcher;
use fuzzy_matcher::skim::SkimMatcherV2;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::string_enum;

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

/// How typed text matches the name of something in a list. Less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum NameMatch {
    Exact,
    Prefix,
    /// Each typed word begins a word of the name.
    WordPrefix,
    /// Each typed word occurs somewhere.
    Inside,
}

/// Compares folded texts. Without typed text every name matches alike.
pub fn name_match(name: &str, typed: &str) -> Option<NameMatch> {
    let begins = |word: &str| name.split(' ').any(|known| known.starts_with(word));
    if name == typed || typed.is_empty() {
        Some(NameMatch::Exact)
    } else if name.starts_with(typed) {
        Some(NameMatch::Prefix)
    } else if typed.split(' ').all(begins) {
        Some(NameMatch::WordPrefix)
    } else {
        typed.split(' ').all(|word| name.contains(word)).then_some(NameMatch::Inside)
    }
}

/// Words at the end of a council's name that a search may omit: "wem" is exactly Wem Town Council.
const COUNCIL_TYPES: [&str; 6] =
    ["", " town council", " parish council", " group parish council", " city council", " parish meeting"];

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchKey {
    /// The council's name, then its parishes' names, one a line.
    text: Box<str>,
    /// Bytes of the name.
    name_len: usize,
    letters: u64,
    initials: u64,
    /// The other fields, one a line: the index in [`FoundBy::ALL`] and the folded text.
    fields: Box<str>,
    field_initials: u64,
}

string_enum! {
    /// The field in which a council was found.
    FoundBy {
        Name = "name", "name";
        Parish = "parish", "parish";
        Team = "team", "team";
        Contact = "contact", "contact";
        Address = "address", "address";
        /// The ONS code of a parish.
        Code = "code", "code";
    }
}

/// A shorter text finds names only: "the" must not find every council whose contact is the clerk.
const MIN_FIELD_TEXT: usize = 3;
/// The codes begin alike, so a short text tells nothing.
const MIN_CODE_TEXT: usize = 5;

impl SearchKey {
    pub fn new<'a>(name: &str, parishes: impl Iterator<Item = &'a str>) -> Self {
        let mut text = fold(name);
        let name_len = text.len();
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
        Self {
            letters: letter_mask(&text),
            initials: initial_mask(&text),
            text: text.into(),
            name_len,
            fields: Box::default(),
            field_initials: 0,
        }
    }

    /// Adds fields that are searched after the names.
    #[must_use]
    pub fn with_fields<'a>(mut self, fields: impl Iterator<Item = (FoundBy, &'a str)>) -> Self {
        let mut text = String::new();
        for (by, field) in fields {
            let folded = fold(field);
            // "the clerk" is found as "clerk".
            let folded = folded.strip_prefix("the ").unwrap_or(&folded);
            if !folded.is_empty() {
                self.field_initials |= initial_mask(folded);
                text.push(char::from(b'0' + by as u8));
                text.push_str(folded);
                text.push('\n');
            }
        }
        self.fields = text.into();
        self
    }

    /// The council's folded name.
    pub fn name(&self) -> &str {
        self.text.get(..self.name_len).unwrap_or_default()
    }
}

/// One bit for each letter and digit: a cheap pre-filter before the comparison.
fn letter_bit(byte: u8) -> u64 {
    match byte {
        b'a'..=b'z' => 1 << (byte - b'a'),
        b'0'..=b'9' => 1 << (26 + byte - b'0'),
        b' ' | b'\n' => 0,
        _ => 1 << 40,
    }
}

fn letter_mask(text: &str) -> u64 {
    text.bytes().fold(0, |set, byte| set | letter_bit(byte))
}

/// Of the first letters of the words.
fn initial_mask(text: &str) -> u64 {
    text.split([' ', '\n']).filter_map(|word| word.bytes().next()).fold(0, |set, byte| set | letter_bit(byte))
}

/// Less is better.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Rank {
    /// The query is its name, a parish's name, or the name without "Town Council" and the like.
    Exact,
    Prefix,
    WordPrefix,
    /// Not by a name: see [`FoundBy`].
    Elsewhere,
    /// The letters occur in this order; the score is negated so that less is better.
    Fuzzy(i64),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    text: String,
    spaced: String,
    letters: u64,
    initials: u64,
}

impl Query {
    /// `None` if nothing is left to search for.
    pub fn new(typed: &str) -> Option<Self> {
        let text = fold(typed);
        (!text.is_empty()).then(|| Self {
            spaced: format!(" {text}"),
            letters: letter_mask(&text),
            initials: initial_mask(&text),
            text,
        })
    }

    /// Whether every word match of this query also matches `shorter`, so that its result can be narrowed.
    pub fn refines(&self, shorter: &Self) -> bool {
        // A longer text searches more fields.
        let fields = |query: &Self| (query.text.len() >= MIN_FIELD_TEXT, query.text.len() >= MIN_CODE_TEXT);
        self.text.starts_with(&shorter.text) && fields(self) == fields(shorter)
    }

    /// All tiers but the fuzzy one.
    pub fn rank_by_words(&self, sought: &SearchKey) -> Option<Rank> {
        self.find(sought).map(|(rank, _)| rank)
    }

    /// All tiers but the fuzzy one, with the field that matched. A name comes before any other field.
    pub fn find(&self, sought: &SearchKey) -> Option<(Rank, FoundBy)> {
        let by_name = || {
            let entries =
                sought.text.split('\n').zip(std::iter::once(FoundBy::Name).chain(std::iter::repeat(FoundBy::Parish)));
            let ranked = entries.filter_map(|(entry, by)| Some((self.rank_entry(entry)?, by)));
            ranked.min_by_key(|(rank, _)| *rank)
        };
        // Each typed word begins a word, so most lines are passed over without reading them.
        let may_begin = |initials: u64| self.initials & !initials == 0;
        let name = if may_begin(sought.initials) { by_name() } else { None };
        name.or_else(|| {
            let by = if may_begin(sought.field_initials) { self.find_field(&sought.fields) } else { None };
            by.map(|by| (Rank::Elsewhere, by))
        })
    }

    fn find_field(&self, fields: &str) -> Option<FoundBy> {
        if self.text.len() < MIN_FIELD_TEXT {
            return None;
        }
        let fields = fields.lines().filter_map(|line| {
            let by = FoundBy::ALL.get(usize::from(line.as_bytes().first()? - b'0'))?;
            Some((*by, line.get(1..)?))
        });
        let found = |(by, entry): &(FoundBy, &str)| match by {
            FoundBy::Code => {
                self.text.len() >= MIN_CODE_TEXT && entry.split(' ').any(|code| code.starts_with(&self.text))
            }
            _ => self.rank_entry(entry).is_some(),
        };
        fields.into_iter().find(found).map(|(by, _)| by)
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
        self.score(sought.name(), &query.text).map(|score| Rank::Fuzzy(-score))
    }

    /// How well the typed letters occur in this order in a folded name; more is better.
    pub fn score(&self, name: &str, typed: &str) -> Option<i64> {
        self.0.fuzzy_match(name, typed)
    }
}

#[cfg(test)]
mod tests {
    use super::{FoundBy, NameRanker, Query, Rank, SearchKey, fold};
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

    fn with_fields() -> SearchKey {
        let fields = [
            (FoundBy::Team, "Wem and Prees SNT"),
            (FoundBy::Contact, "the clerk"),
            (FoundBy::Address, "office@myddle-pc.example"),
            (FoundBy::Code, "E04011313 E04011314"),
        ];
        SearchKey::new("Myddle Parish Council", ["Broughton"].into_iter()).with_fields(fields.into_iter())
    }

    #[rstest]
    #[case("myddle", Some((Rank::Exact, FoundBy::Name)))]
    #[case("broughton", Some((Rank::Exact, FoundBy::Parish)))]
    #[case("prees", Some((Rank::Elsewhere, FoundBy::Team)))]
    #[case("clerk", Some((Rank::Elsewhere, FoundBy::Contact)))]
    #[case("office@myddle", Some((Rank::Elsewhere, FoundBy::Address)))]
    #[case("E04011314", Some((Rank::Elsewhere, FoundBy::Code)))]
    #[case("e0401", Some((Rank::Elsewhere, FoundBy::Code)))]
    #[case("e040", None)]
    #[case("the", None)]
    #[case("pr", None)]
    #[case("rees", None)]
    fn finds_by_other_fields_after_the_names(#[case] typed: &str, #[case] expected: Option<(Rank, FoundBy)>) {
        assert_eq!(Query::new(typed).unwrap().find(&with_fields()), expected);
    }

    #[test]
    fn a_text_that_searches_more_fields_is_searched_anew() {
        let query = |typed| Query::new(typed).unwrap();
        assert!(query("prees").find(&with_fields()).is_some());
        assert!(query("pr").find(&with_fields()).is_none() && !query("pre").refines(&query("pr")));
        assert!(query("prees").refines(&query("prees")) && query("pree").refines(&query("pre")));
        assert!(!query("e0401").refines(&query("e040")));
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
        fn no_line_is_passed_over_that_has_the_text(name in "[a-dé\n ]{1,20}", typed in "[a-dé ]{1,3}") {
            if let Some(query) = Query::new(&typed) {
                let sought = SearchKey::new("a", name.split('\n'));
                let best = sought.text.split('\n').filter_map(|entry| query.rank_entry(entry)).min();
                prop_assert_eq!(query.rank_by_words(&sought), best);
            }
        }

        #[test]
        fn a_longer_query_only_narrows(
            name in "[a-z ]{1,20}", team in "[a-z ]{1,20}", typed in "[a-e0 ]{2,8}", cut in 1usize..8,
        ) {
            let fields = [(FoundBy::Team, team.as_str()), (FoundBy::Code, team.as_str())];
            let sought = SearchKey::new(&name, std::iter::empty()).with_fields(fields.into_iter());
            if let (Some(long), Some(short)) = (Query::new(&typed), Query::new(&typed[..cut.min(typed.len())]))
                && long.refines(&short) && long.rank_by_words(&sought).is_some() {
                prop_assert!(short.rank_by_words(&sought).is_some());
            }
        }
    }
}
