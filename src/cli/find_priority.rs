//! Finds a priority of a council: by its number in the current return, an id, or words that only it has.

use super::failure::Failure;
use charter::council_file::{CouncilFile, PriorityFile};
use charter::english::pluralize;
use charter::search_key::fold;

/// # Errors
/// None fits, or several do. The message lists all priorities.
pub fn find<'a>(typed: &str, file: &'a CouncilFile) -> Result<&'a PriorityFile, Failure> {
    let typed = typed.trim();
    let wanted = fold(typed);
    let fits = |known: &&PriorityFile| {
        if let Some(id) = typed.strip_prefix('#') {
            return id.trim().parse() == Ok(known.priority.id.0);
        }
        match typed.parse::<u8>() {
            Ok(place) => known.status.slot == Some(place),
            Err(_) => !wanted.is_empty() && fold(known.priority.text.raw()).contains(&wanted),
        }
    };
    let fitting: Vec<&PriorityFile> = file.priorities.iter().filter(fits).collect();
    let exact = |known: &&&PriorityFile| fold(known.priority.text.raw()) == wanted;
    let name = file.council.name.sanitized();
    match fitting.as_slice() {
        [one] => Ok(one),
        [] if file.priorities.is_empty() => Err(Failure::Refused(format!(
            "no priority was ever agreed with {name}. Nothing was changed; record its return first"
        ))),
        [] => Err(Failure::Refused(format!(
            "{name} has no priority “{typed}”. Nothing was changed; there are:\n{}",
            describe_candidates(&file.priorities.iter().collect::<Vec<_>>())
        ))),
        several => match several.iter().filter(exact).collect::<Vec<_>>().as_slice() {
            [one] => Ok(one),
            _ => Err(Failure::Refused(format!(
                "“{typed}” fits {} of {name}. Nothing was changed; name one by its id:\n{}",
                pluralize(several.len(), "priority"),
                describe_candidates(several)
            ))),
        },
    }
}

fn describe_candidates(priorities: &[&PriorityFile]) -> String {
    let one = |known: &&PriorityFile| {
        let slot = known.status.slot.map_or_else(String::new, |slot| format!(", place {slot}"));
        let (id, text) = (known.priority.id, known.priority.text.sanitized());
        format!("  {:>5}  {text} ({}{slot})", format!("#{id}"), known.status.state)
    };
    priorities.iter().map(one).collect::<Vec<_>>().join("\n")
}
