//! The parts of a workbook: which sheets it has, where they lie, and what holds for all of them (ECMA-376, part 1, 18.2).

use std::collections::HashMap;
use std::io::{BufReader, Read, Seek};

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use zip::ZipArchive;
use zip::read::ZipFile;

use crate::sheet::xml::{self, attribute, is_true};

pub(super) type PartReader<'a, R> = Reader<BufReader<ZipFile<'a, R>>>;

pub(super) struct Package<R> {
    zip: ZipArchive<R>,
    /// Some programs write names in another case than they refer to, or with backslashes.
    parts: HashMap<String, usize>,
}

/// A relationship to another part: its path in the package, and the last word of its type.
struct Target {
    path: String,
    kind: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Visibility {
    Visible,
    /// By a person or by a program.
    Hidden,
}

pub(super) struct SheetEntry {
    pub name: String,
    pub path: String,
    pub visibility: Visibility,
}

#[derive(Default)]
pub(super) struct Workbook {
    /// Without charts and dialogs.
    pub sheets: Vec<SheetEntry>,
    pub since_1904: bool,
    /// Whether all formulas are to be calculated when it is opened: then a stored 0 is no result.
    pub is_uncalculated: bool,
    pub strings_path: Option<String>,
    pub styles_path: Option<String>,
}

impl<R: Read + Seek> Package<R> {
    pub(super) fn new(mut zip: ZipArchive<R>) -> Self {
        let count = zip.len();
        let name = |index: usize| Some((part_key(&zip.by_index_raw(index).ok()?.name().ok()?), index));
        let parts = (0..count).filter_map(name).collect();
        Self { zip, parts }
    }

    pub(super) fn has(&self, path: &str) -> bool {
        self.parts.contains_key(&part_key(path))
    }

    pub(super) fn part(&mut self, path: &str) -> Option<PartReader<'_, R>> {
        let index = *self.parts.get(&part_key(path))?;
        Some(xml::reader(BufReader::new(self.zip.by_index(index).ok()?)))
    }

    /// The workbook itself; `None` if the package has none.
    pub(super) fn workbook(&mut self) -> Option<Workbook> {
        let package = self.targets("_rels/.rels", "").unwrap_or_default();
        let path = package
            .into_values()
            .find(|target| target.kind == "officeDocument" && self.has(&target.path))
            .map_or_else(|| "xl/workbook.xml".to_owned(), |target| target.path);
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path.as_str()));
        let targets = self.targets(&format!("{folder}/_rels/{name}.rels"), folder)?;
        let path_of =
            |kind: &str| targets.values().find(|target| target.kind == kind).map(|target| target.path.clone());
        let mut book =
            Workbook { strings_path: path_of("sharedStrings"), styles_path: path_of("styles"), ..Workbook::default() };
        let mut reader = self.part(&path)?;
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).ok()? {
                Event::Start(start) => book.take(&start, &targets),
                Event::Eof => return Some(book),
                _ => {}
            }
        }
    }

    /// The relationships of a part by their id. `folder` is the one of the part that they belong to.
    fn targets(&mut self, path: &str, folder: &str) -> Option<HashMap<String, Target>> {
        let mut reader = self.part(path)?;
        let (mut buffer, mut targets) = (Vec::new(), HashMap::new());
        loop {
            buffer.clear();
            match reader.read_event_into(&mut buffer).ok()? {
                Event::Start(start) if start.local_name().as_ref() == "Relationship" => {
                    let get = |name: &str| attribute(&start, name).unwrap_or_default();
                    let kind = get("Type").rsplit('/').next().unwrap_or_default().to_owned();
                    targets.insert(get("Id"), Target { path: resolve(folder, &get("Target")), kind });
                }
                Event::Eof => return Some(targets),
                _ => {}
            }
        }
    }
}

impl Workbook {
    fn take(&mut self, start: &BytesStart<'_>, targets: &HashMap<String, Target>) {
        match start.local_name().as_ref() {
            "workbookPr" => self.since_1904 |= is_true(attribute(start, "date1904")),
            "calcPr" => self.is_uncalculated |= is_true(attribute(start, "fullCalcOnLoad")),
            "sheet" => {
                let id = relationship_id(start).unwrap_or_default();
                let Some(target) = targets.get(&id).filter(|target| target.kind == "worksheet") else { return };
                let hidden = attribute(start, "state").is_some_and(|state| state.to_lowercase().contains("hidden"));
                self.sheets.push(SheetEntry {
                    name: attribute(start, "name").unwrap_or_default(),
                    path: target.path.clone(),
                    visibility: if hidden { Visibility::Hidden } else { Visibility::Visible },
                });
            }
            _ => {}
        }
    }
}

/// `r:id`, whatever the prefix.
fn relationship_id(start: &BytesStart<'_>) -> Option<String> {
    let mut attributes = start.attributes();
    let id = attributes.with_checks(false).flatten().find(|id| id.key.local_name().as_ref() == "id")?;
    Some(id.value.to_string())
}

fn part_key(path: &str) -> String {
    path.replace('\\', "/").trim_start_matches('/').to_lowercase()
}

/// The path of a target that may be absolute, or relative to a folder.
fn resolve(folder: &str, target: &str) -> String {
    let (start, target) = match target.strip_prefix('/') {
        Some(absolute) => ("", absolute),
        None => (folder, target),
    };
    let mut path: Vec<&str> = start.split('/').filter(|part| !part.is_empty()).collect();
    for part in target.split(['/', '\\']) {
        match part {
            "" | "." => {}
            ".." => {
                path.pop();
            }
            part => path.push(part),
        }
    }
    path.join("/")
}

#[cfg(test)]
mod tests {
    use super::resolve;
    use rstest::rstest;

    #[rstest]
    #[case("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml")]
    #[case("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml")]
    #[case("xl/worksheets", "../sharedStrings.xml", "xl/sharedStrings.xml")]
    #[case("", "xl\\workbook.xml", "xl/workbook.xml")]
    fn targets_are_paths_of_the_package(#[case] folder: &str, #[case] target: &str, #[case] path: &str) {
        assert_eq!(resolve(folder, target), path);
    }
}
