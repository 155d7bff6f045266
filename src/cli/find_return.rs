//! Finds a return of a council by its id or the day on which it was received, and a priority in a return.

use chrono::NaiveDate;

use super::failure::Failure;
use charter::calendar::{DateBias, format_full, parse_typed};
use charter::council_file::CouncilFile;
use charter::english::pluralize;
use charter::returns::{Return, SentPriority};
use charter::search_key::fold;

/// # Errors
/// None fits, or several do. The message lists all returns of the round.
pub fn find<'a>(typed: &str, file: &'a CouncilFile, today: NaiveDate) -> Result<&'a Return, Failure> {
    let typed = typed.trim();
    let id = typed.strip_prefix('#').unwrap_or(typed).parse::<i64>().ok();
    let day = parse_typed(typed, today, DateBias::Past).ok();
    let name = file.council.name.sanitized();
    let by_id = file.returns.iter().find(|returned| Some(returned.id.0) == id);
    let by_day: Vec<&Return> = file.returns.iter().filter(|returned| Some(returned.received.on) == day).collect();
    match (by_id, by_day.as_slice()) {
        (Some(one), _) => Ok(one),
        (None, [one]) => Ok(*one),
        _ if file.returns.is_empty() => {
            Err(Failure::Refused(format!("{name} has no return in this round. Nothing was changed")))
        }
        (None, []) => Err(Failure::Refused(format!(
            "{name} has no return “{typed}” in this round. Nothing was changed; there are:\n{}",
            describe_returns(&file.returns.iter().collect::<Vec<_>>())
        ))),
        (None, several) => Err(Failure::Refused(format!(
            "{} of {name} were received that day. Nothing was changed; name one by its id:\n{}",
            pluralize(several.len(), "return"),
            describe_returns(several)
        ))),
    }
}

fn describe_returns(returns: &[&Return]) -> String {
    let lines: Vec<String> = returns
        .iter()
        .map(|returned| {
            let at = returned.received.at.map(|at| at.format(" at %H:%M").to_string()).unwrap_or_default();
            let texts: Vec<_> = returned.answer.priorities.iter().map(|sent| sent.text().sanitized()).collect();
            let (id, on) = (returned.id.0, format_full(returned.received.on));
            format!("  {:>5}  {on}{at}: {}; {}", format!("#{id}"), returned.answer.wish, texts.join(", "))
        })
        .collect();
    lines.join("\n")
}

/// The index of a priority in a return, by its number there or words that only it has.
///
/// # Errors
/// None fits, or several do. The message lists all priorities of the return.
pub fn find_sent(typed: &str, sent: &[SentPriority]) -> Result<usize, Failure> {
    let wanted = fold(typed);
    let is_named = |priority: &SentPriority| {
        !wanted.is_empty()
            && [Some(&priority.received), priority.agreed.as_ref()]
                .into_iter()
                .flatten()
                .any(|text| fold(text.raw()).contains(&wanted))
    };
    let by_number = typed.trim().parse::<usize>().ok();
    let fitting: Vec<usize> = match by_number {
        Some(number) => (0..sent.len()).filter(|index| index + 1 == number).collect(),
        None => (0..sent.len()).filter(|index| is_named(&sent[*index])).collect(),
    };
    let listed = || {
        let lines: Vec<String> = (1..)
            .zip(sent)
            .map(|(number, one): (usize, _)| format!("  {number}  {}", one.text().sanitized()))
            .collect();
        lines.join("\n")
    };
    match fitting.as_slice() {
        [index] => Ok(*index),
        [] => Err(Failure::Refused(format!(
            "the return has no priority “{typed}”. Nothing was changed; there are:\n{}",
            listed()
        ))),
        several => Err(Failure::Refused(format!(
            "“{typed}” fits {} of the return. Nothing was changed; name one by its number:\n{}",
            pluralize(several.len(), "priority"),
            listed()
        ))),
    }
}
