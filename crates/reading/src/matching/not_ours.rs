//! Replies that are none of ours: they answer the letter of another force, or are from a council beyond the register.

use super::clues::Clues;
use super::elsewhere::is_elsewhere;
use super::found::{Elsewhere, Found, Reason};
use super::index::RegisterIndex;

/// A word of a text: folded, with its bytes.
struct Word<'t> {
    folded: String,
    raw: &'t str,
    from: usize,
    to: usize,
}

/// Words for what a force sends and a council answers.
const LETTERS: [&str; 12] = [
    "letter",
    "charter",
    "round",
    "consultation",
    "survey",
    "questionnaire",
    "invitation",
    "form",
    "request",
    "answer",
    "reply",
    "response",
];
/// What links such a word to the force behind it.
const LINKS: [&str; 4] = ["from", "of", "by", "to"];
/// A council that mentions another force so speaks of something beside its answer.
const BESIDE: [&str; 11] =
    ["also", "too", "already", "separately", "unlike", "neighbouring", "last", "another", "other", "once", "both"];
/// Most words between a force and its letter.
const MAX_BETWEEN: usize = 5;
const MAX_FORCE_WORDS: usize = 4;
/// Before "Police" no name: "Dear Police", "the local police".
const NO_NAMES: [&str; 10] =
    ["dear", "the", "local", "community", "your", "our", "neighbourhood", "rural", "british", "thank"];

/// What stands before the name of the council that writes.
const WRITES: [&str; 8] =
    ["", "clerk", "clerk to", "clerk of", "clerk to the", "on behalf of", "i write for", "we are"];
const BODIES: [&str; 6] =
    ["parish council", "town council", "city council", "community council", "parish meeting", "group parish council"];
const MAX_NAME_WORDS: usize = 6;
const MAX_AREA_WORDS: usize = 4;

impl RegisterIndex {
    /// Why a reply is none of ours. A code of the register speaks against it, and so does an address of one of its councils
    /// where only the name of the council is another one.
    pub(super) fn elsewhere(&self, clues: &Clues<'_>) -> Option<Elsewhere> {
        if !clues.undelivered.is_empty() || clues.code.is_some_and(|code| self.council_with_code(code).is_some()) {
            return None;
        }
        let is_known = !self.addresses.owners(clues.sender).is_empty();
        let display_name = clues.from.split('<').next().unwrap_or_default();
        let council = || [display_name, clues.subject].into_iter().find_map(|text| self.council_elsewhere(text, true));
        let council = || council().or_else(|| self.council_elsewhere(clues.text, false));
        self.force_elsewhere(clues).or_else(|| if is_known { None } else { council() }.map(Elsewhere::Council))
    }

    /// Whether a reply says by more than a place that a council of the register answers: by the address, the writer's name, a
    /// cell, or because no other council is named.
    pub(super) fn names_who_answers(&self, found: &Found, clues: &Clues<'_>) -> bool {
        let is_cell = clues.named.is_some_and(|named| !named.trim().is_empty());
        let names_other = self.names_unknown_council(clues.text);
        let says = |reason: &Reason| match reason {
            Reason::Sender | Reason::Signed | Reason::ContactAddress | Reason::LearntAddress(_) => true,
            Reason::Subject | Reason::Text => !names_other,
            _ => is_cell,
        };
        found.candidates().iter().any(|candidate| candidate.reasons.iter().any(says))
    }

    /// The other force whose letter is answered. If our own is named as well, either may be meant.
    fn force_elsewhere(&self, clues: &Clues<'_>) -> Option<Elsewhere> {
        let mut found = None;
        for text in [clues.subject, clues.text] {
            for sentence in sentences(text) {
                let words = words(sentence);
                for at in (0..words.len()).filter(|at| is_force(&words[*at].folded)) {
                    let Some(first) = name_start(&words, at) else { continue };
                    let name: Vec<String> = words[first..at].iter().map(|word| word.folded.clone()).collect();
                    if !is_elsewhere(&name) {
                        return None;
                    }
                    if found.is_none() && is_answered(&words, first, at) {
                        found = sentence.get(words[first].from..words[at].to).map(without_possessive);
                    }
                }
            }
        }
        found.map(Elsewhere::Force)
    }

    /// A council that writes and is named with a county beyond the register. `names_author`: whether the text names only its
    /// author, as a subject does.
    fn council_elsewhere(&self, text: &str, names_author: bool) -> Option<String> {
        let lines: Vec<&str> = text.lines().collect();
        (0..lines.len()).find_map(|index| {
            let line = lines[index];
            let lower = line.to_ascii_lowercase();
            let body = BODIES.iter().filter_map(|body| lower.find(body).map(|at| at + body.len())).max()?;
            let below = line.get(body..)?;
            let below = if below.trim().is_empty() { lines.get(index + 1).copied().unwrap_or_default() } else { below };
            let area = area_at(below)?;
            let folded: Vec<String> = words(area).into_iter().map(|word| word.folded).collect();
            if !is_elsewhere(&folded) {
                return None;
            }
            let named = line.get(..body)?;
            let start = name_bytes(named)?;
            let before = named.get(..start)?.trim().trim_end_matches([',', ':', '-', '–']).trim().to_ascii_lowercase();
            let writes = names_author || WRITES.contains(&before.as_str()) || before.ends_with("on behalf of");
            writes.then(|| format!("{}, {area}", named.get(start..).unwrap_or_default().trim()))
        })
    }
}

/// The parts of a text between full stops and empty lines that may name a force: a sentence may be wrapped.
fn sentences(text: &str) -> impl Iterator<Item = &str> {
    let names_force = |text: &&str| text.contains("olice") || text.contains("onstabulary");
    let paragraphs = text.split("\n\n").filter(names_force);
    paragraphs.flat_map(|paragraph| paragraph.split_inclusive(['.', '?', '!', ';'])).filter(names_force)
}

fn words(text: &str) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    let mut from = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (c.is_alphanumeric() || c == '\'' || c == '’', from) {
            (true, None) => from = Some(at),
            (false, Some(start)) => {
                let raw = text.get(start..at).unwrap_or_default();
                let folded = raw.to_lowercase().replace('’', "'");
                let folded = folded.strip_suffix("'s").or(folded.strip_suffix('\'')).unwrap_or(&folded).to_owned();
                words.push(Word { folded, raw, from: start, to: at });
                from = None;
            }
            _ => {}
        }
    }
    words
}

fn without_possessive(name: &str) -> String {
    name.trim_end_matches("'s").trim_end_matches("’s").to_owned()
}

fn is_force(word: &str) -> bool {
    matches!(word, "police" | "constabulary")
}

/// The first word of the force's name before "Police"; `None` if no name stands there.
fn name_start(words: &[Word<'_>], police: usize) -> Option<usize> {
    let belongs = |at: &usize| {
        let word = &words[*at];
        word.raw.starts_with(char::is_uppercase) && !NO_NAMES.contains(&word.folded.as_str()) || word.folded == "and"
    };
    let earliest = police.saturating_sub(MAX_FORCE_WORDS);
    let first = (earliest..police).rev().take_while(belongs).last()?;
    // "Whitbourne and Gwent Police": the longest name of a force counts.
    let named = |first: &usize| {
        let name: Vec<String> = words[*first..police].iter().map(|word| word.folded.clone()).collect();
        is_elsewhere(&name)
    };
    (first..police).find(named).or_else(|| (first..police).find(|at| words[*at].folded != "and"))
}

/// Whether a sentence answers the letter of the force named from `first` to `police`.
fn is_answered(words: &[Word<'_>], first: usize, police: usize) -> bool {
    if words.iter().any(|word| BESIDE.contains(&word.folded.as_str())) {
        return false;
    }
    let is_letter = |word: &Word<'_>| LETTERS.contains(&word.folded.trim_end_matches('s'));
    let behind = words.iter().skip(police + 1).take(MAX_BETWEEN).any(is_letter);
    let near = words.get(first.saturating_sub(2 * MAX_BETWEEN)..first).unwrap_or_default();
    let before = near.iter().rev().find(|word| word.folded != "the");
    let is_linked = before.is_some_and(|word| LINKS.contains(&word.folded.as_str())) && near.iter().any(is_letter);
    behind || is_linked || before.is_some_and(|word| word.folded == "dear")
}

/// Where the capitalised words at the end of a text start.
fn name_bytes(named: &str) -> Option<usize> {
    let words = words(named);
    let starts_name = |word: &&Word<'_>| word.raw.starts_with(char::is_uppercase) && word.folded != "clerk";
    let belongs =
        |word: &&Word<'_>| starts_name(word) || matches!(word.folded.as_str(), "and" | "on" | "upon" | "under" | "the");
    let name: Vec<&Word<'_>> = words.iter().rev().take(MAX_NAME_WORDS + 2).take_while(belongs).collect();
    // A body alone is no name.
    (name.len() > 2).then(|| name.into_iter().rev().find(starts_name).map(|word| word.from)).flatten()
}

/// The area that stands at once behind a name: ", Staffordshire", "(Powys)", "in Cheshire".
fn area_at(below: &str) -> Option<&str> {
    let below = below.trim_start_matches([',', '(', '-', '–', ' ', '\t']);
    let below = below.strip_prefix("in ").unwrap_or(below);
    let end = below.find([',', ')', '.', ':', ';', '-', '–', '\n']).unwrap_or(below.len());
    let area = below.get(..end)?.trim();
    // A post code may follow.
    let letters = area.find(|c: char| c.is_ascii_digit()).map_or(area, |at| {
        let before = area.get(..at).unwrap_or_default();
        before.rsplit_once(' ').map_or("", |(area, _)| area)
    });
    let is_name = letters.starts_with(char::is_uppercase) && letters.split_whitespace().count() <= MAX_AREA_WORDS;
    is_name.then_some(letters)
}

#[cfg(test)]
mod tests {
    use crate::matching::{Clues, Confidence, Found, Matcher, Reason};
    use rstest::rstest;

    fn why(text: &str) -> Option<String> {
        let councils = crate::matching::tests::councils();
        match Matcher::new(&councils, &[]).match_item(&Clues { text, ..Clues::default() }) {
            Found::NotOurs(elsewhere, _) => Some(elsewhere.describe()),
            _ => None,
        }
    }

    #[rstest]
    #[case::its_letter(
        "Thank you for the letter from Gwent Police about priorities.\n\nThe clerk",
        "it answers the letter of Gwent Police"
    )]
    #[case::its_charter(
        "We wish to take part in Dyfed-Powys Police's community charter.\n\nThe clerk",
        "it answers the letter of Dyfed-Powys Police"
    )]
    #[case::beside_one_of_ours(
        "Crickhowell Town Council answers the letter from Gwent Police as Ludlow Town Council did.",
        "it answers the letter of Gwent Police"
    )]
    #[case::dear(
        "Dear Staffordshire Police,\n\nOur priorities are speeding and litter.",
        "it answers the letter of Staffordshire Police"
    )]
    #[case::declines(
        "We do not wish to take part in the Gwent Police charter.",
        "it answers the letter of Gwent Police"
    )]
    #[case::a_county(
        "We wish to take part.\n\nClerk to Stone Parish Council, Staffordshire",
        "it is from Stone Parish Council, Staffordshire"
    )]
    #[case::in_brackets(
        "We wish to take part.\n\nBangor Town Council (Gwynedd)\n",
        "it is from Bangor Town Council, Gwynedd"
    )]
    #[case::below("Yes please.\n\nHay Town Council\nPowys HR3 5AA\n", "it is from Hay Town Council, Powys")]
    fn replies_from_elsewhere(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(why(text).as_deref(), Some(expected));
    }

    /// A council of the register that answers is never "not ours" only because another force is named.
    #[rstest]
    #[case::in_the_text(
        "Dyfed-Powys Police sent us your form. Ludlow Town Council resolved not to decline.",
        "another force is named: Dyfed-Powys Police; named in the text"
    )]
    #[case::signed(
        "Thank you for the letter from Gwent Police about priorities.\n\nClerk, Ludlow Town Council",
        "another force is named: Gwent Police; signed for it, or headed with its name"
    )]
    fn a_council_of_ours_that_names_another_force_is_likely(#[case] text: &str, #[case] why: &str) {
        let councils = crate::matching::tests::councils();
        let found = Matcher::new(&councils, &[]).match_item(&Clues { text, ..Clues::default() });
        let Found::One(one) = found else { panic!("{found:?}") };
        let name = councils.iter().find(|council| council.id == one.council).map(|council| council.name.raw());
        assert_eq!((name, one.confidence), (Some("Ludlow Town Council"), Confidence::Likely));
        assert_eq!(one.reasons.iter().map(Reason::describe).collect::<Vec<_>>().join("; "), why);
    }

    #[rstest]
    #[case::both("We also answered the letter of Gwent Police.\n\nClerk, Ludlow Town Council")]
    #[case::mentioned("Burglars come over the border, and Gwent Police know of it.\n\nClerk, Ludlow Town Council")]
    #[case::our_force("Thank you for the letter from West Mercia Police; Gwent Police sent no letter.\n\nClerk")]
    #[case::no_force("Thank you for the police letter. Speeding.\n\nClerk, Ludlow Town Council")]
    #[case::an_address("Yes.\n\nClun Town Council\nThe Hall\nMontgomery\nPowys SY15 6AA")]
    #[case::a_neighbour(
        "Lorries come from the quarry of Stone Parish Council, Staffordshire, at night.\n\nClerk, Clun Town Council"
    )]
    #[case::our_county("Clerk to Withington Parish Council (Shropshire)")]
    fn replies_of_ours(#[case] text: &str) {
        assert_eq!(why(text), None);
    }
}
