//! The labelled replies.

use std::fs;
use std::path::Path;

use charter::ids::PriorityId;
use charter::proposal::Proposal;
use charter::returns::{DEFAULT_CATEGORIES, Frequency, Method, Wish};
use charter::untrusted::Untrusted;
use chrono::NaiveDate;

/// The label of a priority.
#[derive(Debug)]
pub struct Label {
    /// Its text, or that of the priority that it continues.
    pub text: String,
    /// Which earlier priority it continues.
    pub taken_over: Option<PriorityId>,
    /// Its category.
    pub category: Option<String>,
}

/// A reply and its labels.
#[derive(Debug, Default)]
pub struct Reply {
    pub id: String,
    pub received: Option<NaiveDate>,
    pub before: Vec<Proposal>,
    pub wish: Option<Wish>,
    pub priorities: Vec<Label>,
    pub frequency: Option<Frequency>,
    pub method: Option<Method>,
    pub holding: bool,
    pub meets: Option<NaiveDate>,
    /// The subject of the mail.
    pub subject: String,
    /// Whether it answers the letter; otherwise it declines, will answer later, or is about something else.
    pub is_return: bool,
    pub text: String,
}

/// All replies of a folder, in the order of the files.
pub fn all(folder: &str) -> Vec<Reply> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/reading").join(folder);
    let mut paths: Vec<_> =
        fs::read_dir(folder).expect("the corpus").map(|entry| entry.expect("a file").path()).collect();
    paths.sort();
    let mut replies: Vec<Reply> = Vec::new();
    for path in paths {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        let text = fs::read_to_string(&path).expect("text");
        replies.extend(parse(&name, &text).unwrap_or_else(|error| panic!("{error}")));
    }
    replies
}

/// The replies of one file, or the line that cannot be parsed.
pub fn parse(name: &str, text: &str) -> Result<Vec<Reply>, String> {
    let mut replies: Vec<Reply> = Vec::new();
    let mut in_text = true;
    for (number, line) in (1..).zip(text.lines()) {
        let told = |what: String| format!("{name} line {number}: {what}");
        if let Some(head) = line.strip_prefix("=== ") {
            let id = format!("{} {}", name.split('-').next().unwrap_or_default(), head.trim());
            replies.push(Reply { id, ..Reply::default() });
            in_text = false;
            continue;
        }
        let Some(reply) = replies.last_mut() else { return Err(told("a reply begins with ===".to_owned())) };
        match line.trim() {
            _ if in_text => reply.text.push_str(&format!("{line}\n")),
            "---" => in_text = true,
            "" => {}
            line => {
                let (label, value) = line.split_once(':').ok_or_else(|| told("a label has a colon".to_owned()))?;
                set(reply, label.trim(), value.trim()).map_err(told)?;
            }
        }
    }
    Ok(replies)
}

fn set(reply: &mut Reply, label: &str, value: &str) -> Result<(), String> {
    let stated = value != "-";
    match label {
        "received" => reply.received = Some(date(value)?),
        "before" => reply.before = (1..).zip(value.split('|')).map(proposal).collect(),
        "wish" => {
            reply.wish = match value {
                "yes" => Some(Wish::Yes),
                "no" => Some(Wish::No),
                "-" => None,
                other => return Err(format!("{other} is no wish")),
            };
        }
        "priority" if stated => {
            let label = priority(value, &reply.before)?;
            reply.priorities.push(label);
        }
        "priority" => {}
        "frequency" => {
            let known = Frequency::stated(value).filter(|_| stated);
            if let Some(Frequency::Other(_)) = &known {
                value.strip_prefix("other:").ok_or_else(|| format!("{value} is no frequency"))?;
            }
            reply.frequency = known;
        }
        "method" => {
            let known = Method::stated(value).filter(|_| stated);
            if let Some(Method::Other(_)) = &known {
                value.strip_prefix("other:").ok_or_else(|| format!("{value} is no method"))?;
            }
            reply.method = known;
        }
        "holding" => {
            reply.holding = match value {
                "yes" => true,
                "-" | "no" => false,
                other => return Err(format!("{other} is no answer to holding")),
            };
        }
        "subject" => reply.subject = value.to_owned(),
        "kind" => reply.is_return = value == "return",
        "meets" => reply.meets = if stated { Some(date(value)?) } else { None },
        other => return Err(format!("{other} is no label")),
    }
    Ok(())
}

fn date(value: &str) -> Result<NaiveDate, String> {
    value.parse().map_err(|_| format!("{value} is no date"))
}

fn proposal((place, text): (u8, &str)) -> Proposal {
    let text = Untrusted::from(text.trim());
    Proposal { id: PriorityId(place.into()), slot: place, code: "2023-Q3".to_owned(), text, category: None }
}

fn priority(value: &str, before: &[Proposal]) -> Result<Label, String> {
    let (text, category) = value.split_once("||").ok_or("a priority needs || and a category")?;
    let (text, category) = (text.trim(), category.trim());
    if category != "-" && !DEFAULT_CATEGORIES.contains(&category) {
        return Err(format!("{category} is no category"));
    }
    let category = (category != "-").then(|| category.to_owned());
    let Some(place) = text.strip_prefix('=') else {
        return Ok(Label { text: text.to_owned(), taken_over: None, category });
    };
    let taken = before.iter().find(|proposal| proposal.slot.to_string() == place.trim());
    let proposal = taken.ok_or_else(|| format!("={place} was not agreed before"))?;
    Ok(Label { text: proposal.text.raw().to_owned(), taken_over: Some(proposal.id), category })
}
