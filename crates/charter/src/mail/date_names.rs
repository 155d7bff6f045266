//! Months and weekdays in the languages in which mail programs write them into dates.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Names without accents, in the form in which they stand in a date, January first: Welsh, French, German, Spanish, Polish,
/// Italian, Dutch, Portuguese. English is in `date_words`.
const MONTHS: [&str; 12] = [
    "ionawr janvier januar enero stycznia gennaio januari janeiro",
    "chwefror fevrier februar febrero lutego febbraio februari fevereiro",
    "mawrth mars marz maerz mrz marzo marca maart mrt marco",
    "ebrill avril april abril kwietnia aprile",
    "mai mayo maja maggio mei maio",
    "mehefin juin juni junio czerwca giugno junho",
    "gorffennaf juillet juli julio lipca luglio julho",
    "awst aout august agosto sierpnia augustus",
    "medi septembre september septiembre wrzesnia settembre setembro",
    "hydref octobre oktober octubre pazdziernika ottobre outubro",
    "tachwedd novembre november noviembre listopada novembro",
    "rhagfyr decembre dezember diciembre grudnia dicembre december dezembro",
];

/// In the same languages, Monday first.
const WEEKDAYS: [&str; 7] = [
    "llun lundi montag lunes poniedzialek pon lunedi maandag segunda-feira",
    "mawrth mardi dienstag martes wtorek martedi dinsdag terca-feira",
    "mercher mercredi mittwoch miercoles sroda mercoledi woensdag quarta-feira",
    "iau jeudi donnerstag jueves czwartek giovedi donderdag quinta-feira",
    "gwener vendredi freitag viernes piatek venerdi vrijdag sexta-feira",
    "sadwrn samedi samstag sonnabend sabado sobota sabato zaterdag",
    "sul dimanche sonntag domingo niedziela domenica zondag",
];

/// Weekdays of two letters, as German, Dutch and Polish have them.
const SHORT_WEEKDAYS: [&str; 18] =
    ["mo", "di", "mi", "do", "fr", "sa", "so", "ma", "wo", "vr", "za", "zo", "pn", "wt", "sr", "cz", "pt", "nd"];

/// 1 to 12 for the name of a month or its first three letters or more, in any case.
pub(super) fn parse_month(word: &str) -> Option<u32> {
    if !starts_with_letter(word) {
        return None;
    }
    let word = plain(word);
    crate::date_words::parse_month(&word)
        .or_else(|| (1..).zip(MONTHS).find_map(|(number, names)| is_of(&word, names).then_some(number)))
}

/// True for a month's name in any of the languages.
pub fn is_month(word: &str) -> bool {
    parse_month(word).is_some()
}

/// True for a weekday's name, for its first three letters or more, and for the two letters that some languages write.
pub fn is_weekday(word: &str) -> bool {
    if !starts_with_letter(word) {
        return false;
    }
    let word = plain(word);
    crate::date_words::parse_weekday(&word).is_some()
        || WEEKDAYS.iter().any(|names| is_of(&word, names))
        || SHORT_WEEKDAYS.contains(&word.as_str())
}

/// Most words of a date are numbers.
fn starts_with_letter(word: &str) -> bool {
    word.starts_with(char::is_alphabetic)
}

fn is_of(word: &str, names: &str) -> bool {
    word.len() >= 3 && names.split(' ').any(|name| name.starts_with(word))
}

/// In lower case, without accents and the full stop of an abbreviation.
fn plain(word: &str) -> String {
    let word = word.trim_end_matches(['.', ',']);
    if word.is_ascii() {
        return word.to_ascii_lowercase();
    }
    let letters = word.nfd().filter(|letter| !is_combining_mark(*letter));
    letters.flat_map(char::to_lowercase).map(|letter| if letter == 'ł' { 'l' } else { letter }).collect()
}

#[cfg(test)]
mod tests {
    use super::{is_weekday, parse_month};
    use rstest::rstest;

    #[rstest]
    #[case("Medi", Some(9))]
    #[case("Med", Some(9))]
    #[case("Tach", Some(11))]
    #[case("févr.", Some(2))]
    #[case("août", Some(8))]
    #[case("März", Some(3))]
    #[case("Dez.", Some(12))]
    #[case("sept", Some(9))]
    #[case("września", Some(9))]
    #[case("paź", Some(10))]
    #[case("EST", None)]
    #[case("Uhr", None)]
    #[case("ma", None)]
    fn months(#[case] word: &str, #[case] month: Option<u32>) {
        assert_eq!(parse_month(word), month);
    }

    #[rstest]
    #[case("Mer", true)]
    #[case("Gwe,", true)]
    #[case("jeu.", true)]
    #[case("mié", true)]
    #[case("Mi", true)]
    #[case("śro", true)]
    #[case("Tue", true)]
    #[case("EST", false)]
    #[case("we", false)]
    fn weekdays(#[case] word: &str, #[case] is: bool) {
        assert_eq!(is_weekday(word), is);
    }
}
