//! Splits text into folded words with ids. All spellings of one word share an id.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Id of a word.
pub(super) type Word = u32;

/// A word in no name of the register.
pub(super) const UNKNOWN: Word = 0;
pub(super) const AND: Word = 1;
pub(super) const ON: Word = 2;
pub(super) const THE: Word = 3;
/// A comma or a slash.
pub(super) const COMMA: Word = 4;
/// End of a line.
pub(super) const LINE: Word = 5;
/// End of a sentence, a bracket, or a dash between words.
pub(super) const STOP: Word = 6;
pub(super) const COLON: Word = 7;
pub(super) const PARISH: Word = 8;
pub(super) const TOWN: Word = 9;
pub(super) const CITY: Word = 10;
pub(super) const COUNCIL: Word = 11;
pub(super) const COUNCILS: Word = 12;
pub(super) const MEETING: Word = 13;
/// Somebody who writes for a council.
pub(super) const CLERK: Word = 14;
pub(super) const GROUP: Word = 15;
pub(super) const PC: Word = 16;
pub(super) const TC: Word = 17;
pub(super) const CC: Word = 18;
pub(super) const PM: Word = 19;
pub(super) const OF: Word = 20;
pub(super) const FOR: Word = 21;
pub(super) const BEHALF: Word = 22;
pub(super) const DISTRICT: Word = 23;
pub(super) const RURAL: Word = 24;
pub(super) const URBAN: Word = 25;
/// Words before a place where something happens.
pub(super) const IN: Word = 26;
pub(super) const AM: Word = 27;
pub(super) const AS: Word = 29;
/// A member of a council, whose own name follows.
pub(super) const CLLR: Word = 30;
/// Words that turn a name into a street.
pub(super) const STREET: Word = 28;

/// Words with fixed ids, and their spellings.
const FIXED_WORDS: &[(Word, &[&str])] = &[
    (AND, &["and", "with", "cum"]),
    (ON, &["on", "upon", "under", "u", "o"]),
    (THE, &["the"]),
    (PARISH, &["parish", "par", "community"]),
    (TOWN, &["town"]),
    (CITY, &["city"]),
    (COUNCIL, &["council", "cncl", "councl"]),
    (COUNCILS, &["councils", "pcs", "tcs"]),
    (MEETING, &["meeting", "mtg"]),
    (CLERK, &["clerk", "chair", "chairman", "chairwoman", "chairperson", "secretary", "rfo"]),
    (GROUP, &["group", "grp", "gp", "joint", "combined", "united"]),
    (PC, &["pc", "gpc", "jpc"]),
    (TC, &["tc"]),
    (CC, &["cc"]),
    (PM, &["pm"]),
    (OF, &["of"]),
    (FOR, &["for", "to"]),
    (BEHALF, &["behalf"]),
    (DISTRICT, &["district", "dist"]),
    (RURAL, &["rural"]),
    (URBAN, &["urban"]),
    (IN, &["in", "near", "through", "via", "between", "around", "towards", "from", "at"]),
    (AM, &["am", "im"]),
    (AS, &["as"]),
    (CLLR, &["cllr", "cllrs", "councillor", "councillors"]),
    (STREET, &["road", "rd", "street", "lane", "avenue", "drive", "close"]),
];

/// Common abbreviations in names.
const ABBREVIATIONS: &[(&str, &[&str])] = &[
    ("st", &["saint", "snt"]),
    ("great", &["gt", "grt", "gr"]),
    ("little", &["lt", "ltl", "lit"]),
    ("market", &["mkt"]),
    ("lower", &["lwr"]),
    ("upper", &["upr", "uppr"]),
    ("north", &["n", "nth"]),
    ("south", &["s", "sth"]),
    ("church", &["ch"]),
    ("castle", &["cstle"]),
];

/// Fast but not collision-proof: the keys come from the register, so no attacker chooses them.
#[derive(Default)]
pub(super) struct FastHasher(u64);

impl Hasher for FastHasher {
    fn finish(&self) -> u64 {
        self.0 ^ (self.0 >> 32)
    }

    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.0 = (self.0 ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }

    fn write_u32(&mut self, number: u32) {
        self.write_u64(u64::from(number));
    }

    fn write_u64(&mut self, number: u64) {
        self.0 = (self.0.rotate_left(5) ^ number).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }
}

pub(super) type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<FastHasher>>;

pub(super) struct Vocabulary {
    known: FastMap<Box<str>, Word>,
    /// Spelling by id, for comparing letters.
    spelling: Vec<Box<str>>,
}

/// Ids below are the constants above.
const FIRST_FREE_ID: usize = 32;

impl Vocabulary {
    pub(super) fn new() -> Self {
        let mut vocabulary = Self { known: FastMap::default(), spelling: vec![Box::default(); FIRST_FREE_ID] };
        for (word, written) in FIXED_WORDS {
            vocabulary.spelling[*word as usize] = Box::from(written[0]);
            vocabulary.known.extend(written.iter().map(|written| (Box::from(*written), *word)));
        }
        for (whole, short) in ABBREVIATIONS {
            let word = vocabulary.intern(whole);
            vocabulary.known.extend(short.iter().map(|short| (Box::from(*short), word)));
        }
        vocabulary
    }

    /// Id of a folded word; adds the word if it is new.
    pub(super) fn intern(&mut self, folded: &str) -> Word {
        if let Some(word) = self.known.get(folded) {
            return *word;
        }
        let word = self.next_id();
        self.known.insert(Box::from(folded), word);
        self.spelling.push(Box::from(folded));
        word
    }

    /// Id of a folded word, or [`UNKNOWN`].
    pub(super) fn word_id(&self, folded: &str) -> Word {
        self.known.get(folded).copied().unwrap_or(UNKNOWN)
    }

    pub(super) fn next_id(&self) -> Word {
        Word::try_from(self.spelling.len()).unwrap_or(Word::MAX)
    }

    /// Spelling of a word; empty for marks and [`UNKNOWN`].
    pub(super) fn spelling(&self, word: Word) -> &str {
        self.spelling.get(word as usize).map_or("", |spelling| spelling)
    }
}

pub(super) fn is_mark(word: Word) -> bool {
    matches!(word, COMMA | STOP | COLON | LINE)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub word: Word,
    /// Byte offsets.
    pub start: usize,
    pub end: usize,
    /// Whether it starts with a capital or a digit.
    pub capital: bool,
}

pub(super) fn tokens(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6 + 4);
    tokenize(text, |token| match token {
        RawToken::Word { folded, start, end, capital } => {
            tokens.push(Token { word: vocabulary.word_id(folded), start, end, capital });
        }
        RawToken::Mark(word, at) => tokens.push(Token { word, start: at, end: at + 1, capital: false }),
    });
    tokens
}

/// Folded words without marks.
pub(super) fn folded_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokenize(text, |token| match token {
        RawToken::Word { folded, .. } => words.push(folded.to_owned()),
        RawToken::Mark(AND, _) => words.push("and".to_owned()),
        RawToken::Mark(..) => {}
    });
    words
}

pub(super) enum RawToken<'a> {
    Word { folded: &'a str, start: usize, end: usize, capital: bool },
    Mark(Word, usize),
}

/// Longer words are cut; no name has any.
const MAX_WORD_LETTERS: usize = 40;

/// Splits a text: lower case, no accents, no apostrophes; "P.C." is one word. A full stop after a short word ends no
/// sentence ("St. Weonards").
pub(super) fn tokenize(text: &str, mut emit: impl FnMut(RawToken<'_>)) {
    let bytes = text.as_bytes();
    let lower = text.to_ascii_lowercase();
    let mut word = String::new();
    let (mut start, mut capital, mut at) = (0, false, 0);
    while at < bytes.len() {
        let run_end = ascii_word_end(bytes, at);
        if run_end > at {
            if word.is_empty() {
                (start, capital) = (at, !bytes[at].is_ascii_lowercase());
                // Most words are plain ASCII; they are not copied.
                if is_whole_word(bytes, start, run_end) {
                    emit(RawToken::Word { folded: &lower[start..run_end], start, end: run_end, capital });
                    at = emit_mark(bytes, start, run_end, &mut emit);
                    continue;
                }
            }
            word.push_str(&lower[at..run_end.min(at + MAX_WORD_LETTERS.saturating_sub(word.len()))]);
            at = run_end;
            continue;
        }
        let (c, size) = text[at..].chars().next().map_or((' ', 1), |c| (c, c.len_utf8()));
        if c.is_alphanumeric() {
            if word.is_empty() {
                (start, capital) = (at, !c.is_lowercase());
            }
            push_folded(c, &mut word);
        } else if !is_inside_word(c, word.len(), bytes, at) {
            if !word.is_empty() {
                emit(RawToken::Word { folded: &word, start, end: at, capital });
            }
            if let Some(mark) = mark(c, word.len(), bytes, at) {
                emit(RawToken::Mark(mark, at));
            }
            word.clear();
        }
        at += size;
    }
    if !word.is_empty() {
        emit(RawToken::Word { folded: &word, start, end: bytes.len(), capital });
    }
}

/// Index after the ASCII letters and digits that start here.
fn ascii_word_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
        at += 1;
    }
    at
}

/// Whether an ASCII run is a whole word that is short enough to compare.
fn is_whole_word(bytes: &[u8], start: usize, end: usize) -> bool {
    let ends = bytes
        .get(end)
        .is_none_or(|next| next.is_ascii() && !is_inside_word(char::from(*next), end - start, bytes, end));
    ends && end - start <= MAX_WORD_LETTERS
}

/// Emits the mark after an ASCII word, if there is one; returns the next index.
fn emit_mark(bytes: &[u8], start: usize, end: usize, emit: &mut impl FnMut(RawToken<'_>)) -> usize {
    let Some(next) = bytes.get(end) else { return end };
    if *next != b' '
        && let Some(mark) = mark(char::from(*next), end - start, bytes, end)
    {
        emit(RawToken::Mark(mark, end));
    }
    end + 1
}

fn push_folded(c: char, word: &mut String) {
    if word.len() < MAX_WORD_LETTERS {
        word.extend(c.nfd().filter(|c| !is_combining_mark(*c)).flat_map(char::to_lowercase));
    }
}

/// Whether a character between letters belongs to the word: an apostrophe, an accent, the full stop of "P.C.".
fn is_inside_word(c: char, letters: usize, bytes: &[u8], at: usize) -> bool {
    match c {
        '\'' | '’' | '‘' | '`' | '\u{ad}' => true,
        '.' => letters == 1 && bytes.get(at + 1).is_some_and(u8::is_ascii_alphabetic),
        c => !c.is_ascii() && is_combining_mark(c),
    }
}

fn mark(c: char, letters: usize, bytes: &[u8], at: usize) -> Option<Word> {
    let spaced = || bytes.get(at + 1).is_none_or(u8::is_ascii_whitespace);
    match c {
        '&' | '+' => Some(AND),
        ',' | '/' => Some(COMMA),
        '\n' => Some(LINE),
        ':' => Some(COLON),
        ';' | '!' | '?' | '(' | ')' | '[' | ']' | '<' | '>' | '|' | '–' | '—' => Some(STOP),
        '.' if letters > 3 || (letters == 0 && spaced()) => Some(STOP),
        '-' if letters == 0 => Some(STOP),
        _ => None,
    }
}
