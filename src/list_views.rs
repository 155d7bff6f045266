//! Saved views of the list of councils, and how it was left: `views.toml` beside the settings.
//!
//! The dashboard writes the file; a person may too. A word or key that this version does not know stays in the file, and
//! the view is not opened: without it the view would show other councils than it says.

use std::collections::BTreeSet;
use std::path::Path;

use charter::filter::{Filter, Show};
use charter::list_column::ListColumn;
use charter::list_table::{ListSort, ListTable};
use serde::{Deserialize, Serialize};
use store::files::{with_suffix, write_atomically};

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListViews {
    /// How the list was left.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub last: Option<ListView>,
    #[serde(rename = "view", skip_serializing_if = "Vec::is_empty")]
    pub views: Vec<NamedView>,
}

#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct NamedView {
    pub name: String,
    /// Whether the dashboard opens with it.
    pub start: bool,
    /// The code of the tab.
    pub tab: String,
    pub list: ListView,
    #[serde(flatten)]
    unknown: toml::Table,
}

/// A filter without the search, and how the list is laid out, as words.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ListView {
    #[serde(skip_serializing_if = "Option::is_none")]
    county: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    district: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    show: Vec<String>,
    /// `heard` or `heard:desc`.
    #[serde(skip_serializing_if = "Option::is_none")]
    sort: Option<String>,
    #[serde(skip_serializing_if = "is_false")]
    flat: bool,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    columns: Vec<String>,
    #[serde(flatten)]
    unknown: toml::Table,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_false(value: &bool) -> bool {
    !value
}

impl ListView {
    pub fn new(filter: &Filter, table: &ListTable) -> Self {
        let direction = |sort: ListSort| if sort.descending { ":desc" } else { "" };
        Self {
            county: filter.county.clone(),
            district: filter.district.clone(),
            team: filter.team.clone(),
            show: filter.show.iter().map(|show| show.code().to_owned()).collect(),
            sort: table.sort.map(|sort| format!("{}{}", sort.column.code(), direction(sort))),
            flat: table.flat,
            columns: table.columns.iter().map(|column| column.code().to_owned()).collect(),
            unknown: toml::Table::new(),
        }
    }

    /// Without the councils of a report, which a view does not keep.
    pub fn filter(&self) -> Filter {
        let show: BTreeSet<Show> =
            self.show.iter().filter_map(|word| Filter::parse_show(word).ok()).flatten().collect();
        let (county, district, team) = (self.county.clone(), self.district.clone(), self.team.clone());
        Filter { county, district, team, show, ..Filter::default() }
    }

    /// # Errors
    /// What it names and this version does not know, and what there is instead.
    pub fn check(&self) -> Result<(), String> {
        check_keys(&self.unknown, LIST_KEYS)?;
        for word in &self.show {
            Filter::parse_show(word).map_err(|error| error.to_string())?;
        }
        if !self.columns.is_empty() {
            ListColumn::parse_list(&self.columns.join(",")).map_err(|error| error.to_string())?;
        }
        self.sort
            .as_deref()
            .map_or(Ok(()), |typed| ListSort::parse(typed).map(|_| ()).map_err(|error| error.to_string()))
    }

    pub fn table(&self) -> ListTable {
        let mut columns: Vec<ListColumn> = Vec::new();
        for column in self.columns.iter().filter_map(|word| ListColumn::from_code(word)) {
            if !columns.contains(&column) {
                columns.push(column);
            }
        }
        let sort = self.sort.as_deref().and_then(|typed| ListSort::parse(typed).ok());
        ListTable { sort, flat: self.flat, columns }
    }
}

impl NamedView {
    pub fn new(name: String, start: bool, tab: String, list: ListView) -> Self {
        Self { name, start, tab, list, unknown: toml::Table::new() }
    }

    /// # Errors
    /// What it names and this version does not know, and what there is instead.
    pub fn check(&self) -> Result<(), String> {
        check_keys(&self.unknown, VIEW_KEYS)?;
        self.list.check()
    }
}

const VIEW_KEYS: &str = "name, start, tab, list";
const LIST_KEYS: &str = "county, district, team, show, sort, flat, columns";

fn check_keys(unknown: &toml::Table, known: &str) -> Result<(), String> {
    let first = unknown.keys().next();
    first.map_or(Ok(()), |key| Err(format!("a view has no “{key}”; it can have {known}")))
}

/// A change of the file. Another dashboard may have written to it, so each is made on what is there now.
#[derive(Clone, Debug, PartialEq)]
pub enum ViewEdit {
    /// Replaces a view of the same name, whatever its case. A start view is the only one.
    Save(NamedView),
    Delete(String),
    Last(ListView),
}

impl ListViews {
    pub fn apply(&mut self, edit: &ViewEdit) {
        match edit {
            ViewEdit::Save(view) => {
                if view.start {
                    self.views.iter_mut().for_each(|other| other.start = false);
                }
                match self.views.iter_mut().find(|other| is_same_name(&other.name, &view.name)) {
                    Some(known) => known.clone_from(view),
                    None => self.views.push(view.clone()),
                }
            }
            ViewEdit::Delete(name) => self.views.retain(|view| view.name != *name),
            ViewEdit::Last(list) => self.last = Some(list.clone()),
        }
    }

    /// The view with this name; case does not matter.
    pub fn find(&self, name: &str) -> Option<&NamedView> {
        self.views.iter().find(|view| is_same_name(&view.name, name))
    }

    pub fn start(&self) -> Option<&NamedView> {
        self.views.iter().find(|view| view.start)
    }

    /// Empty if the file is missing.
    ///
    /// # Errors
    /// A sentence: the file can't be read, or is not one of views.
    pub fn read(path: &Path) -> Result<Self, String> {
        let text = match std::fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Self::default()),
            Err(error) => return Err(unreadable(path, &error.to_string())),
        };
        toml::from_str(&text).map_err(|error| unreadable(path, error.message().trim()))
    }

    /// Changes the file. One that can't be read is kept under another name.
    ///
    /// # Errors
    /// A sentence: the file can't be written.
    pub fn edit(path: &Path, edit: &ViewEdit) -> Result<(), String> {
        let failed = |error: &dyn std::fmt::Display| {
            format!("the views could not be kept in {} ({error}); everything else is safe", path.display())
        };
        let mut views = match Self::read(path) {
            Ok(views) => views,
            Err(_) => {
                std::fs::rename(path, with_suffix(path, ".unreadable")).map_err(|error| failed(&error))?;
                Self::default()
            }
        };
        views.apply(edit);
        let text = toml::to_string(&views).map_err(|error| failed(&error))?;
        if let Some(folder) = path.parent() {
            std::fs::create_dir_all(folder).map_err(|error| failed(&error))?;
        }
        write_atomically(path, text.as_bytes()).map_err(|error| failed(&error))
    }
}

fn is_same_name(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

fn unreadable(path: &Path, reason: &str) -> String {
    let reason = reason.replace('\n', ", ");
    format!(
        "the saved views in {} cannot be read ({reason}). Nothing was changed, and the list is as without them. Mend the \
         file, or move it away",
        path.display()
    )
}

#[cfg(test)]
mod tests {
    use rstest::rstest;

    use super::{Filter, ListColumn, ListSort, ListTable, ListView, ListViews, NamedView, Show, ViewEdit};

    fn view(name: &str, start: bool) -> NamedView {
        let filter = Filter {
            team: Some("North SNT".to_owned()),
            show: [Show::Missed, Show::Late].into(),
            find: "wem".to_owned(),
            ..Filter::default()
        };
        let table = ListTable {
            sort: Some(ListSort { column: ListColumn::LastSeen, descending: true }),
            flat: true,
            columns: vec![ListColumn::Council, ListColumn::Team],
        };
        NamedView::new(name.to_owned(), start, "councils".to_owned(), ListView::new(&filter, &table))
    }

    #[test]
    fn a_view_survives_the_file_without_its_search() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("charterdesk").join("views.toml");
        assert_eq!(ListViews::read(&path), Ok(ListViews::default()));
        for edit in [ViewEdit::Save(view("Chase", true)), ViewEdit::Last(view("", false).list)] {
            ListViews::edit(&path, &edit).unwrap();
        }
        let views = ListViews::read(&path).unwrap();
        assert_eq!(views.views, [view("Chase", true)]);
        let list = views.find("chase").unwrap().list.clone();
        assert_eq!(ListView::new(&list.filter(), &list.table()), list);
        assert_eq!(list.filter().find, "");
        assert_eq!(list.table().sort, Some(ListSort { column: ListColumn::LastSeen, descending: true }));
    }

    #[test]
    fn one_view_at_most_opens_at_the_start() {
        let mut views = ListViews::default();
        views.apply(&ViewEdit::Save(view("Chase", true)));
        views.apply(&ViewEdit::Save(view("Seen", true)));
        assert_eq!(views.start().map(|view| view.name.as_str()), Some("Seen"));
        views.apply(&ViewEdit::Save(view("Seen", false)));
        assert_eq!((views.start(), views.views.len()), (None, 2));
        views.apply(&ViewEdit::Delete("Chase".to_owned()));
        assert_eq!(views.views.len(), 1);
    }

    #[test]
    fn a_broken_file_is_said_and_kept() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("views.toml");
        std::fs::write(&path, "view = 3 = 4").unwrap();
        let error = ListViews::read(&path).unwrap_err();
        assert!(error.contains("views.toml cannot be read") && error.contains("Nothing was changed"), "{error}");
        ListViews::edit(&path, &ViewEdit::Save(view("Chase", false))).unwrap();
        assert_eq!(std::fs::read_to_string(folder.path().join("views.toml.unreadable")).unwrap(), "view = 3 = 4");
        assert_eq!(ListViews::read(&path).unwrap().views.len(), 1);
    }

    #[test]
    fn a_name_in_another_case_is_the_same_view() {
        let mut views = ListViews::default();
        views.apply(&ViewEdit::Save(view("Chase", false)));
        views.apply(&ViewEdit::Save(view("CHASE", true)));
        assert_eq!(views.views, [view("CHASE", true)]);
    }

    #[rstest]
    #[case("show = [\"missed\", \"shouting\"]", "cannot show “shouting”; it can show")]
    #[case("columns = [\"team\", \"hat\"]", "no column “hat”; there are: council")]
    #[case("columns = [\"team\", \"team\"]", "named twice")]
    #[case("sort = \"hat\"", "no column “hat”")]
    #[case("sort = \"heard:up\"", "no direction")]
    #[case("colums = [\"team\"]", "no “colums”; it can have county, district")]
    fn words_of_another_version_are_named_and_stay_in_the_file(#[case] line: &str, #[case] expected: &str) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("views.toml");
        std::fs::write(&path, format!("[[view]]\nname = \"Seen\"\n[view.list]\n{line}\n")).unwrap();
        let why = ListViews::read(&path).unwrap().views[0].check().unwrap_err();
        assert!(why.contains(expected), "{why}");
        ListViews::edit(&path, &ViewEdit::Save(view("Chase", false))).unwrap();
        let views = ListViews::read(&path).unwrap();
        assert_eq!(views.views[0].check(), Err(why));
        assert_eq!(views.views[1].check(), Ok(()));
    }

    #[test]
    fn the_rest_of_a_list_as_it_was_left_is_known() {
        let views: ListViews = toml::from_str(
            "[last]\nshow = [\"missed\", \"shouting\"]\ncolumns = [\"team\", \"hat\", \"team\"]\nsort = \"hat\"\n",
        )
        .unwrap();
        let list = views.last.unwrap();
        assert_eq!(list.filter().show, [Show::Missed].into());
        assert_eq!(list.table(), ListTable { columns: vec![ListColumn::Team], ..ListTable::default() });
    }
}
