//! Which lines a program wrapped: those after which the next line's first word would not have fitted.
//!
//! A program fills each line as far as its width allows. So every wrapped line of a text tells a range of widths, and the
//! width of the text is the one on which most of its lines agree. The lines of a list agree on none.

use super::wrapped::{is_open, opens_small};
use std::ops::RangeInclusive;

/// The widths at which programs wrap, in characters.
const WIDTHS: RangeInclusive<usize> = 32..=132;

/// From this width on most programs wrap. Items of a list are often as long as a narrower one, so that needs a line that is
/// surely in the middle of a sentence.
const USUAL_WIDTH: usize = 60;

/// A paragraph with less support, see [`Width::support`], says nothing by itself: the width of the whole text counts.
const MIN_SUPPORT_OF_A_PARAGRAPH: i32 = 3;

/// Marks at the end of a sentence, a heading or an item.
const CLOSING: [char; 5] = ['.', '!', '?', ':', ';'];

/// Words with which no item of a list begins.
const CONNECTING: [&str; 40] = [
    "and", "or", "but", "nor", "of", "to", "in", "on", "at", "with", "for", "from", "by", "as", "than", "that",
    "which", "who", "whose", "where", "when", "while", "because", "so", "if", "is", "are", "was", "were", "be", "been",
    "have", "has", "had", "will", "would", "it", "they", "we", "our",
];

/// A line of a text, and what keeps it apart from the line above.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'a> {
    /// Without its line end, with its indentation.
    pub text: &'a str,
    /// Whether it may go on with the line above: it is directly below, without a bullet, a number, a label or a quote mark.
    pub may_continue: bool,
    /// Whether it starts an item of a list, with a bullet or a number.
    pub is_item: bool,
}

impl Line<'_> {
    fn indentation(&self) -> usize {
        self.text.chars().take_while(|c| c.is_whitespace()).count()
    }
}

/// What the end of a line and the beginning of the next say.
#[derive(Clone, Copy, Debug)]
struct Seam {
    /// Characters of the line.
    length: usize,
    /// Characters of the line with the next one's first word.
    with_next_word: usize,
    /// Whether a sentence or a heading ends here.
    is_closed: bool,
    /// Whether the next line starts with a small letter.
    is_small: bool,
    /// Whether the line itself is open, so that it goes on wherever it was broken.
    is_open: bool,
    /// Whether a sentence surely goes on.
    is_sure: bool,
    /// Whether the two are prose, as a sentence that ends inside one of them says.
    is_prose: bool,
    /// Whether the next line is surely no line of its own: it ends with a mark, or hangs below an item.
    is_end: bool,
    /// Whether the next line stands below the text of an item, indented from its bullet.
    is_hanging: bool,
}

impl Seam {
    fn new(line: &str, next: &str, is_hanging: bool) -> Self {
        let (line, next) = (line.trim_end(), next.trim());
        let length = line.chars().count();
        let word = next.split_whitespace().next().unwrap_or_default();
        let is_small = opens_small(next);
        let bare = word.trim_end_matches(|c: char| !c.is_alphanumeric());
        let is_open = is_small && is_open(line);
        let connects = is_small && CONNECTING.contains(&bare);
        Self {
            length,
            with_next_word: length + 1 + word.chars().count(),
            is_closed: line.ends_with(CLOSING) || is_set_apart(line, next),
            is_small,
            is_open,
            is_sure: is_open || connects,
            is_prose: [line, next].into_iter().any(has_sentence_end),
            is_end: is_hanging || next.ends_with(CLOSING),
            is_hanging,
        }
    }

    fn fits(&self, width: usize) -> bool {
        self.length <= width && width < self.with_next_word
    }

    /// How much a line speaks for a width, or against it.
    fn vote(&self, width: usize) -> i32 {
        match (self.is_closed, self.length > width) {
            (_, true) => -1,
            (true, false) => 0,
            (false, false) if width >= self.with_next_word => -1,
            (false, false) if self.is_sure || self.is_small && self.length >= USUAL_WIDTH => 2,
            (false, false) => 1,
        }
    }
}

/// Whether a sentence ends inside a line.
fn has_sentence_end(line: &str) -> bool {
    let is_word = |before: &str| before.len() > 3 && before.ends_with(char::is_lowercase);
    line.match_indices(['.', '?', '!']).any(|(at, mark)| {
        let (before, after) = (line.get(..at).unwrap_or_default(), line.get(at + mark.len()..).unwrap_or_default());
        is_word(before) && after.strip_prefix(' ').is_some_and(|after| after.starts_with(char::is_uppercase))
    })
}

/// Whether one of two lines is a heading in capitals, or a drawn rule.
fn is_set_apart(line: &str, next: &str) -> bool {
    let is_drawn = |line: &str| !line.chars().any(char::is_alphanumeric);
    let is_loud =
        |line: &str| line.chars().filter(|c| c.is_alphabetic()).count() > 3 && !line.chars().any(char::is_lowercase);
    is_drawn(line) || is_drawn(next) || is_loud(line) != is_loud(next)
}

/// The width at which some lines were wrapped.
#[derive(Clone, Copy, Debug)]
struct Width {
    columns: usize,
    /// The votes for it less those against it; always positive.
    support: i32,
    /// Whether a sentence surely goes on at it.
    is_sure: bool,
    /// Whether it is known from lines above a small letter, from an item, from prose, or from one line only: a list of long
    /// items has several lines that all start with a capital.
    is_of_sentences: bool,
}

impl Width {
    fn of(seams: &[Seam]) -> Option<Self> {
        if seams.is_empty() {
            return None;
        }
        let votes = |width: usize| seams.iter().map(|seam| seam.vote(width)).sum::<i32>();
        // Of equal widths the widest, at which fewest lines are joined.
        let (support, columns) = WIDTHS.map(|width| (votes(width), width)).max()?;
        let at = || seams.iter().filter(|seam| !seam.is_closed && seam.fits(columns));
        let (count, small) = (at().count(), at().filter(|seam| seam.is_small).count());
        let has = |test: fn(&Seam) -> bool| at().any(test);
        let (has_end, has_prose, has_hanging) =
            (has(|seam| seam.is_end), has(|seam| seam.is_prose), has(|seam| seam.is_hanging));
        // Three lines that agree, end a sentence and mostly go on with a small letter.
        let is_paragraph = has_end && count >= 3 && small * 2 > count;
        (support > 0).then(|| Self {
            columns,
            support,
            is_sure: has_prose || has_hanging || is_paragraph || has(|seam| seam.is_sure),
            is_of_sentences: small > 0 || has_hanging || has_end && (has_prose || count == 1),
        })
    }

    /// `below`: the next line's own end. A line with a capital after which neither the sentence ends nor the text goes on at
    /// this width is a name in a list or below a letter.
    fn wraps(&self, seam: &Seam, below: Option<&Seam>) -> bool {
        let goes_on = || below.is_some_and(|below| !below.is_closed && (below.is_open || below.fits(self.columns)));
        seam.fits(self.columns)
            && self.is_of_sentences
            && (self.is_sure || self.columns >= USUAL_WIDTH)
            && (seam.is_small || seam.is_end || goes_on())
    }
}

/// For each line whether it goes on with the line above.
pub(crate) fn continued_lines(lines: &[Line<'_>]) -> Vec<bool> {
    let mut item = None;
    let seam = |index: usize| {
        let line = lines.get(index)?;
        if !line.may_continue {
            item = line.is_item.then(|| line.indentation());
            return None;
        }
        let above = lines.get(index.checked_sub(1)?)?;
        Some(Seam::new(above.text, line.text, item.is_some_and(|item| line.indentation() > item)))
    };
    let seams: Vec<Option<Seam>> = (0..lines.len()).map(seam).collect();
    let all: Vec<Seam> = seams.iter().flatten().copied().collect();
    let of_text = Width::of(&all);
    let mut continued = Vec::with_capacity(lines.len());
    for paragraph in seams.chunk_by(|_, below| below.is_some()) {
        let known: Vec<Seam> = paragraph.iter().flatten().copied().collect();
        let own = Width::of(&known).filter(|width| width.support >= MIN_SUPPORT_OF_A_PARAGRAPH);
        let width = own.or(of_text);
        for (index, seam) in paragraph.iter().enumerate() {
            let below = paragraph.get(index + 1).and_then(Option::as_ref);
            // A hand may break a sentence anywhere; no item ends so.
            continued.push(seam.is_some_and(|seam| {
                !seam.is_closed && (seam.is_open || width.is_some_and(|width| width.wraps(&seam, below)))
            }));
        }
    }
    continued
}

#[cfg(test)]
mod tests {
    use super::{Line, continued_lines};
    use rstest::rstest;

    /// `+` for each line that goes on with the line above.
    fn marks(text: &str) -> String {
        let lines: Vec<Line<'_>> = text
            .split('\n')
            .scan(true, |after_blank, text| {
                let may_continue = !std::mem::replace(after_blank, text.is_empty()) && !text.is_empty();
                let is_item = text.starts_with('-');
                Some(Line { text, may_continue: may_continue && !is_item, is_item })
            })
            .collect();
        continued_lines(&lines).iter().map(|continued| if *continued { '+' } else { '-' }).collect()
    }

    #[rstest]
    #[case::at_72(
        "Members talked about the charter for a while and would be glad to see\nWest Mercia officers at the next meeting, which the chairman will open\nwith your report.",
        "-++"
    )]
    #[case::at_44(
        "We talked about it for a while and would be\nglad to see you at the next meeting in the\nhall. Our members ask for a visit to Little\nWenlock and the\nfarms.",
        "-++++"
    )]
    #[case::one_line(
        "Our priorities, agreed at the September meeting, are speeding\nthrough the village and litter.",
        "-+"
    )]
    #[case::a_capital("The council has resolved to continue its participation in the West\nMercia charter.", "-+")]
    #[case::open_by_hand("speeding on the\nmain road", "-+")]
    #[case::bullets("- burglary from sheds and outbuildings\n  in the lower village\n- speeding", "-+-")]
    // No line of the item tells that a sentence goes on but its indentation.
    #[case::hanging(
        "- parked cars outside chapel lane\n  residents facing station road\n  neighbourhood parking schemes\n  permits",
        "-+++"
    )]
    #[case::names_in_prose(
        "We ask for patrols along both streets of the old town around the castle\nLudlow gate every evening. Members would welcome visits to the market at\nLudlow hall whenever traders meet. Lorries avoid the bypass and use this\nStation approach.",
        "-+++"
    )]
    #[case::narrow_sentences(
        "Residents near the bridge reported nine\nburglaries since summer, mainly sheds.\nTraders saw two thefts near the chapel\nshopkeepers reported it afterwards.\nFarmers lost nothing yet near Woofferton\nLudlow side.",
        "-+-+-+"
    )]
    fn wrapped_lines_go_on(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(marks(text), expected);
    }

    #[rstest]
    #[case::short_items("Speeding\nLitter\nParking", "---")]
    #[case::a_name("speeding on the\nA49", "--")]
    #[case::closed("Our priorities were agreed at the September meeting as follows:\nspeeding", "--")]
    #[case::long_items(
        "Speeding of lorries and vans along the High Street by the school\nParking on both pavements outside the two shops in Station Road\nDog mess on the playing field",
        "---"
    )]
    #[case::small_items("speeding along the high street by the school\nparking near the chapel\nlitter", "---")]
    #[case::two_items("Speeding along the High Street by the school\nParking on the pavement near the shops", "--")]
    #[case::below_prose(
        "Members talked about the charter for a while and would be glad to see\nyou at the meeting and ask for the following to be looked at by you\nSpeeding in Mill Lane\nLitter",
        "-+--"
    )]
    #[case::a_heading(
        "Members talked about the charter for a while and would be glad to see\nyou at the meeting in the hall and to name what troubles us the most\nOUR PRIORITIES\nLitter",
        "-+--"
    )]
    #[case::a_signature(
        "Members talked about the charter for a while and would be glad to see\nyou at the meeting in the hall and look forward to hear more from you\nClerk to Wem Town Council",
        "-+-"
    )]
    #[case::lines_below_a_bullet("- Speeding\n  Main Road\n  Station Road\n- Parking", "----")]
    #[case::long_lines_below_a_bullet(
        "- Speeding of lorries by the primary school\n  Parking outside the shops\n  Dog fouling on the playing field",
        "---"
    )]
    #[case::items_with_two_sentences(
        "Speeding on the A49. Lorries come through the village\nParking on pavements. Wheelchairs are in the road\nDog fouling",
        "---"
    )]
    #[case::a_rule("Members talked about the charter for a while and would be glad to see\n----------", "--")]
    fn lines_that_their_writer_ended_stay(#[case] text: &str, #[case] expected: &str) {
        assert_eq!(marks(text), expected);
    }
}
