//! The results as Markdown.

use super::aims::Target;
use super::measure::{Result, SCREENS};
use super::sample::Sample;
use std::fmt::Write;

/// All figures of all programs: medians, with the range of the middle eight of ten in brackets.
pub fn numbers(results: &[Result]) -> String {
    let mut table = String::from(
        "| program | first frame, ms | moving, ms | first letter, ms | next letters, ms | memory, MB (most) | wake-ups in 3 s |\n\
         | --- | ---: | ---: | ---: | ---: | ---: | ---: |\n",
    );
    for result in results {
        let times = [&result.first_frame, &result.move_key, &result.first_letter, &result.next_letter].map(sample);
        let memory = format!("{:.1} ({:.1})", result.resident, result.resident_peak);
        let [frame, moving, first, next] = &times;
        line(&mut table, &[&result.name, frame, moving, first, next, &memory, &result.wake_ups.to_string()]);
    }
    table
}

/// The figures of the screens beside the list.
pub fn screens(results: &[Result]) -> String {
    let mut table = String::from(
        "| program, screen | opened, ms | moving, ms | first letter, ms |\n| --- | ---: | ---: | ---: |\n",
    );
    for result in results {
        let names = SCREENS.iter().map(|(_, name)| *name).chain(["Map"]);
        for (name, screen) in
            names.zip(result.screens.iter().chain([&result.map])).filter(|_| !result.screens.is_empty())
        {
            let [opened, moving, first] = [&screen.opened, &screen.move_key, &screen.first_letter].map(sample);
            line(&mut table, &[&format!("{}, {name}", result.name), &opened, &moving, &first]);
        }
    }
    table
}

/// Every target and whether it was met.
pub fn aims(aims: &[Target]) -> String {
    let mut table = String::from("| aim | at most | is | kept |\n| --- | ---: | ---: | --- |\n");
    for aim in aims {
        let kept = if aim.kept { "yes" } else { "NO" };
        line(&mut table, &[&aim.what, &aim.most.to_string(), &format!("{:.2}", aim.is), kept]);
    }
    table
}

fn line(table: &mut String, cells: &[&str]) {
    writeln!(table, "| {} |", cells.join(" | ")).expect("a String takes all");
}

fn sample(sample: &Sample) -> String {
    let (low, high) = sample.spread();
    match sample.median() {
        median if median.is_nan() => "—".to_owned(),
        median => format!("{median:.2} ({low:.2}–{high:.2})"),
    }
}
