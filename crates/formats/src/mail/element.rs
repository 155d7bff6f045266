//! Which element of a page is not shown, and where it ends, though its writer may have left the end tag out.

/// Elements whose end tag may be left out: they end where the next of their kind begins, or what they stand in ends.
const OPTIONAL_END_TAG: [&str; 7] = ["li", "p", "td", "th", "tr", "dt", "dd"];

/// Elements that end a paragraph by beginning.
const BLOCKS: [&str; 12] = ["div", "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "blockquote", "pre", "hr"];

/// Elements that hold others.
const CONTAINERS: [&str; 15] =
    ["ul", "ol", "dl", "table", "tbody", "tr", "td", "th", "li", "div", "blockquote", "p", "body", "html", "section"];

/// Where the element `name` ends whose start tag stood before this page: the byte after its end tag, or that at which
/// something else ends it. `None` if it has no end here.
pub(super) fn end(name: &str, page: &str) -> Option<usize> {
    let has_optional_end_tag = OPTIONAL_END_TAG.contains(&name);
    // The elements that were opened within it, of those that matter.
    let mut open: Vec<String> = Vec::new();
    let mut place = 0;
    while let Some(begins) = page[place..].find('<').map(|found| place + found) {
        let ends = begins + page[begins..].find('>')? + 1;
        let tag = &page[begins + 1..ends - 1];
        place = ends;
        let tag_name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        let tag_name = tag_name.unwrap_or_default().to_ascii_lowercase();
        let matters = tag_name == name || CONTAINERS.contains(&tag_name.as_str());
        if tag.starts_with('/') {
            if let Some(at) = open.iter().rposition(|open| *open == tag_name) {
                open.truncate(at);
            } else if tag_name == name {
                return Some(ends);
            } else if has_optional_end_tag && matters {
                return Some(begins);
            }
        } else if has_optional_end_tag && open.is_empty() && ends_at(name, &tag_name) {
            return Some(begins);
        } else if matters && !tag.ends_with('/') {
            open.push(tag_name);
        }
    }
    None
}

/// Whether an element that ends itself does so where another begins.
fn ends_at(name: &str, other: &str) -> bool {
    match name {
        "p" => other == "p" || BLOCKS.contains(&other),
        "td" | "th" => matches!(other, "td" | "th" | "tr"),
        "dt" | "dd" => matches!(other, "dt" | "dd"),
        _ => name == other,
    }
}

/// Whether the style of an element strikes it out or does not show it.
pub(super) fn is_hidden(attributes: &str) -> bool {
    let unseen = ["line-through", "display:none", "visibility:hidden", "mso-hide:all"];
    let hides = |style: &str| unseen.iter().any(|words| style.replace(' ', "").contains(words));
    let hidden = attributes.split_ascii_whitespace().any(|word| word == "hidden" || word.starts_with("hidden="));
    hidden || attributes.split_once("style").is_some_and(|(_, style)| hides(style))
}

/// Whether anything but tags and blanks is in a piece of a page.
pub(super) fn has_words(mut page: &str) -> bool {
    while let Some((text, rest)) = page.split_once('<') {
        if !is_blank(text) {
            return true;
        }
        page = rest.split_once('>').map_or("", |(_, rest)| rest);
    }
    !is_blank(page)
}

fn is_blank(text: &str) -> bool {
    text.replace("&nbsp;", " ").replace("&#160;", " ").chars().all(|c| c.is_whitespace() || c == '\u{200c}')
}

#[cfg(test)]
mod tests {
    use super::end;
    use rstest::rstest;

    /// A bar stands where it ends.
    #[rstest]
    #[case("s", "a</s>|b")]
    #[case("s", "a<s>b</s>c</s>|d")]
    #[case("span", "a<span>b</span><br>c</span>|d")]
    #[case("li", "a|<li>b</li></ul>")]
    #[case("li", "a<ul><li>b<li>c</ul>d|<li>e")]
    #[case("li", "a|</ul>b")]
    #[case("td", "a<table><tr><td>b</table>|<td>c")]
    #[case("p", "a <b>b</b>|</div>")]
    #[case("p", "a|<div>b</div>")]
    #[case("div", "a<div>b</div></div>|c")]
    fn ends(#[case] name: &str, #[case] page: &str) {
        assert_eq!(end(name, &page.replace('|', "")), page.find('|'));
    }

    #[rstest]
    #[case("s", "a<b>c</b>")]
    #[case("s", "a<b")]
    #[case("div", "a<div>b</div>c")]
    fn has_none(#[case] name: &str, #[case] page: &str) {
        assert_eq!(end(name, page), None);
    }
}
