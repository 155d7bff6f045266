//! Variants of a council's name: its own, its parishes', and what people shorten them to.

use chrono::NaiveDate;

use super::tokenizer::{
    AND, CC, CITY, CLERK, COMMA, COUNCIL, COUNCILS, DISTRICT, GROUP, MEETING, PARISH, PC, PM, RawToken, TC, THE, TOWN,
    URBAN, Vocabulary, Word, is_mark, tokenize,
};
use charter::alias::Alias;
use charter::council::{Council, Kind};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameOrigin {
    /// A person recorded it on this day.
    Learnt(NaiveDate),
    Own,
    /// Name of a parish that it covers.
    Parish,
    /// One of these without "(… Ward)", "Urban" or "and District".
    Short,
    /// One of the places in its name.
    Part,
}

impl NameOrigin {
    /// Less is better.
    pub(super) fn rank(self) -> u8 {
        match self {
            Self::Learnt(_) | Self::Own | Self::Parish => 0,
            Self::Short => 1,
            Self::Part => 2,
        }
    }
}

#[derive(Clone, Debug)]
pub(super) struct Name {
    /// Index of the council in the register.
    pub council: u32,
    pub origin: NameOrigin,
    /// Kind of council that an alias states; the alias holds for that kind only.
    pub kind: Option<Kind>,
    /// As the register or the person spelled it.
    pub text: Box<str>,
}

pub(super) struct TokenizedName {
    pub name: Name,
    pub words: Vec<Word>,
    /// Spelled without spaces, as in addresses: with and without "and".
    pub run_together: [String; 2],
}

/// Word id and spelling.
type SpelledWord = (Word, String);

pub(super) fn council_names(council_index: u32, council: &Council, vocabulary: &mut Vocabulary) -> Vec<TokenizedName> {
    let mut names = Vec::new();
    let mut add = |text: &str, origin: NameOrigin, vocabulary: &mut Vocabulary| {
        let name = Name { council: council_index, origin, kind: None, text: Box::from(text) };
        add_variants(&name, tokenize_name(text, vocabulary), &mut names);
        if let Some((before, rest)) = text.split_once('(') {
            let after = rest.split_once(')').map_or("", |(_, after)| after);
            let short = Name { origin: NameOrigin::Short, ..name };
            add_variants(&short, tokenize_name(&format!("{before} {after}"), vocabulary), &mut names);
        }
    };
    add(council.name.raw(), NameOrigin::Own, vocabulary);
    for parish in &council.parishes {
        if parish.name != council.name {
            add(parish.name.raw(), NameOrigin::Parish, vocabulary);
        }
    }
    names
}

pub(super) fn tokenize_alias(council_index: u32, alias: &Alias, vocabulary: &mut Vocabulary) -> TokenizedName {
    let mut all: Vec<Word> = Vec::new();
    tokenize(alias.written.raw(), |token| match token {
        RawToken::Word { folded, .. } => all.push(vocabulary.word_id(folded)),
        RawToken::Mark(mark, _) => all.push(mark),
    });
    let origin = NameOrigin::Learnt(alias.learnt_on);
    let name = Name {
        council: council_index,
        origin,
        kind: strip_council_words(&all).1,
        text: Box::from(alias.written.raw()),
    };
    let words = tokenize_name(alias.written.raw(), vocabulary);
    tokenized(name, words.iter().filter(|(word, _)| !is_mark(*word)))
}

fn tokenized<'a>(name: Name, words: impl Iterator<Item = &'a SpelledWord> + Clone) -> TokenizedName {
    let join = |keep_and: bool| {
        let kept = words.clone().filter(|(word, _)| keep_and || *word != AND);
        kept.map(|(_, spelling)| spelling.as_str()).collect::<String>()
    };
    TokenizedName {
        name,
        run_together: [join(true), join(false)],
        words: words.clone().map(|(word, _)| *word).collect(),
    }
}

/// Adds a name and its shortened variants.
fn add_variants(name: &Name, words: Vec<SpelledWord>, names: &mut Vec<TokenizedName>) {
    let numbers: Vec<Word> = words.iter().map(|(word, _)| *word).collect();
    let mut add = |origin: NameOrigin, words: &[SpelledWord]| {
        if words.iter().any(|(word, _)| !is_mark(*word)) {
            let name = Name { origin, ..name.clone() };
            names.push(tokenized(name, words.iter().filter(|(word, _)| !is_mark(*word))));
        }
    };
    add(name.origin, &words);
    match numbers.as_slice() {
        [THE, _, ..] => add(name.origin, &words[1..]),
        [.., _, AND, DISTRICT] => add(NameOrigin::Short, &words[..words.len() - 2]),
        [_, .., URBAN] => add(NameOrigin::Short, &words[..words.len() - 1]),
        _ => {}
    }
    let mut parts = words.split(|(word, _)| matches!(*word, AND | COMMA)).filter(|part| !part.is_empty()).peekable();
    let mut first = true;
    while let Some(part) = parts.next() {
        let next = parts.peek();
        if first && next.is_none() {
            return;
        }
        first = false;
        match (part, next.and_then(|next| next.last())) {
            // "North and Middle Littleton".
            ([(_, side)], Some(place)) if is_compass_point(side) => {
                add(NameOrigin::Part, &[part[0].clone(), place.clone()])
            }
            ([(DISTRICT, _)], _) => {}
            _ => add(NameOrigin::Part, part),
        }
    }
}

fn is_compass_point(spelling: &str) -> bool {
    matches!(spelling, "north" | "south" | "east" | "west" | "upper" | "lower" | "middle" | "great" | "little")
}

/// Words of a name without "Parish Council" at its end. Marks stay, because they divide its places.
fn tokenize_name(text: &str, vocabulary: &mut Vocabulary) -> Vec<SpelledWord> {
    let mut words: Vec<SpelledWord> = Vec::new();
    tokenize(text, |token| match token {
        RawToken::Word { folded, .. } => words.push((vocabulary.intern(folded), folded.to_owned())),
        RawToken::Mark(AND, _) => words.push((AND, "and".to_owned())),
        RawToken::Mark(mark, _) => words.push((mark, String::new())),
    });
    let numbers: Vec<Word> = words.iter().map(|(word, _)| *word).collect();
    words.truncate(strip_council_words(&numbers).0);
    words
}

/// Length of a name without "Parish Council" and the like at its end, and the kind that those words state.
pub(super) fn strip_council_words(words: &[Word]) -> (usize, Option<Kind>) {
    let mut end = words.len();
    let mut kind = None;
    while end > 0 {
        let word = words[end - 1];
        // "Group" says more than the "Parish" before it.
        kind = match word {
            GROUP => Some(Kind::Group),
            MEETING | PM => Some(Kind::ParishMeeting),
            PARISH | PC => kind.or(Some(Kind::Parish)),
            TOWN | TC => kind.or(Some(Kind::Town)),
            CITY | CC => kind.or(Some(Kind::City)),
            COUNCIL | COUNCILS | CLERK => kind,
            mark if is_mark(mark) => kind,
            _ => break,
        };
        end -= 1;
    }
    // "The Parish" alone is no place.
    if end == 0 { (0, kind) } else { (end, kind) }
}
