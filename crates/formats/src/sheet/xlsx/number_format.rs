//! Which numbers of a workbook are days, times or durations, by their formats (ECMA-376, part 1, 18.8.30 and 18.8.31).

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum NumberFormat {
    #[default]
    Plain,
    /// A percentage, an amount of money, a fraction: never a day.
    Measure,
    DateTime,
    /// Hours beyond 24: `[h]:mm`.
    Duration,
}

/// The format of a number that is not declared in the workbook.
pub(super) fn built_in(id: u32) -> NumberFormat {
    match id {
        46 => NumberFormat::Duration,
        // 27 to 36 and 50 to 58 are dates in the Excel of East Asia.
        14..=22 | 27..=36 | 45 | 47 | 50..=58 => NumberFormat::DateTime,
        5..=13 | 37..=44 | 48 => NumberFormat::Measure,
        _ => NumberFormat::Plain,
    }
}

/// The format of a code such as `[$-809]dd mmmm yyyy;@`: letters of days and times outside of quotes, escapes and brackets.
pub(super) fn format_of_code(code: &str) -> NumberFormat {
    let mut letters = code.chars();
    let mut format = NumberFormat::Plain;
    while let Some(letter) = letters.next() {
        match letter {
            // For positive numbers; others follow.
            ';' => break,
            '"' => letters.by_ref().take_while(|c| *c != '"').for_each(drop),
            '\\' | '_' | '*' => {
                letters.next();
            }
            '[' => {
                let inside: String = letters.by_ref().take_while(|c| *c != ']').collect();
                let unit = inside.to_ascii_lowercase();
                if !unit.is_empty()
                    && ["h", "m", "s"].iter().any(|unit_letter| unit.replace(unit_letter, "").is_empty())
                {
                    return NumberFormat::Duration;
                }
                // `[$-809]` is a language, `[$£-809]` a currency.
                if inside.starts_with('$') && !inside.starts_with("$-") && format == NumberFormat::Plain {
                    format = NumberFormat::Measure;
                }
            }
            'd' | 'D' | 'm' | 'M' | 'y' | 'Y' | 'h' | 'H' | 's' | 'S' => return NumberFormat::DateTime,
            // "General" has no letter of a day, and E of 1E+00 is none.
            '%' | '£' | '$' | '€' => format = NumberFormat::Measure,
            _ => {}
        }
    }
    format
}

#[cfg(test)]
mod tests {
    use super::{NumberFormat, built_in, format_of_code};
    use rstest::rstest;

    #[rstest]
    #[case("[$-809]dd mmmm yyyy;@", NumberFormat::DateTime)]
    #[case("dd\\/mm\\/yyyy\\ hh:mm", NumberFormat::DateTime)]
    #[case("mmm-yy", NumberFormat::DateTime)]
    #[case("[h]:mm:ss", NumberFormat::Duration)]
    #[case("[mm]:ss", NumberFormat::Duration)]
    #[case("General", NumberFormat::Plain)]
    #[case("0.00E+00", NumberFormat::Plain)]
    #[case("0 \"days\"", NumberFormat::Plain)]
    #[case("0\\d", NumberFormat::Plain)]
    #[case("[Red]#,##0", NumberFormat::Plain)]
    #[case("#,##0_);[Red](#,##0)", NumberFormat::Plain)]
    #[case("0.0%", NumberFormat::Measure)]
    #[case("[$£-809]#,##0", NumberFormat::Measure)]
    #[case("@", NumberFormat::Plain)]
    #[case("", NumberFormat::Plain)]
    fn codes(#[case] code: &str, #[case] format: NumberFormat) {
        assert_eq!(format_of_code(code), format);
    }

    #[test]
    fn the_first_built_in_format_of_a_day() {
        assert_eq!((built_in(13), built_in(14)), (NumberFormat::Measure, NumberFormat::DateTime));
    }
}
