//! Joins the lines of `format=flowed` (RFC 3676).

/// `delete_space`: whether the blank at a soft line end belongs to the break (`delsp=yes`).
pub(super) fn unflow(text: &str, delete_space: bool) -> String {
    let mut join = String::with_capacity(text.len());
    // Quote depth of the previous line, if it flows into this one.
    let mut flowing_depth: Option<usize> = None;
    for line in text.lines() {
        let depth = line.len() - line.trim_start_matches('>').len();
        let rest = line[depth..].strip_prefix(' ').unwrap_or(&line[depth..]);
        if flowing_depth == Some(depth) && rest != "-- " {
            join.push_str(rest);
        } else {
            if !join.is_empty() || flowing_depth.is_some() {
                join.push('\n');
            }
            join.push_str(&line[..depth]);
            join.push_str(if depth > 0 && !rest.is_empty() { " " } else { "" });
            join.push_str(rest);
        }
        flowing_depth = (rest.ends_with(' ') && rest != "-- ").then_some(depth);
        if flowing_depth.is_some() && delete_space {
            join.pop();
        }
        if flowing_depth.is_none() {
            // Keeps an empty first line.
            flowing_depth = Some(usize::MAX);
        }
    }
    join
}

#[cfg(test)]
mod tests {
    use super::unflow;
    use rstest::rstest;

    #[rstest]
    #[case("one \ntwo\nthree", false, "one two\nthree")]
    #[case("one \ntwo", true, "onetwo")]
    #[case("> one \n> two\nthree \n> four", false, "> one two\nthree \n> four")]
    #[case("text\n-- \nClerk", false, "text\n-- \nClerk")]
    #[case("\n\none", false, "\n\none")]
    fn flowed_lines_are_joined(#[case] text: &str, #[case] delete: bool, #[case] join: &str) {
        assert_eq!(unflow(text, delete), join);
    }
}
