//! Splits a reply of several councils at their names.

use super::inbox_line::InboxLine;
use charter::change::SplitPart;
use charter::ids::CouncilId;
use charter::incoming::Span;
use reading::extract::{Context, read};
use reading::matching::Heading;

impl InboxLine {
    /// The items to split into. A council whose name heads a part gets that part, if at least two councils have one,
    /// each part says something, and no text is above the first. Every other council gets the whole text.
    pub fn split_over(&self, councils: &[CouncilId]) -> Vec<SplitPart> {
        let whole = self.item.part;
        let from = whole.map_or(0, |part| part.from);
        let text = self.item.text(&self.source);
        let parts = split_parts(&text, &self.triage.headings, councils);
        let part = |index: usize| match parts.as_ref().and_then(|parts| parts[index]) {
            Some(part) => Some(Span { from: from + part.from, to: from + part.to }),
            None => whole,
        };
        councils.iter().enumerate().map(|(index, council)| SplitPart { council: *council, part: part(index) }).collect()
    }
}

/// The parts in the order of `councils`. A part ends at the next heading of any council.
fn split_parts(text: &str, headings: &[Heading], councils: &[CouncilId]) -> Option<Vec<Option<Span>>> {
    let heading_of = |council: &CouncilId| {
        let mut own = headings.iter().filter(|heading| heading.councils.contains(council)).map(|heading| heading.at);
        own.next().filter(|_| own.next().is_none())
    };
    let begins: Vec<Option<usize>> = councils.iter().map(heading_of).collect();
    let mut sorted: Vec<usize> = begins.iter().flatten().copied().collect();
    sorted.sort_unstable();
    // Two councils in one heading share a line, which is no part.
    if sorted.len() < 2 || sorted.windows(2).any(|two| two[0] == two[1]) {
        return None;
    }
    let next = |begin: usize| headings.iter().map(|heading| heading.at).filter(|at| *at > begin).min();
    let part = |begin: usize| Span { from: begin, to: next(begin).unwrap_or(text.len()) };
    let parts: Vec<Option<Span>> = begins.into_iter().map(|begin| begin.map(part)).collect();
    let says_nothing = |text: &str| read(text, &Context::default()).is_empty();
    let above = text.get(..*sorted.first()?).unwrap_or_default();
    (says_nothing(above) && parts.iter().flatten().all(|part| !says_nothing(part.slice(text)))).then_some(parts)
}

#[cfg(test)]
mod tests {
    use super::{CouncilId, Heading, split_parts};
    use rstest::rstest;

    const WEM: CouncilId = CouncilId(1);
    const CLUN: CouncilId = CouncilId(2);
    const FORD: CouncilId = CouncilId(3);

    /// Splits a text with `#` for Wem's heading and `@` for Clun's.
    fn split(text: &str) -> Option<Vec<String>> {
        let heading = |(at, mark): (usize, &str)| Heading { at, councils: vec![if mark == "#" { WEM } else { CLUN }] };
        let headings: Vec<Heading> = text.match_indices(['#', '@']).map(heading).collect();
        let found = split_parts(text, &headings, &[WEM, CLUN])?;
        Some(found.iter().map(|part| part.unwrap().slice(text).to_owned()).collect())
    }

    /// A council added by hand gets the whole text. The others keep their parts, without the text below another
    /// council's name.
    #[test]
    fn an_added_council_does_not_change_the_parts_of_the_others() {
        let text = "Wem PC:\nSpeeding\nLitter\n\nClun PC:\nParking\nASB\nFord PC:\nDrugs\n";
        let at = |name: &str| text.find(name).unwrap();
        let heading = |name: &str, council| Heading { at: at(name), councils: vec![council] };
        let named = [heading("Wem", WEM), heading("Clun", CLUN), heading("Ford", FORD)];
        let other = CouncilId(9);
        let found = split_parts(text, &named, &[WEM, other, CLUN]).unwrap();
        let texts: Vec<&str> = found.iter().map(|part| part.map_or("-", |part| part.slice(text).trim())).collect();
        assert_eq!(texts, ["Wem PC:\nSpeeding\nLitter", "-", "Clun PC:\nParking\nASB"]);
    }

    #[rstest]
    #[case::each("Hello\n\n#Wem PC:\nSpeeding\nLitter\n\n@Clun PC:\nParking\nASB\n", &["#Wem PC:\nSpeeding\nLitter\n\n", "@Clun PC:\nParking\nASB\n"])]
    #[case::the_other_way_round("@Clun\n- Parking\n- ASB\n#Wem\n- Speeding\n- Litter\n", &["#Wem\n- Speeding\n- Litter\n", "@Clun\n- Parking\n- ASB\n"])]
    #[case::only_one("#Wem\n- Speeding\n- Litter\n", &[])]
    #[case::twice("#Wem\n- Speeding\n- Litter\n@Clun\n- Parking\n- ASB\n#Wem\n- Drugs\n- Theft\n", &[])]
    #[case::one_says_nothing("#Wem\n- Speeding\n- Litter\n@Clun\nThe clerk\n", &[])]
    #[case::said_for_all("We wish to take part.\n#Wem\n- Speeding\n- Litter\n@Clun\n- Parking\n- ASB\n", &[])]
    fn a_text_is_cut_where_the_names_stand(#[case] text: &str, #[case] wanted: &[&str]) {
        let wanted = (!wanted.is_empty()).then(|| wanted.iter().map(|part| (*part).to_owned()).collect::<Vec<_>>());
        assert_eq!(split(text), wanted);
    }
}
