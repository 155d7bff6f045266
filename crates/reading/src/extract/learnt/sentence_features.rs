//! What the sentence models look at.

use super::super::sentences::Sentence;
use super::super::word_set::words;
use super::super::{frequency, holding, method, modality, wish};
use super::classes::{frequency_class, method_class, wish_class};
use super::sequence::{Line, Sequence, Word};
use super::tagger::Marginal;
use super::weights::feature;

/// The features of each sentence. `tagged` are the marginals of the first stage, by word.
pub fn sentence_features(sequence: &Sequence<'_>, tagged: &[Marginal]) -> Vec<Vec<u32>> {
    let places = Place::of_sentences(sequence, tagged);
    let mut before: &[Word] = &[];
    let mut all = Vec::with_capacity(sequence.lines.len());
    for (index, line) in sequence.lines.iter().enumerate() {
        let words = &sequence.words[line.first..line.end];
        let mut out = Vec::with_capacity(words.len() * 10 + 40);
        of_words(words, &mut out);
        of_pairs(sequence, words, &mut out);
        of_mentions(sequence, index, &mut out);
        of_place(sequence, words, (line.flags, &places[index]), &mut out);
        let asked = sequence.lines[index.saturating_sub(1)];
        if index > 0 && (asked.is_question || line.after_colon) {
            for word in before {
                out.push(feature(220, &[word.hash]));
                out.push(feature(221, &[word.hash, words[0].hash]));
            }
        }
        let place = index.min(3) as u32;
        let last = u32::from(index + 1 == sequence.lines.len());
        out.push(feature(222, &[place, last]));
        out.push(feature(223, &[words[0].hash]));
        out.push(feature(224, &[words[0].hash, place]));
        out.push(feature(225, &[u32::from(line.is_question)]));
        out.push(feature(226, &[u32::from(line.marked), words.len().min(6) as u32]));
        out.push(feature(227, &[line.flags]));
        out.sort_unstable();
        out.dedup();
        all.push(out);
        before = words;
    }
    all
}

/// Where a sentence stands among the priorities. Each clerk has words of their own for taking part, but most stand in an early
/// sentence that names no priority, in a reply that names some.
struct Place {
    /// How many priorities the tagger expects to begin in it, above it and in the other sentences, in steps.
    own: u32,
    above: u32,
    others: u32,
    /// Its number among the sentences without a priority, from 1 to 3; 0 if it has one, or says next to nothing.
    free: u32,
}

impl Place {
    const LEAST_WORDS: usize = 4;

    fn of_sentences(sequence: &Sequence<'_>, tagged: &[Marginal]) -> Vec<Self> {
        let begun = |line: &Line| {
            tagged.get(line.first..line.end).unwrap_or_default().iter().map(|marginal| marginal.begin).sum::<f32>()
        };
        let all: f32 = sequence.lines.iter().map(begun).sum();
        let (mut above, mut count) = (0.0, 0);
        let of_sentence = |line: &Line| {
            let own = begun(line);
            let is_free = step(own) == 0 && line.end - line.first >= Self::LEAST_WORDS;
            count += u32::from(is_free);
            let free = if is_free { count.min(3) } else { 0 };
            let place = Self { own: step(own), above: step(above), others: step(all - own), free };
            above += own;
            place
        };
        sequence.lines.iter().map(of_sentence).collect()
    }
}

fn step(expected: f32) -> u32 {
    [0.05, 0.3, 0.7].iter().map(|least| u32::from(expected >= *least)).sum()
}

fn of_place(sequence: &Sequence<'_>, words: &[Word], (flags, place): (u32, &Place), out: &mut Vec<u32>) {
    let Place { own, above, others, free } = *place;
    out.push(feature(241, &[own, others, above]));
    out.push(feature(242, &[own, others, free]));
    out.push(feature(243, &[own, free, flags]));
    for word in words {
        out.push(feature(244, &[own.min(1), word.hash]));
        let cue = cue(sequence, word);
        if cue > 0 {
            out.push(feature(245, &[own.min(1), cue, free]));
        }
    }
}

fn of_words(words: &[Word], out: &mut Vec<u32>) {
    let hash = |at: usize| words.get(at).map_or(0, |word| word.hash);
    for (at, word) in words.iter().enumerate() {
        out.push(feature(200, &[word.hash]));
        out.push(feature(201, &[word.stem]));
        out.push(feature(202, &[word.hash, hash(at + 1)]));
        out.push(feature(203, &[word.hash, hash(at + 1), hash(at + 2)]));
        out.push(feature(204, &[word.hash, hash(at + 2)]));
        for (grouping, group) in word.known_groups() {
            out.push(feature(207, &[grouping, group]));
        }
    }
    // "Frequency: quarterly": the words before a colon.
    if let Some(colon) = words.iter().take(8).position(|word| word.hash == ':' as u32) {
        for word in &words[..colon] {
            out.push(feature(205, &[word.hash]));
            out.push(feature(206, &[word.hash, hash(colon + 1)]));
        }
    }
}

/// Kinds of words that decide together, in the order in which they stand.
fn cue(sequence: &Sequence<'_>, word: &Word) -> u32 {
    let (text, at) = (&sequence.document.text, word.token);
    let sets = [
        words!["we" "council" "members" "councillors" "us" "parish" "i" "our"],
        words!["want" "wish" "wishes" "like" "happy" "keen" "prefer" "please" "glad" "hope" "love" "willing" "interested" "pleased" "welcome"],
        words!["continue" "part" "participate" "join" "involved" "engage" "stay" "remain" "carry" "signed" "opt" "count" "keep"],
        words!["decline" "declines" "declined" "withdraw" "leave" "out" "stop" "end" "refuse" "no" "not" "don't" "nothing" "none" "never" "neither" "without"],
        words!["later" "until" "yet" "meeting" "discuss" "next" "agenda" "soon" "follow" "shall" "will" "when" "after" "confirm" "write" "reply" "answer" "respond" "shortly"],
        words!["if" "unless" "provided" "would" "could" "might" "may" "perhaps" "whether" "should"],
        words!["officer" "officers" "pcso" "police" "you" "sergeant" "someone" "somebody" "constable"],
        words!["come" "attend" "visit" "meeting" "meetings" "person" "attendance" "see" "face" "call" "drop"],
        words!["email" "e" "mail" "report" "update" "note" "letter" "written" "write" "paper" "newsletter" "summary"],
        words!["phone" "ring" "telephone" "call" "zoom" "teams" "online" "video" "remote" "screen" "link"],
        words!["month" "monthly" "quarter" "quarterly" "year" "yearly" "annual" "annually" "twice" "once" "every" "three" "six" "often" "needed" "necessary" "arises"],
        words!["charter" "scheme" "arrangement" "this" "it" "partnership" "engagement"],
        words!["but" "however" "although" "though" "except"],
        words!["was" "were" "last" "had" "did" "previously" "used" "before"],
    ];
    sets.iter().position(|set| text.is(at, set)).map_or(0, |index| index as u32 + 1)
}

fn of_pairs(sequence: &Sequence<'_>, words: &[Word], out: &mut Vec<u32>) {
    const MAX_CUES: usize = 10;
    let cues: Vec<(u32, &Word)> =
        words.iter().map(|word| (cue(sequence, word), word)).filter(|(cue, _)| *cue > 0).take(MAX_CUES).collect();
    for (index, (one, word)) in cues.iter().enumerate() {
        for (other, second) in &cues[index + 1..] {
            out.push(feature(210, &[*one, *other]));
            out.push(feature(211, &[word.hash, second.hash]));
        }
        if let Some((next, _)) = cues.get(index + 1) {
            out.push(feature(212, &[*one, *next]));
            if let Some((after, _)) = cues.get(index + 2) {
                out.push(feature(213, &[*one, *next, *after]));
            }
        }
    }
}

/// What the phrases of the rules name, and whether that is negated or only possible.
fn of_mentions(sequence: &Sequence<'_>, index: usize, out: &mut Vec<u32>) {
    let document = sequence.document;
    let text = &document.text;
    let line = &sequence.lines[index];
    let sentence: &Sentence = &document.sentences[index];
    let mut kinds = 0;
    let marked = modality::modalities(text, sentence.first, sentence.end);
    for mark in marked {
        kinds |= 1 << mark.tag as u32;
        out.push(feature(230, &[mark.tag as u32]));
    }
    let mut push = |field: u32, value: u32, at: usize| {
        let negated = modality::is_negated(text, sentence.first, at);
        let starts = at == sentence.first;
        out.push(feature(231, &[field, value]));
        out.push(feature(232, &[field, value, u32::from(negated)]));
        out.push(feature(233, &[field, value, kinds]));
        out.push(feature(234, &[field, value, u32::from(starts), u32::from(line.is_question)]));
        out.push(feature(235, &[field, value, line.flags]));
        out.push(feature(236, &[field, value, text.tokens[at.saturating_sub(1)].hash]));
    };
    for (value, first, _) in wish::mentions(text, sentence) {
        push(0, wish_class(value) as u32, first);
    }
    for (value, first, _) in frequency::mentions(text, sentence) {
        push(1, frequency_class(&value) as u32, first);
    }
    for (value, first, _) in method::mentions(text, sentence) {
        push(2, method_class(&value) as u32, first);
    }
    for (first, _) in holding::mentions(text, sentence) {
        push(3, 0, first);
    }
}
