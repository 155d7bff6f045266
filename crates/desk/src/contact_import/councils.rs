//! Which council a row is about: by its code, or by a name that is certain.

use charter::alias::Alias;
use charter::council::Council;
use charter::ids::CouncilId;
use reading::contacts::ContactRow;
use reading::matching::{Confidence, Found, Matcher};

pub(super) struct CouncilFinder<'a> {
    councils: &'a [Council],
    matcher: Matcher,
}

/// Why a row is asked about, as a sentence without its full stop, and the councils that may be meant.
pub(super) struct Question {
    pub(super) why: String,
    pub(super) candidates: Vec<CouncilId>,
}

impl<'a> CouncilFinder<'a> {
    pub(super) fn new(councils: &'a [Council], aliases: &[Alias]) -> Self {
        Self { councils, matcher: Matcher::new(councils, aliases) }
    }

    /// Several if the cell names several, each for certain.
    pub(super) fn find(&self, row: &ContactRow) -> Result<Vec<CouncilId>, Question> {
        let named = (!row.council.is_blank()).then(|| self.by_name(row.council.raw(), row.area.raw()));
        if row.code.is_blank() {
            // A card without an organisation may be named after the council.
            let named_so = || certain(&self.matcher.match_name(row.name.raw(), None)).map(|council| vec![council]);
            return named.unwrap_or_else(|| named_so().ok_or_else(|| question("it names no council")));
        }
        let code = row.code.raw().trim();
        let covers = |council: &&Council| council.parishes.iter().any(|it| it.code.eq_ignore_ascii_case(code));
        match (self.councils.iter().find(covers).map(|council| council.id), named) {
            (Some(id), Some(Ok(named))) if named != [id] => Err(Question {
                why: "its code is that of one council and its name that of another".to_owned(),
                candidates: [id].into_iter().chain(named).collect(),
            }),
            (Some(id), _) => Ok(vec![id]),
            (None, Some(Ok(named))) => {
                Err(Question { why: format!("no council has the code {}", row.code.sanitized()), candidates: named })
            }
            (None, Some(Err(question))) => Err(question),
            (None, None) => Err(question(&format!("no council has the code {}", row.code.sanitized()))),
        }
    }

    fn by_name(&self, written: &str, area: &str) -> Result<Vec<CouncilId>, Question> {
        let area = Some(area.trim()).filter(|area| !area.is_empty());
        let whole = self.matcher.match_name(written, area);
        if let Some(id) = certain(&whole) {
            return Ok(vec![id]);
        }
        let parts: Vec<&str> =
            written.split([';', '/', ',', '\n']).map(str::trim).filter(|it| !it.is_empty()).collect();
        if parts.len() > 1 {
            let each: Option<Vec<CouncilId>> =
                parts.iter().map(|part| certain(&self.matcher.match_name(part, area))).collect();
            if let Some(councils) = each {
                return Ok(councils);
            }
        }
        let candidates: Vec<CouncilId> = whole.candidates().iter().map(|candidate| candidate.council).collect();
        let why = match candidates.len() {
            0 => "no council is called so",
            1 => "it is not certain that this council is meant",
            _ => "several councils may be meant",
        };
        Err(Question { why: why.to_owned(), candidates })
    }
}

fn question(why: &str) -> Question {
    Question { why: why.to_owned(), candidates: Vec::new() }
}

fn certain(found: &Found) -> Option<CouncilId> {
    match found {
        Found::One(candidate) if candidate.confidence == Confidence::Certain => Some(candidate.council),
        _ => None,
    }
}
