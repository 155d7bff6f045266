//! The names that a council may be written as: its own, its parishes', and what people shorten them to.

use chrono::NaiveDate;

use super::words::{
    AND, CC, CITY, CLERK, COMMA, COUNCIL, COUNCILS, DISTRICT, GROUP, MEETING, PARISH, PC, PM, RawToken, TC, THE, TOWN,
    URBAN, Vocabulary, Word, is_mark, split,
};
use charter::alias::Alias;
use charter::council::{Council, Kind};

/// In what way a name is a council's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
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

impl How {
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
    pub how: How,
    /// What sort of council a name says that a person has taught; it holds for that one alone.
    pub said: Option<Kind>,
    /// As the register or the person has it.
    pub shown: Box<str>,
}

/// A name in words, ready to be entered.
pub(super) struct Spelled {
    pub name: Name,
    pub words: Vec<Word>,
    /// Its words as they are spelt, run together as in an address; with and without "and".
    pub run_together: [String; 2],
}

/// A word as it is compared, and as it was spelt.
type Spelt = (Word, String);

/// All names of a council.
pub(super) fn names_of(place: u32, council: &Council, vocabulary: &mut Vocabulary) -> Vec<Spelled> {
    let mut names = Vec::new();
    let mut enter = |text: &str, how: How, vocabulary: &mut Vocabulary| {
        let name = Name { council: place, how, said: None, shown: Box::from(text) };
        variants(&name, core(text, vocabulary), &mut names);
        if let Some((before, rest)) = text.split_once('(') {
            let after = rest.split_once(')').map_or("", |(_, after)| after);
            let short = Name { how: How::Short, ..name };
            variants(&short, core(&format!("{before} {after}"), vocabulary), &mut names);
        }
    };
    enter(council.name.raw(), How::Own, vocabulary);
    for parish in &council.parishes {
        if parish.name != council.name {
            enter(parish.name.raw(), How::Parish, vocabulary);
        }
    }
    names
}

/// The name that a person has taught.
pub(super) fn learnt(place: u32, alias: &Alias, vocabulary: &mut Vocabulary) -> Spelled {
    let mut all: Vec<Word> = Vec::new();
    split(alias.written.raw(), |piece| match piece {
        RawToken::Word { folded, .. } => all.push(vocabulary.number(folded)),
        RawToken::Mark(mark, _) => all.push(mark),
    });
    let how = How::Learnt(alias.learnt_on);
    let name = Name { council: place, how, said: without_body(&all).1, shown: Box::from(alias.written.raw()) };
    let words = core(alias.written.raw(), vocabulary);
    spelled(name, words.iter().filter(|(word, _)| !is_mark(*word)))
}

fn spelled<'a>(name: Name, words: impl Iterator<Item = &'a Spelt> + Clone) -> Spelled {
    let run = |keep_and: bool| {
        let kept = words.clone().filter(|(word, _)| keep_and || *word != AND);
        kept.map(|(_, spelt)| spelt.as_str()).collect::<String>()
    };
    Spelled { name, run_together: [run(true), run(false)], words: words.clone().map(|(word, _)| *word).collect() }
}

/// A name, and what is left of it when people shorten it.
fn variants(name: &Name, words: Vec<Spelt>, names: &mut Vec<Spelled>) {
    let numbers: Vec<Word> = words.iter().map(|(word, _)| *word).collect();
    let mut add = |how: How, words: &[Spelt]| {
        if words.iter().any(|(word, _)| !is_mark(*word)) {
            let name = Name { how, ..name.clone() };
            names.push(spelled(name, words.iter().filter(|(word, _)| !is_mark(*word))));
        }
    };
    add(name.how, &words);
    match numbers.as_slice() {
        [THE, _, ..] => add(name.how, &words[1..]),
        [.., _, AND, DISTRICT] => add(How::Short, &words[..words.len() - 2]),
        [_, .., URBAN] => add(How::Short, &words[..words.len() - 1]),
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
            ([(_, side)], Some(place)) if is_side(side) => add(How::Part, &[part[0].clone(), place.clone()]),
            ([(DISTRICT, _)], _) => {}
            _ => add(How::Part, part),
        }
    }
}

fn is_side(spelt: &str) -> bool {
    matches!(spelt, "north" | "south" | "east" | "west" | "upper" | "lower" | "middle" | "great" | "little")
}

/// The words of a name without those for the sort of council at its end. Marks stay in, because they part its places.
fn core(text: &str, vocabulary: &mut Vocabulary) -> Vec<Spelt> {
    let mut words: Vec<Spelt> = Vec::new();
    split(text, |piece| match piece {
        RawToken::Word { folded, .. } => words.push((vocabulary.learn(folded), folded.to_owned())),
        RawToken::Mark(AND, _) => words.push((AND, "and".to_owned())),
        RawToken::Mark(mark, _) => words.push((mark, String::new())),
    });
    let numbers: Vec<Word> = words.iter().map(|(word, _)| *word).collect();
    words.truncate(without_body(&numbers).0);
    words
}

/// How many words are left of a name without those for the sort of council at its end, and what sort they say.
pub(super) fn without_body(words: &[Word]) -> (usize, Option<Kind>) {
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
