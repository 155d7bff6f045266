//! Words that name a role and no person.

use charter::search_key::fold;

/// A role has one of these.
const ROLES: &[&str] = &[
    "clerk",
    "chair",
    "chairman",
    "chairwoman",
    "chairperson",
    "mayor",
    "officer",
    "secretary",
    "administrator",
    "manager",
    "treasurer",
    "councillor",
    "rfo",
    "assistant",
    "deputy",
    "convenor",
    "executive",
];

/// What may stand beside it.
const BESIDE: &[&str] = &[
    "the",
    "a",
    "to",
    "of",
    "and",
    "for",
    "council",
    "parish",
    "town",
    "city",
    "group",
    "meeting",
    "responsible",
    "financial",
    "finance",
    "proper",
    "acting",
    "interim",
    "locum",
    "temporary",
    "vice",
    "chief",
    "senior",
    "general",
    "office",
    "admin",
    "administrative",
    "lead",
    "police",
    "policing",
    "community",
    "liaison",
    "engagement",
    "projects",
    "facilities",
    "operations",
    "business",
    "support",
    "services",
    "data",
    "protection",
    "planning",
    "democratic",
    "honorary",
    "joint",
    "principal",
    "contact",
    "main",
];

/// Words of a greeting beside those of a role.
const GREETING: &[&str] = &["dear", "sir", "madam", "sirs", "colleague", "colleagues", "or"];

fn consists_of(text: &str, lists: &[&[&str]]) -> bool {
    fold(text).split(' ').filter(|word| !word.is_empty()).all(|word| lists.iter().any(|list| list.contains(&word)))
}

/// Whether a text names a role and nothing else. Any other word may be a person's name.
pub(super) fn is_role(text: &str) -> bool {
    consists_of(text, &[ROLES, BESIDE]) && fold(text).split(' ').any(|word| ROLES.contains(&word))
}

/// Whether a word belongs to roles or greetings, and is no name.
pub fn is_role_word(word: &str) -> bool {
    consists_of(word, &[ROLES, BESIDE, GREETING])
}

/// Whether a greeting names nobody: `Dear Clerk`, `Dear Sir or Madam`.
pub(super) fn is_greeting(text: &str) -> bool {
    consists_of(text, &[ROLES, BESIDE, GREETING])
}

/// Whether a line of an address begins as a person is addressed.
pub(super) fn begins_with_name(line: &str) -> bool {
    const TITLES: [&str; 9] = ["mr", "mrs", "ms", "miss", "mx", "dr", "cllr", "rev", "councillor"];
    fold(line).split(' ').next().is_some_and(|word| TITLES.contains(&word))
}

/// The role that a heading names: of "Clerk's e-mail" the clerk.
pub(super) fn role_in_heading(folded: &str) -> Option<&'static str> {
    let has = |wanted: &str| folded.split(' ').any(|word| word == wanted || word.strip_suffix('s') == Some(wanted));
    match () {
        () if has("clerk") && has("deputy") => Some("deputy clerk"),
        () if has("clerk") && has("assistant") => Some("assistant clerk"),
        () if has("clerk") => Some("clerk"),
        () if has("chair") || has("chairman") || has("chairperson") => Some("chair"),
        () if has("mayor") => Some("mayor"),
        () => None,
    }
}
