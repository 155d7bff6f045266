//! The letter that chooses each word of the filter "show". All letters are taken, so the later words have digits.

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
        Show::NoAddress => '1',
        Show::Bounced => '2',
        Show::Unchecked => '4',
        Show::NoNamedContact => '5',
    })
}
