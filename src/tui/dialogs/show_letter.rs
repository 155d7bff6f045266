//! The letter of each word in the picker of what the list shows.

use charter::filter::Show;

pub fn show_letter(show: Show) -> Option<char> {
    Some(match show {
        Show::Missed => 'm',
        Show::Silent => 's',
        Show::Waiting => 'q',
        Show::OnTime => 'j',
        Show::Incomplete => 'n',
        Show::RepliedLate => 'i',
        Show::Late => 'l',
        Show::NeverReached => 'r',
        Show::Awaiting => 'a',
        Show::DueSoon => 'd',
        Show::Holding => 'h',
        Show::Partial => 'p',
        Show::Confirmed => 'c',
        Show::Declined => 'e',
        Show::NotSent => 't',
        Show::Undelivered => 'b',
        Show::PreferencesMissing => 'f',
        Show::NeedsChoice => '3',
        Show::Conflict => 'x',
        Show::UpdateOwed => 'u',
        Show::PromiseOwed => 'o',
        Show::PromisePlanned => 'v',
        Show::PromiseMet => 'k',
        Show::PromiseWritten => 'w',
        Show::PromiseMissed => 'y',
        Show::PromiseExcused => 'z',
        Show::CannotDecide => 'g',
        Show::NoNamedContact => '1',
    })
}
