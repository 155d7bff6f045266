//! Text into words that are compared: folded, each with a number, the ways to write one word under one number.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// The number of a word.
pub(super) type Word = u32;

/// A word that no name of the register holds.
pub(super) const UNKNOWN: Word = 0;
pub(super) const AND: Word = 1;
pub(super) const ON: Word = 2;
pub(super) const THE: Word = 3;
/// A comma or a slash.
pub(super) const COMMA: Word = 4;
/// The end of a line.
pub(super) const LINE: Word = 5;
/// The end of a sentence, a bracket, a dash between words.
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
/// Where something is, or where somebody comes from.
pub(super) const IN: Word = 26;
pub(super) const AM: Word = 27;
pub(super) const AS: Word = 29;
/// Somebody of a council, whose own name comes next.
pub(super) const CLLR: Word = 30;
/// What makes a street of a name.
pub(super) const STREET: Word = 28;

/// Words with a number of their own, and how else they are written.
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

/// Words of names that are shortened in writing.
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

/// Sentences hold words in thousands, all looked up; the words are known beforehand, so that nobody can choose them badly.
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

/// A map with the quick hash.
pub(super) type FastMap<K, V> = HashMap<K, V, BuildHasherDefault<FastHasher>>;

/// The words that are known.
pub(super) struct Vocabulary {
    known: FastMap<Box<str>, Word>,
    /// By number, as it is compared letter by letter.
    spelt: Vec<Box<str>>,
}

/// The numbers below are those of the terms.
const FIRST_FREE_NUMBER: usize = 32;

impl Vocabulary {
    /// The words that have a number of their own, and those that are shortened.
    pub(super) fn new() -> Self {
        let mut vocabulary = Self { known: FastMap::default(), spelt: vec![Box::default(); FIRST_FREE_NUMBER] };
        for (word, written) in FIXED_WORDS {
            vocabulary.spelt[*word as usize] = Box::from(written[0]);
            vocabulary.known.extend(written.iter().map(|written| (Box::from(*written), *word)));
        }
        for (whole, short) in ABBREVIATIONS {
            let word = vocabulary.intern(whole);
            vocabulary.known.extend(short.iter().map(|short| (Box::from(*short), word)));
        }
        vocabulary
    }

    /// The number of a folded word, a new one if it has none.
    pub(super) fn intern(&mut self, folded: &str) -> Word {
        if let Some(word) = self.known.get(folded) {
            return *word;
        }
        let word = self.next_number();
        self.known.insert(Box::from(folded), word);
        self.spelt.push(Box::from(folded));
        word
    }

    /// The number of a folded word; [`UNKNOWN`] if it has none.
    pub(super) fn number(&self, folded: &str) -> Word {
        self.known.get(folded).copied().unwrap_or(UNKNOWN)
    }

    /// The first number that no word has.
    pub(super) fn next_number(&self) -> Word {
        Word::try_from(self.spelt.len()).unwrap_or(Word::MAX)
    }

    /// How a known word is spelt; nothing for marks and for what is unknown.
    pub(super) fn spelt(&self, word: Word) -> &str {
        self.spelt.get(word as usize).map_or("", |spelt| spelt)
    }
}

/// Whether it stands between words.
pub(super) fn is_mark(word: Word) -> bool {
    matches!(word, COMMA | STOP | COLON | LINE)
}

/// A word or a mark in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Token {
    pub word: Word,
    /// Where it stands, in bytes.
    pub start: usize,
    pub end: usize,
    /// Whether it begins with a capital letter or a figure.
    pub capital: bool,
}

/// The words of a text and what stands between them, in one pass.
pub(super) fn tokens(text: &str, vocabulary: &Vocabulary) -> Vec<Token> {
    let mut tokens = Vec::with_capacity(text.len() / 6 + 4);
    tokenize(text, |piece| match piece {
        RawToken::Word { folded, start, end, capital } => {
            tokens.push(Token { word: vocabulary.number(folded), start, end, capital });
        }
        RawToken::Mark(word, at) => tokens.push(Token { word, start: at, end: at + 1, capital: false }),
    });
    tokens
}

/// The folded words of a text, without marks.
pub(super) fn folded_words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    tokenize(text, |piece| match piece {
        RawToken::Word { folded, .. } => words.push(folded.to_owned()),
        RawToken::Mark(AND, _) => words.push("and".to_owned()),
        RawToken::Mark(..) => {}
    });
    words
}

/// What a text is split into.
pub(super) enum RawToken<'a> {
    Word { folded: &'a str, start: usize, end: usize, capital: bool },
    Mark(Word, usize),
}

/// No word of a name is longer; of a longer one nothing is compared.
const MAX_WORD_LETTERS: usize = 40;

/// Splits a text: lower case, no accents, no apostrophes; "P.C." is one word. A full stop behind a short word ends no
/// sentence ("St. Weonards").
pub(super) fn tokenize(text: &str, mut take: impl FnMut(RawToken<'_>)) {
    let bytes = text.as_bytes();
    let lower = text.to_ascii_lowercase();
    let mut word = String::new();
    let (mut start, mut capital, mut at) = (0, false, 0);
    while at < bytes.len() {
        let plain = ascii_run_end(bytes, at);
        if plain > at {
            if word.is_empty() {
                (start, capital) = (at, !bytes[at].is_ascii_lowercase());
                // Most words are plain from end to end; nothing of these is copied.
                if is_whole_word(bytes, start, plain) {
                    take(RawToken::Word { folded: &lower[start..plain], start, end: plain, capital });
                    at = take_mark(bytes, start, plain, &mut take);
                    continue;
                }
            }
            word.push_str(&lower[at..plain.min(at + MAX_WORD_LETTERS.saturating_sub(word.len()))]);
            at = plain;
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
                take(RawToken::Word { folded: &word, start, end: at, capital });
            }
            if let Some(mark) = mark(c, word.len(), bytes, at) {
                take(RawToken::Mark(mark, at));
            }
            word.clear();
        }
        at += size;
    }
    if !word.is_empty() {
        take(RawToken::Word { folded: &word, start, end: bytes.len(), capital });
    }
}

/// Where the plain letters and figures end that begin at a byte.
fn ascii_run_end(bytes: &[u8], mut at: usize) -> usize {
    while at < bytes.len() && bytes[at].is_ascii_alphanumeric() {
        at += 1;
    }
    at
}

/// Whether plain letters are a whole word, and one that is short enough to be compared.
fn is_whole_word(bytes: &[u8], start: usize, end: usize) -> bool {
    let ends = bytes
        .get(end)
        .is_none_or(|next| next.is_ascii() && !is_inside_word(char::from(*next), end - start, bytes, end));
    ends && end - start <= MAX_WORD_LETTERS
}

/// Takes the mark that ends a word of plain letters, if there is one; says where to go on.
fn take_mark(bytes: &[u8], start: usize, end: usize, take: &mut impl FnMut(RawToken<'_>)) -> usize {
    let Some(next) = bytes.get(end) else { return end };
    if *next != b' '
        && let Some(mark) = mark(char::from(*next), end - start, bytes, end)
    {
        take(RawToken::Mark(mark, end));
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
