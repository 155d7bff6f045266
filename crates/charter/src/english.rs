//! Closed lists of terms with a stored code and a label, and English words for counts and lists.

/// Declares an enum with a stable code for each value (stored, and printed in JSON) and a label for people.
///
/// Generates `ALL`, `code()`, `label()`, `from_code()`, `Display` (the label), serde by code, and a JSON schema of the
/// codes.
#[macro_export]
macro_rules! string_enum {
    ($(#[$outer:meta])* $name:ident { $($(#[$inner:meta])* $value:ident = $code:literal, $label:literal;)+ }) => {
        $(#[$outer])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$inner])* #[serde(rename = $code)] $value,)+
        }

        impl $name {
            /// In the order of display.
            pub const ALL: &'static [Self] = &[$(Self::$value,)+];

            /// The stable code, as stored and as printed in JSON.
            pub fn code(self) -> &'static str {
                match self { $(Self::$value => $code,)+ }
            }

            pub fn label(self) -> &'static str {
                match self { $(Self::$value => $label,)+ }
            }

            /// Accepts a code or label; ignores case and treats `_`, `-` and space as equal.
            pub fn from_code(text: &str) -> Option<Self> {
                let wanted = $crate::english::normalize_key(text);
                Self::ALL.iter().copied().find(|value| {
                    $crate::english::normalize_key(value.code()) == wanted
                        || $crate::english::normalize_key(value.label()) == wanted
                })
            }
        }

        impl $crate::schemars::JsonSchema for $name {
            fn inline_schema() -> bool {
                true
            }

            fn schema_name() -> std::borrow::Cow<'static, str> {
                stringify!($name).into()
            }

            fn json_schema(_: &mut $crate::schemars::SchemaGenerator) -> $crate::schemars::Schema {
                $crate::schemars::json_schema!({ "type": "string", "enum": [$($code),+] })
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                out.write_str(self.label())
            }
        }
    };
}

/// Folds case and separators.
pub fn normalize_key(text: &str) -> String {
    text.trim().chars().map(|c| if matches!(c, '_' | '-') { ' ' } else { c.to_ascii_lowercase() }).collect()
}

/// `Surgery` for `surgery`.
pub fn capitalize(text: &str) -> String {
    let mut characters = text.chars();
    characters.next().map_or(String::new(), |first| first.to_uppercase().chain(characters).collect())
}

/// `1 council`, `6 councils`, `1 priority`, `3 priorities`.
pub fn pluralize(n: usize, one: &str) -> String {
    match one.strip_suffix('y') {
        _ if n == 1 => format!("1 {one}"),
        Some(stem) if !one.ends_with("ay") => format!("{n} {stem}ies"),
        _ if one.ends_with("ch") || one.ends_with("sh") || one.ends_with('s') => format!("{n} {one}es"),
        _ => format!("{n} {one}s"),
    }
}

/// `wish`, `wish and priorities`, `wish, priorities and method`.
pub fn join_list(parts: &[&str]) -> String {
    match parts {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [init @ .., last] => format!("{} and {last}", init.join(", ")),
    }
}

/// The text for a quotation in a sentence: on one line, at most 60 characters.
pub fn truncate(text: &str) -> String {
    // A cell may hold a page, so only the beginning is examined.
    let beginning: String = text.trim().chars().take(MAX_QUOTED_CHARS + 1).collect();
    let line = beginning.split_whitespace().collect::<Vec<_>>().join(" ");
    if beginning.chars().count() <= MAX_QUOTED_CHARS {
        line
    } else {
        line.chars().take(MAX_QUOTED_CHARS - 1).chain(['…']).collect()
    }
}

const MAX_QUOTED_CHARS: usize = 60;

#[cfg(test)]
mod tests {
    use super::{join_list, pluralize, truncate};
    use rstest::rstest;

    #[rstest]
    #[case(1, "council", "1 council")]
    #[case(6, "council", "6 councils")]
    #[case(0, "priority", "0 priorities")]
    #[case(2, "day", "2 days")]
    #[case(3, "parish", "3 parishes")]
    fn counts_in_words(#[case] n: usize, #[case] one: &str, #[case] expected: &str) {
        assert_eq!(pluralize(n, one), expected);
    }

    #[test]
    fn lists_read_as_a_sentence() {
        assert_eq!(join_list(&["wish"]), "wish");
        assert_eq!(join_list(&["wish", "priorities", "method"]), "wish, priorities and method");
    }

    #[rstest]
    #[case(" Do you\n wish? ", "Do you wish?")]
    #[case(&"é".repeat(60), &"é".repeat(60))]
    #[case(&"é".repeat(61), &format!("{}…", "é".repeat(59)))]
    fn quotations_are_short(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(truncate(text), expected);
    }
}
