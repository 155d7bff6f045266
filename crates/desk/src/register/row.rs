//! The columns of a register file, by name, and one row of it.

use super::error::{RegisterError, RowError};
use charter::council::Kind;
use charter::english::join_list;
use charter::register::RegisterRow;
use charter::untrusted::{Untrusted, unescape_table};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Code,
    Parish,
    Council,
    Kind,
    County,
    District,
    Team,
    Latitude,
    Longitude,
}

/// The first name of each column is ours; published registers use the others. If a file has several columns for one
/// field, the name listed first wins.
const COLUMN_NAMES: [(Field, &[&str]); 9] = [
    (Field::Code, &["code", "parish_code", "gss_code", "ons_code"]),
    (Field::Parish, &["parish", "parish_name", "name"]),
    (Field::Council, &["council", "council_name"]),
    (Field::Kind, &["kind", "council_kind", "type"]),
    (Field::County, &["county", "county_name"]),
    (Field::District, &["district", "district_name"]),
    (Field::Team, &["team", "team_name", "snt"]),
    (Field::Latitude, &["latitude", "lat"]),
    (Field::Longitude, &["longitude", "long", "lon", "lng"]),
];

pub(super) struct Columns {
    indices: [Option<usize>; COLUMN_NAMES.len()],
    found: Vec<String>,
    pub count: usize,
}

impl Columns {
    pub(super) fn parse(header: &str, delimiter: u8) -> Self {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).delimiter(delimiter).from_reader(header.as_bytes());
        let record = reader.records().next().and_then(Result::ok).unwrap_or_default();
        let found: Vec<String> = record.iter().map(|name| name.trim().to_owned()).collect();
        let keys: Vec<String> = found.iter().map(|name| key(name)).collect();
        let indices =
            COLUMN_NAMES.map(|(_, names)| names.iter().find_map(|name| keys.iter().position(|key| key == name)));
        Self { indices, count: found.len(), found }
    }

    /// The number of columns with a known name.
    pub(super) fn known_count(&self) -> usize {
        self.indices.iter().flatten().count()
    }

    /// Refuses a file without the required columns.
    pub(super) fn check(&self) -> Result<(), RegisterError> {
        let missing: Vec<&str> = [Field::Code, Field::Parish, Field::County]
            .into_iter()
            .filter(|field| self.index(*field).is_none())
            .map(name)
            .collect();
        if missing.is_empty() {
            return Ok(());
        }
        let found = self.found.iter().map(|name| Untrusted::from(name.as_str()).sanitized().into_owned());
        let found: Vec<String> = found.map(|name| name.chars().take(40).collect()).take(30).collect();
        Err(RegisterError::MissingColumns { missing: join_list(&missing), found: found.join(", ") })
    }

    fn index(&self, field: Field) -> Option<usize> {
        let at = COLUMN_NAMES.iter().position(|(known, _)| *known == field)?;
        self.indices[at]
    }
}

fn name(field: Field) -> &'static str {
    COLUMN_NAMES
        .iter()
        .find(|(known, _)| *known == field)
        .and_then(|(_, names)| names.first())
        .copied()
        .unwrap_or_default()
}

/// Normalizes a column name: `ONS code` becomes `ons_code`.
fn key(name: &str) -> String {
    let name = name.trim().trim_matches('\u{feff}').to_lowercase();
    name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect::<Vec<_>>().join("_")
}

pub(super) struct Row<'a> {
    pub columns: &'a Columns,
    pub fields: &'a csv::StringRecord,
    pub line: u64,
}

impl Row<'_> {
    pub(super) fn parse(&self) -> Result<RegisterRow, RowError> {
        if let Some(c) = self.fields.iter().flat_map(str::chars).find(|c| matches!(c, '\0' | '\u{fffd}')) {
            return Err(match c {
                '\0' => RowError::ZeroByte,
                _ => RowError::BadEncoding,
            });
        }
        let county = self.required(Field::County)?;
        let district = self.cell(Field::District);
        let team = self.cell(Field::Team);
        Ok(RegisterRow {
            line: self.line,
            code: self.required(Field::Code)?.to_owned(),
            parish: Untrusted::from(self.required(Field::Parish)?),
            council: Untrusted::from(self.cell(Field::Council)),
            kind: self.kind()?,
            county: Untrusted::from(county),
            district: Untrusted::from(if district.is_empty() { county } else { district }),
            // A blank cell keeps the known team, as a missing column does.
            team: (!team.is_empty()).then(|| Untrusted::from(team)),
            latitude: self.degrees(Field::Latitude, 90)?,
            longitude: self.degrees(Field::Longitude, 180)?,
        })
    }

    fn cell(&self, field: Field) -> &str {
        let cell = self.columns.index(field).and_then(|index| self.fields.get(index)).unwrap_or_default();
        unescape_table(cell).trim()
    }

    fn required(&self, field: Field) -> Result<&str, RowError> {
        match self.cell(field) {
            "" => Err(RowError::Blank(name(field))),
            cell => Ok(cell),
        }
    }

    fn kind(&self) -> Result<Kind, RowError> {
        let cell = self.cell(Field::Kind);
        if cell.is_empty() {
            return Ok(Kind::Unknown);
        }
        Kind::from_code(cell).ok_or_else(|| {
            let known: Vec<&str> = Kind::ALL.iter().map(|kind| kind.code()).collect();
            RowError::UnknownKind { cell: excerpt(cell), kinds: join_list(&known) }
        })
    }

    fn degrees(&self, field: Field, most: u8) -> Result<Option<f64>, RowError> {
        let cell = self.cell(field);
        if cell.is_empty() {
            return Ok(None);
        }
        let column = name(field);
        match cell.parse::<f64>() {
            Ok(degrees) if degrees.abs() <= f64::from(most) => Ok(Some(degrees)),
            Ok(degrees) if degrees.is_finite() => Err(RowError::OutOfRange { column, cell: excerpt(cell), most }),
            _ => {
                let (cell, point) = (excerpt(cell), excerpt(&cell.replacen(',', ".", 1)));
                Err(match point.parse::<f64>() {
                    Ok(degrees) if degrees.is_finite() => RowError::DecimalComma { column, cell, point },
                    _ => RowError::NotANumber { column, cell },
                })
            }
        }
    }
}

/// The sanitized beginning of a cell, for a message.
pub(super) fn excerpt(cell: &str) -> String {
    let shown = Untrusted::from(cell);
    let shown = shown.sanitized();
    if shown.chars().count() > 40 { shown.chars().take(39).chain(['…']).collect() } else { shown.into_owned() }
}
