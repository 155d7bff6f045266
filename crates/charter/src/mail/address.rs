//! Addresses in text.

use super::text::{MAX_ADDRESSES, one_line};

/// Splits `The Clerk <clerk@wem.example>` into the address and the whole line. Also finds an address among other
/// words.
pub fn split_sender(text: &str) -> (String, String) {
    let address = addresses(text).into_iter().next().unwrap_or_default();
    (address, one_line(text))
}

/// In lower case, each once.
pub fn addresses(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let part = |c: char| c.is_alphanumeric() || ".!#$%&'*+/=?^_`{|}~-@".contains(c);
    for word in text.split(|c: char| !part(c)) {
        let word = word.trim_matches(|c: char| !(c.is_alphanumeric() || c == '_')).to_lowercase();
        let Some((local, domain)) = word.split_once('@') else { continue };
        let named = !local.is_empty() && domain.contains('.') && !domain.contains('@') && word.len() <= 254;
        if named && !found.contains(&word) {
            found.push(word);
        }
        if found.len() == MAX_ADDRESSES {
            break;
        }
    }
    found
}
