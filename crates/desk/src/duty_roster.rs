//! Converts a duty roster to the duty of a plan.

use chrono::TimeDelta;

use charter::plan::Duty;
use formats::ics::Shift;

/// Words in a roster for a day off duty.
const OFF_DUTY_WORDS: [&str; 14] = [
    "leave", "rest", "off", "rd", "al", "holiday", "sick", "course", "training", "court", "absent", "absence",
    "vacation", "bank",
];

/// In days; a longer span is a typing error in the year.
const MAX_SHIFT_DAYS: i64 = 100;

/// The duty, and a sentence for each skipped shift. The officer is the summary of the shift; a shift for leave, a
/// rest day and the like is no duty.
pub fn duties(shifts: &[Shift]) -> (Vec<Duty>, Vec<String>) {
    let (mut duties, mut left_out) = (Vec::new(), Vec::new());
    for shift in shifts {
        let label = shift.summary.sanitized().trim().to_owned();
        let label = if label.is_empty() { "on duty".to_owned() } else { label };
        let words = label.to_lowercase();
        let is_off = words.split(|c: char| !c.is_alphanumeric()).any(|word| OFF_DUTY_WORDS.contains(&word));
        if is_off || shift.until <= shift.from || (shift.until - shift.from).num_days() > MAX_SHIFT_DAYS {
            left_out.push(format!("“{label}” of {}", shift.from.format("%-d %b %Y")));
            continue;
        }
        let mut from = shift.from;
        while from < shift.until {
            let until = from.checked_add_signed(TimeDelta::days(1)).map_or(shift.until, |day| day.min(shift.until));
            duties.push(Duty { officer: label.clone(), on: from.date(), from: from.time(), until: until.time() });
            from = until;
        }
    }
    (duties, left_out)
}

#[cfg(test)]
mod tests {
    use super::duties;
    use charter::untrusted::Untrusted;
    use formats::ics::Shift;

    fn shift(summary: &str, from: &str, until: &str) -> Shift {
        Shift { summary: Untrusted::from(summary), from: from.parse().unwrap(), until: until.parse().unwrap() }
    }

    #[test]
    fn a_roster_is_duty_but_for_rest_and_leave() {
        let roster = [
            shift("Late", "2023-11-14T14:00:00", "2023-11-14T22:00:00"),
            shift("Night", "2023-11-15T22:00:00", "2023-11-16T06:00:00"),
            shift("On call", "2023-11-17T00:00:00", "2023-11-19T00:00:00"),
            shift("Rest day", "2023-11-20T00:00:00", "2023-11-21T00:00:00"),
            shift("Officer 3", "2023-11-21T09:00:00", "2023-11-21T17:00:00"),
            shift("Backwards", "2023-11-21T09:00:00", "2023-11-21T09:00:00"),
        ];
        let (duties, left_out) = duties(&roster);
        let spans: Vec<String> =
            duties.iter().map(|duty| format!("{} {} {}-{}", duty.officer, duty.on, duty.from, duty.until)).collect();
        assert_eq!(
            spans,
            [
                "Late 2023-11-14 14:00:00-22:00:00",
                "Night 2023-11-15 22:00:00-06:00:00",
                "On call 2023-11-17 00:00:00-00:00:00",
                "On call 2023-11-18 00:00:00-00:00:00",
                "Officer 3 2023-11-21 09:00:00-17:00:00",
            ]
        );
        assert_eq!(left_out, ["“Rest day” of 20 Nov 2023", "“Backwards” of 21 Nov 2023"]);
    }
}
