//! The names that a council may be written as: its own, its parishes', and what people shorten them to.

use chrono::NaiveDate;

use super::words::{
    AND, CC, CITY, CLERK, COMMA, COUNCIL, COUNCILS, DISTRICT, GROUP, MEETING, PARISH, PC, PM, RawToken, TC, THE, TOWN,
    URBAN, Vocabulary, Word, is_mark, tokenize,
};
use charter::alias::Alias;
use charter::council::{Council, Kind};

/// In what way a name is a council's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum NameOrigin {
    /// A person said so.
    Learnt(NaiveDate),
    /// It is its name.
    Own,
    /// It is the name of a parish that it covers.
    Parish,
    /// One of these, without "(… Ward)", "Urban" or "and District".
    Short,
    /// One of the places that make up its name.
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

/// A name of a council.
#[derive(Clone, Debug)]
pub(super) struct Name {
    /// The place of the council in the index.
    pub council: u32,
    pub origin: NameOrigin,
    /// What sort of council a name says that a person has taught; it holds for that one alone.
    pub kind: Option<Kind>,
    /// As the register or the person has it.
    pub text: Box<str>,
}

/// A name in words, ready to be entered.
pub(super) struct TokenizedName {
    pub name: Name,
    pub words: Vec<Word>,
    /// Its words as they are spelt, run together as in an address; with and without "and".
    pub run_together: [String; 2],
}

/// A word as it is compared, and as it was spelt.
type SpeltWord = (Word, String);

/// All names of a council.
pub(super) fn names_of(place: u32, council: &Council, vocabulary: &mut Vocabulary) -> Vec<TokenizedName> {
    let mut names = Vec::new();
    let mut enter = |text: &str, how: NameOrigin, vocabulary: &mut Vocabulary| {
        let name = Name { council: place, origin: how, kind: None, text: Box::from(text) };
        add_variants(&name, core_words(text, vocabulary), &mut names);
        if let Some((before, rest)) = text.split_once('(') {
            let after = rest.split_once(')').map_or("", |(_, after)| after);
            let short = Name { origin: NameOrigin::Short, ..name };
            add_variants(&short, core_words(&format!("{before} {after}"), vocabulary), &mut names);
        }
    };
    enter(council.name.raw(), NameOrigin::Own, vocabulary);
    for parish in &council.parishes {
        if parish.name != council.name {
            enter(parish.name.raw(), NameOrigin::Parish, vocabulary);
        }
    }
    names
}

/// The name that a person has taught.
pub(super) fn learnt_name(place: u32, alias: &Alias, vocabulary: &mut Vocabulary) -> TokenizedName {
    let mut all: Vec<Word> = Vec::new();
    tokenize(alias.written.raw(), |piece| match piece {
        RawToken::Word { folded, .. } => all.push(vocabulary.number(folded)),
        RawToken::Mark(mark, _) => all.push(mark),
    });
    let how = NameOrigin::Learnt(alias.learnt_on);
    let name =
        Name { council: place, origin: how, kind: strip_body_words(&all).1, text: Box::from(alias.written.raw()) };
    let words = core_words(alias.written.raw(), vocabulary);
    tokenized(name, words.iter().filter(|(word, _)| !is_mark(*word)))
}

fn tokenized<'a>(name: Name, words: impl Iterator<Item = &'a SpeltWord> + Clone) -> TokenizedName {
    let run = |keep_and: bool| {
        let kept = words.clone().filter(|(word, _)| keep_and || *word != AND);
        kept.map(|(_, spelt)| spelt.as_str()).collect::<String>()
    };
    TokenizedName { name, run_together: [run(true), run(false)], words: words.clone().map(|(word, _)| *word).collect() }
}

/// A name, and what is left of it when people shorten it.
fn add_variants(name: &Name, words: Vec<SpeltWord>, names: &mut Vec<TokenizedName>) {
    let numbers: Vec<Word> = words.iter().map(|(word, _)| *word).collect();
    let mut add = |how: NameOrigin, words: &[SpeltWord]| {
        if words.iter().any(|(word, _)| !is_mark(*word)) {
            let name = Name { origin: how, ..name.clone() };
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

fn is_compass_point(spelt: &str) -> bool {
    matches!(spelt, "north" | "south" | "east" | "west" | "upper" | "lower" | "middle" | "great" | "little")
}

/// The words of a name without those for the sort of council at its end. Marks stay in, because they part its places.
fn core_words(text: &str, vocabulary: &mut Vocabulary) -> Vec<SpeltWord> {
    let mut words: Vec<SpeltWord> = Vec::new();
    tokenize(text, |piece| match piece {
        RawToken::Word { folded, .. } => words.push((vocabulary.intern(folded), folded.to_owned())),
        RawToken::Mark(AND, _) => words.push((AND, "and".to_owned())),
        RawToken::Mark(mark, _) => words.push((mark, String::new())),
    });
    let numbers: Vec<Word> = words.iter().map(|(word, _)| *word).collect();
    words.truncate(strip_body_words(&numbers).0);
    words
}

/// How many words are left of a name without those for the sort of council at its end, and what sort they say.
pub(super) fn strip_body_words(words: &[Word]) -> (usize, Option<Kind>) {
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
