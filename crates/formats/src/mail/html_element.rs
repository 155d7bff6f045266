//! Finds hidden HTML elements and their ends, also without an end tag.

/// An element without end tag ends where the next of its kind starts, or where its parent ends (HTML, 13.1.2.4).
const OPTIONAL_END_TAG: [&str; 7] = ["li", "p", "td", "th", "tr", "dt", "dd"];

/// Elements whose start tag ends a paragraph.
const BLOCKS: [&str; 12] = ["div", "table", "ul", "ol", "dl", "h1", "h2", "h3", "h4", "blockquote", "pre", "hr"];

/// Elements that contain others.
const CONTAINERS: [&str; 15] =
    ["ul", "ol", "dl", "table", "tbody", "tr", "td", "th", "li", "div", "blockquote", "p", "body", "html", "section"];

/// Length of an element whose start tag precedes `page`: up to its end tag, or to the tag that implies its end. `None` if it
/// does not end in `page`.
pub(super) fn end(name: &str, page: &str) -> Option<usize> {
    let has_optional_end_tag = OPTIONAL_END_TAG.contains(&name);
    // Open elements inside it that matter.
    let mut open: Vec<String> = Vec::new();
    let mut at = 0;
    while let Some(starts) = page[at..].find('<').map(|found| at + found) {
        let ends = starts + page[starts..].find('>')? + 1;
        let tag = &page[starts + 1..ends - 1];
        at = ends;
        let tag_name = tag.trim_start_matches('/').split(|c: char| !c.is_ascii_alphanumeric()).next();
        let tag_name = tag_name.unwrap_or_default().to_ascii_lowercase();
        let matters = tag_name == name || CONTAINERS.contains(&tag_name.as_str());
        if tag.starts_with('/') {
            if let Some(at) = open.iter().rposition(|open| *open == tag_name) {
                open.truncate(at);
            } else if tag_name == name {
                return Some(ends);
            } else if has_optional_end_tag && matters {
                return Some(starts);
            }
        } else if has_optional_end_tag && open.is_empty() && ends_at(name, &tag_name) {
            return Some(starts);
        } else if matters && !tag.ends_with('/') {
            open.push(tag_name);
        }
    }
    None
}

/// Whether `other` implies the end of `name`.
fn ends_at(name: &str, other: &str) -> bool {
    match name {
        "p" => other == "p" || BLOCKS.contains(&other),
        "td" | "th" => matches!(other, "td" | "th" | "tr"),
        "dt" | "dd" => matches!(other, "dt" | "dd"),
        _ => name == other,
    }
}

/// Whether the attributes strike an element out or hide it.
pub(super) fn is_hidden(attributes: &str) -> bool {
    let unseen = ["line-through", "display:none", "visibility:hidden", "mso-hide:all"];
    let hides = |style: &str| {
        let style = style.replace(' ', "");
        let has_no_height = style.contains("overflow:hidden") && style.split("max-height:0").skip(1).any(is_zero_end);
        has_no_height || unseen.iter().any(|words| style.contains(words))
    };
    let hidden = attributes.split_ascii_whitespace().any(|word| word == "hidden" || word.starts_with("hidden="));
    hidden || attributes.split_once("style").is_some_and(|(_, style)| hides(style))
}

/// Whether an element with these attributes, in lower case, holds a quoted mail, or stands above one to the end of the page.
pub(super) fn starts_quoted_mail(attributes: &str) -> bool {
    const NAMES: [&str; 6] = [
        "divrplyfwdmsg",
        "olk_src_body_section",
        "stopspelling",
        "yahoo_quoted",
        "mail-editor-reference-message-container",
        "ms-outlook-mobile-reference-message",
    ];
    NAMES.iter().any(|name| attributes.contains(name))
}

/// Whether Outlook draws this line above the header of a quoted mail. Its colours tell it from other lines.
pub(super) fn is_drawn_above_a_header(attributes: &str) -> bool {
    const COLOURS: [&str; 4] = ["#b5c4df", "#e1e1e1", "rgb(181,196,223)", "rgb(225,225,225)"];
    attributes.contains("border-top") && COLOURS.iter().any(|colour| attributes.replace(' ', "").contains(colour))
}

/// Whether a `blockquote` quotes a mail; others only indent.
pub(super) fn is_quotation(attributes: &str) -> bool {
    ["cite", "_quote", "border-left"].iter().any(|sign| attributes.contains(sign))
}

/// Whether a length that began with a zero is zero: `0`, `0px`, but not `0.9em`.
fn is_zero_end(rest: &str) -> bool {
    !rest.starts_with(|c: char| c == '.' || c.is_ascii_digit())
}

/// Whether a piece of a page contains more than tags and blanks.
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
    let padding = ["&nbsp;", "&#160;", "&zwnj;", "&#8204;", "&#847;", "&#8199;", "&shy;", "&#173;"];
    let text = padding.iter().fold(text.to_owned(), |text, entity| text.replace(entity, " "));
    text.chars().all(|c| c.is_whitespace() || matches!(c, '\u{200c}' | '\u{34f}' | '\u{ad}' | '\u{2007}' | '\u{feff}'))
}

#[cfg(test)]
mod tests {
    use super::end;
    use rstest::rstest;

    /// A bar marks the end.
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
