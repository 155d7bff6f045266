//! What is answered: candidates, how sure, and why in words.

use chrono::NaiveDate;

use charter::calendar::format_with_year;
use charter::ids::CouncilId;
use charter::string_enum;
use charter::untrusted::sanitize;

/// How many candidates a question offers at most.
pub const MAX_CANDIDATES: usize = 8;

/// A name that stands over what follows it in a text: "Wem Town Council:".
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// The byte at which it begins.
    pub at: usize,
    /// The councils that are called so, the likeliest first.
    pub councils: Vec<CouncilId>,
}

string_enum! {
    /// How sure it is that a candidate is the right one.
    Confidence {
        /// A wrong answer is as good as impossible.
        Certain = "certain", "certain";
        /// To be looked at, and probably right.
        Likely = "likely", "likely";
        /// Only something to choose from.
        Possible = "possible", "possible";
    }
}

/// Why a council is a candidate, or why it is not a sure one. Names in it are as received; [`Reason::describe`] shows them
/// harmless.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The code of one of its parishes.
    Code(String),
    /// The council's name, or what is left of it without "Parish Council".
    Name,
    /// The parts of its name in another order, or some of them.
    Parts,
    /// A parish that it covers.
    Parish(String),
    /// A part of the council's name.
    Part(String),
    /// The beginning or some words of this name.
    Shortened(String),
    /// This name, with other words around it.
    Within(String),
    /// A name spelt otherwise: how many letters differ, and how it was written.
    Spelling(usize, String),
    /// A person said on this day that it is a name of the council.
    LearntName(NaiveDate),
    /// The address of its contact.
    ContactAddress,
    /// A person said on this day that the address is the council's.
    LearntAddress(NaiveDate),
    /// The address is that of so many councils.
    SharedAddress(usize),
    /// A mail to its address could not be delivered.
    Undelivered,
    /// Its name is in this address.
    InAddress(String),
    /// The name that the mail shows as its sender's.
    Sender,
    /// Signed for it, or headed with it.
    Signed,
    /// Named as a council in the subject.
    Subject,
    /// Its place is mentioned in the subject.
    PlaceInSubject,
    /// Named as a council in the text.
    Text,
    /// Its place is mentioned in the text.
    PlaceInText,
    /// The area that was given agrees.
    Area(String),
    /// The area that was given is another one, or is not known.
    OtherArea(String),
    /// Another sort of council was written; this is what it is.
    OtherKind(&'static str),
    /// Another council is called the same.
    Twin(String),
    /// The name of another council begins so.
    Longer(String),
    /// Another clue speaks for another council.
    Against(String),
}

impl Reason {
    /// For people: `one letter differs: Whitchuch`.
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
            Self::Longer(other) => format!("another name begins so: {}", sanitize(other)),
            Self::Against(other) => format!("another clue speaks for {}", sanitize(other)),
        }
    }
}

/// A council that it may be.
#[derive(Clone, Debug, PartialEq)]
pub struct Candidate {
    /// Which.
    pub council: CouncilId,
    /// How sure.
    pub confidence: Confidence,
    /// Why, the weightiest first.
    pub reasons: Vec<Reason>,
}

/// The result of matching a reply to a council.
#[derive(Clone, Debug, PartialEq)]
pub enum Found {
    /// One council, certain or likely.
    One(Candidate),
    /// A question to a person: best first, at most `MAX_CANDIDATES`. One alone that is only possible is a question too.
    Ambiguous(Vec<Candidate>),
    /// It speaks for each of these councils, and has to be split.
    Joint(Vec<Candidate>),
    /// Nothing points to any council.
    None,
}

impl Found {
    /// All candidates, the best first.
    pub fn candidates(&self) -> &[Candidate] {
        match self {
            Self::One(candidate) => std::slice::from_ref(candidate),
            Self::Ambiguous(candidates) | Self::Joint(candidates) => candidates,
            Self::None => &[],
        }
    }

    /// What a list of candidates, the best first, comes to when it is a question.
    pub(super) fn ambiguous(mut candidates: Vec<Candidate>) -> Self {
        candidates.truncate(MAX_CANDIDATES);
        if candidates.is_empty() { Self::None } else { Self::Ambiguous(candidates) }
    }
}
