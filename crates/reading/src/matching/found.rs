//! Result of matching: candidates, confidence, and the reasons for people.

use chrono::NaiveDate;

use charter::calendar::format_with_year;
use charter::ids::CouncilId;
use charter::string_enum;
use charter::untrusted::sanitize;

/// Most candidates that a person is asked to choose from.
pub(super) const MAX_CANDIDATES: usize = 8;

/// A name that heads a part of a text: "Wem Town Council:".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Byte offset of the name.
    pub at: usize,
    /// Councils of that name, likeliest first.
    pub councils: Vec<CouncilId>,
}

string_enum! {
    Confidence {
        /// A wrong answer is as good as impossible: `tests/matching` holds wrong certain matches at 0.
        Certain = "certain", "certain";
        /// Probably right; a person confirms it.
        Likely = "likely", "likely";
        /// Only offered as a choice.
        Possible = "possible", "possible";
    }
}

/// Why a council is a candidate, or why it is not certain. Texts in it are untrusted; [`Reason::describe`] sanitizes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Code of one of its parishes.
    Code(String),
    /// Its name, with or without "Parish Council".
    Name,
    /// Parts of its name, in any order.
    Parts,
    /// A parish that it covers.
    Parish(String),
    /// A part of its name.
    Part(String),
    /// Prefix or some words of this name.
    Shortened(String),
    /// This name among other words.
    Within(String),
    /// Misspelled: edit distance and the text as written.
    Spelling(usize, String),
    /// A person said on this day that the council uses this name.
    LearntName(NaiveDate),
    /// Address of its contact on file.
    ContactAddress,
    /// A person said on this day that the council uses this address.
    LearntAddress(NaiveDate),
    /// Number of councils that share the address.
    SharedAddress(usize),
    /// A mail to its address bounced.
    Undelivered,
    /// Its name is part of this address.
    InAddress(String),
    /// Display name of the sender.
    Sender,
    /// In a signature or a heading.
    Signed,
    /// Named as a council in the subject.
    Subject,
    /// Its place is mentioned in the subject.
    PlaceInSubject,
    /// Named as a council in the text.
    Text,
    /// Its place is mentioned in the text.
    PlaceInText,
    /// The stated area agrees.
    Area(String),
    /// The stated area is another one, or unknown.
    OtherArea(String),
    /// Another kind of council was written than this one.
    OtherKind(&'static str),
    /// Another council has the same name.
    Twin(String),
    /// Near to this place beside its name, by these kilometres; the others of the name are clearly farther.
    Nearer(String, u32),
    /// A longer name starts with this one.
    Longer(String),
    /// Other evidence names this council.
    Against(String),
    /// It answers the letter of this force, as it seems, though it names the council.
    OtherForce(String),
}

impl Reason {
    /// English for people, sanitized: `one letter differs: Whitchuch`.
    pub fn describe(&self) -> String {
        match self {
            Self::Code(code) => format!("its code: {}", sanitize(code)),
            Self::Name => "the name as written".to_owned(),
            Self::Parts => "the parts of its name".to_owned(),
            Self::Parish(name) => format!("a parish of it: {}", sanitize(name)),
            Self::Part(name) => format!("a part of its name: {}", sanitize(name)),
            Self::Shortened(name) => format!("short for {}", sanitize(name)),
            Self::Within(name) => format!("{}, with other words around it", sanitize(name)),
            Self::Spelling(0, written) => format!("spaces or marks differ: {}", sanitize(written)),
            Self::Spelling(1, written) => format!("one letter differs: {}", sanitize(written)),
            Self::Spelling(letters, written) => format!("{letters} letters differ: {}", sanitize(written)),
            Self::LearntName(on) => format!("the name was said to be this council's on {}", format_with_year(*on)),
            Self::ContactAddress => "its clerk's address".to_owned(),
            Self::LearntAddress(on) => {
                format!("the address was said to be this council's on {}", format_with_year(*on))
            }
            Self::SharedAddress(councils) => format!("the address is that of {councils} councils"),
            Self::Undelivered => "a mail to its address could not be delivered".to_owned(),
            Self::InAddress(address) => format!("its name is in the address: {}", sanitize(address)),
            Self::Sender => "named as the sender".to_owned(),
            Self::Signed => "signed for it, or headed with its name".to_owned(),
            Self::Subject => "named in the subject".to_owned(),
            Self::PlaceInSubject => "its place is mentioned in the subject".to_owned(),
            Self::Text => "named in the text".to_owned(),
            Self::PlaceInText => "its place is mentioned in the text".to_owned(),
            Self::Area(area) => format!("the area agrees: {}", sanitize(area)),
            Self::OtherArea(area) => format!("the area does not agree: {}", sanitize(area)),
            Self::OtherKind(kind) => format!("another sort of council was written, this is a {kind}"),
            Self::Twin(other) => format!("another council has the same name: {}", sanitize(other)),
            Self::Nearer(place, km) => format!("nearer to {}, {km} km", sanitize(place)),
            Self::Longer(other) => format!("another name begins so: {}", sanitize(other)),
            Self::Against(other) => format!("another clue speaks for {}", sanitize(other)),
            Self::OtherForce(force) => format!("another force is named: {}", sanitize(force)),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    pub council: CouncilId,
    pub confidence: Confidence,
    /// Weightiest first.
    pub reasons: Vec<Reason>,
}

/// Why a reply is none of ours. Its words are untrusted; [`Elsewhere::describe`] sanitizes them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Elsewhere {
    /// It answers the letter of this force.
    Force(String),
    /// It is from this council, named with a county that the register does not cover.
    Council(String),
}

impl Elsewhere {
    /// English for people, behind "not ours: ".
    pub fn describe(&self) -> String {
        match self {
            Self::Force(force) => format!("it answers the letter of {}", sanitize(force)),
            Self::Council(council) => format!("it is from {}", sanitize(council)),
        }
    }
}

#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// Certain or likely.
    One(Candidate),
    /// A person has to choose: best first, at most `MAX_CANDIDATES`. A single candidate that is only possible is offered
    /// too.
    Ambiguous(Vec<Candidate>),
    /// It is none of ours, for this reason, unless a person names the council. The councils that it names are offered.
    NotOurs(Elsewhere, Vec<Candidate>),
    /// The reply speaks for each of these councils and has to be split.
    Joint(Vec<Candidate>),
    None,
}

impl Found {
    /// All candidates, best first.
    pub fn candidates(&self) -> &[Candidate] {
        match self {
            Self::One(candidate) => std::slice::from_ref(candidate),
            Self::Ambiguous(candidates) | Self::Joint(candidates) | Self::NotOurs(_, candidates) => candidates,
            Self::None => &[],
        }
    }

    /// At most likely, with a first reason for each candidate.
    pub(super) fn doubted(mut self, why: &Reason) -> Self {
        let candidates = match &mut self {
            Self::One(candidate) => std::slice::from_mut(candidate),
            Self::Ambiguous(candidates) | Self::Joint(candidates) | Self::NotOurs(_, candidates) => candidates,
            Self::None => &mut [],
        };
        for candidate in candidates {
            candidate.confidence = candidate.confidence.max(Confidence::Likely);
            candidate.reasons.insert(0, why.clone());
        }
        self
    }

    /// Candidates (best first) from which a person has to choose.
    pub(super) fn ambiguous(mut candidates: Vec<Candidate>) -> Self {
        candidates.truncate(MAX_CANDIDATES);
        if candidates.is_empty() { Self::None } else { Self::Ambiguous(candidates) }
    }
}
