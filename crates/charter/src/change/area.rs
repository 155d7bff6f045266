//! Records of counties and districts.

use super::unit::record_unit;
use crate::area::{Area, AreaFacts, is_area_code, of_level};
use crate::edit::{Edit, IdAllocator, Need, RecordSet, Refusal, Table};
use crate::ids::AreaId;
use crate::unit::find_unit;
use crate::untrusted::Untrusted;

/// Records a county or district, or changes its record.
#[derive(Clone, Debug, PartialEq)]
pub struct RecordArea {
    /// The record to change, and the version that the user saw.
    pub known: Option<(AreaId, i64)>,
    pub facts: AreaFacts,
    /// The name or code of an area of this level, on record or recorded earlier in this change, that replaces the
    /// successor in the facts.
    pub successor: Option<Untrusted>,
}

impl RecordArea {
    pub(super) fn needs(&self) -> Vec<Need> {
        vec![Need::AllAreas]
    }

    pub(super) fn edits(&self, rows: &RecordSet, ids: &mut IdAllocator) -> Result<Vec<Edit>, Refusal> {
        let known = self.known.map(|(id, version)| rows.area(id).map(|known| (known, version))).transpose()?;
        let (level, code) = (self.facts.level, &self.facts.code);
        if let Some((known, _)) = known
            && (&known.facts.name, known.facts.level) != (&self.facts.name, level)
        {
            // Councils hold it by level and name, also on earlier days.
            return Err(Refusal::Invalid(format!(
                "a {level} keeps its name; record a new one, and end this one with the new one as its successor"
            )));
        }
        if !code.is_blank() && !is_area_code(code.raw()) {
            return Err(Refusal::Invalid(format!(
                "“{}” is no code of a county or district; such a code is E and eight digits, as E07000238",
                code.sanitized()
            )));
        }
        let others: Vec<&Area> = of_level(rows.areas(), level).collect();
        let mut facts = self.facts.clone();
        if let Some(named) = &self.successor {
            let Some(next) = find_unit(others.iter().copied(), named.raw()) else {
                let named = named.sanitized();
                return Err(Refusal::Invalid(format!("there is no {level} “{named}”; record it first")));
            };
            facts.successor = Some(next.id);
        }
        let id = known.map_or_else(|| AreaId(ids.allocate(Table::Areas)), |(known, _)| known.id);
        let version = known.map_or(1, |(known, _)| known.version);
        let after = Area { id, version, facts };
        record_unit(after, known, others.into_iter())
    }
}

#[cfg(test)]
#[path = "area_tests.rs"]
mod tests;
