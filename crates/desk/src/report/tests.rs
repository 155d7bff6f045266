//! The formats, read back.

use std::io::{self, Cursor};

use charter::ids::CouncilId;
use charter::incoming::Digest;
use charter::report::{AreaKey, Layout, Report, ReportLevel, ReportRequest, build};
use charter::returns::{Answer, SentPriority, Wish};
use charter::sheet_row::RowNote;
use formats::sheet::{SheetFile, SheetSink};

use super::{AreaNames, ChartPage, NamedArea, csv, digest, html, read, text, xlsx};
use crate::documents::html::unclosed_tags;
use crate::inbox::testing::{TestInbox, day};

/// Three councils of the register answered: one declined, one confirmed, one did not name a priority.
fn answered() -> TestInbox {
    let mut inbox = TestInbox::new();
    let priority = SentPriority {
        slot: None,
        received: "Speeding".into(),
        agreed: Some("Speeding".into()),
        category: Some("speeding and road safety".to_owned()),
        priority: None,
    };
    let answer = Answer { wish: Wish::Yes, priorities: vec![priority], ..Answer::empty() };
    inbox.answer_with(CouncilId(1), "2023-09-12", answer);
    inbox.answer(CouncilId(2), "2023-09-30", Wish::No);
    inbox.answer(CouncilId(3), "2023-10-02", Wish::Yes);
    inbox
}

fn report(inbox: &TestInbox, layout: Layout) -> Report {
    let facts = read(&inbox.store, &inbox.round, day("2023-10-05"), None).unwrap();
    let names = AreaNames::read(&inbox.store, day("2023-10-05")).unwrap();
    let areas = names.of_level(ReportLevel::District, &facts.now.lines, None);
    let focus = names.find("Wychavon", &facts.now.lines).ok();
    let by = Some(ReportLevel::District);
    build(
        &facts,
        &ReportRequest { layout, by, areas, focus, marking: "OFFICIAL".to_owned(), ..ReportRequest::default() },
    )
}

/// A Wyre in Shropshire, and one in Worcestershire.
#[test]
fn districts_of_one_name_are_found_by_their_county() {
    let inbox = TestInbox::new();
    let mut lines = read(&inbox.store, &inbox.round, day("2023-10-05"), None).unwrap().now.lines;
    for line in &mut lines {
        if ["Shropshire", "Wyre Forest"].contains(&line.district.raw()) {
            line.district = charter::untrusted::Untrusted::from("Wyre").into();
        }
    }
    let names = AreaNames::read(&inbox.store, day("2023-10-05")).unwrap();
    let labels = |within: Option<&AreaKey>| -> Vec<String> {
        let areas = names.of_level(ReportLevel::District, &lines, within);
        areas.iter().map(AreaKey::label).filter(|label| label.contains("Wyre")).collect()
    };
    assert_eq!(labels(None), ["Wyre, Shropshire", "Wyre, Worcestershire"]);
    let county = names.find("Worcestershire", &lines).unwrap();
    assert_eq!(labels(Some(&county)), ["Wyre, Worcestershire"], "its name is shared outside of the county, too");
    let why = names.find("Wyre", &lines).unwrap_err();
    assert_eq!(why, "“Wyre” is the name of 2 districts; write it as “Wyre, Shropshire” or “Wyre, Worcestershire”");
    let found = names.find("wyre, worcestershire", &lines).unwrap();
    let councils: Vec<&str> = lines.iter().filter(|line| found.contains(line)).map(|line| line.county.raw()).collect();
    assert_eq!(councils, ["Worcestershire"; 13]);
}

fn count(text: &str, part: &str) -> usize {
    text.matches(part).count()
}

#[test]
fn the_page_is_whole_and_can_be_read_without_seeing_it() {
    let inbox = answered();
    for layout in Layout::ALL {
        let report = report(&inbox, *layout);
        let page = html(&report, false).unwrap();
        assert_eq!(unclosed_tags(&page), Vec::<String>::new(), "{layout}");
        assert!(page.starts_with("<!DOCTYPE html>\n<html lang=\"en-GB\">"), "{layout}");
        assert_eq!(count(&page, "<h1"), 1, "{layout}");
        assert!(!page.contains("<script") && !page.contains("http:") && !page.contains(" style="), "{layout}");
        let tables = report.tables().count();
        assert!(tables > 5, "{layout}");
        assert_eq!(
            (count(&page, "<table"), count(&page, "<caption"), count(&page, "<thead>")),
            (tables, tables, tables)
        );
        assert!(!page.contains("<th>"), "each heading has its scope");
        let rows: usize = report.tables().map(|table| table.rows.len()).sum();
        assert_eq!(count(&page, "<th scope=\"row\">"), rows, "{layout}");
        let charts = count(&page, "<svg");
        assert!(charts >= 2, "{layout}");
        assert_eq!((count(&page, "<svg role=\"img\""), count(&page, "<desc id=")), (charts, charts));
        assert_eq!(count(&page, "<title id="), charts);
        let ids: Vec<&str> = page.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).collect();
        let unique: std::collections::BTreeSet<&str> = ids.iter().copied().collect();
        assert_eq!(ids.len(), unique.len(), "{layout}: an id twice");
        assert_eq!(count(&page, "OFFICIAL"), 2, "marked at the head and at the foot");
    }
}

#[test]
fn the_policy_allows_the_style_of_the_page_and_nothing_else() {
    let report = report(&answered(), Layout::Summary);
    let mut hashes = Vec::new();
    for large in [false, true] {
        let page = html(&report, large).unwrap();
        let (_, style) = page.split_once("<style>").unwrap();
        let (style, _) = style.split_once("</style>").unwrap();
        assert!(!style.contains(['<', '>', '&', '"', '\'']), "the template does not escape it");
        assert_eq!(style.contains("18pt"), large);
        let hex = Digest::hash_file(style.as_bytes()).as_hex().to_owned();
        let bytes: Vec<u8> = (0..32).map(|at| u8::from_str_radix(&hex[2 * at..2 * at + 2], 16).unwrap()).collect();
        let hash = formats::mail::draft::base64(&bytes);
        let page = page.replace("&#x27;", "'").replace("&#x2f;", "/");
        let policy = format!("content=\"default-src 'none'; style-src 'sha256-{hash}'; base-uri 'none'");
        assert!(page.contains(&policy), "{}", &page[..400]);
        hashes.push(hash);
    }
    assert_ne!(hashes[0], hashes[1]);
}

#[test]
fn page_and_text_say_the_same_of_every_table() {
    let report = report(&answered(), Layout::Committee);
    let squeezed = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    let page = squeezed(&html(&report, false).unwrap().replace('\u{a0}', " ").replace("&#x27;", "'"));
    let plain = squeezed(&text(&report));
    for table in report.tables() {
        assert!(page.contains(&table.title) && plain.contains(&table.title), "{}", table.id);
        for cell in table.rows.iter().flatten().map(ToString::to_string) {
            assert!(page.contains(&format!(">{cell}<")), "{}: {cell} in the page", table.id);
            assert!(plain.contains(&squeezed(&cell)), "{}: {cell} in the text", table.id);
        }
    }
    assert!(text(&report).lines().all(|line| line.chars().count() <= 110), "wrapped");
}

#[test]
fn the_csv_has_a_row_for_each_figure() {
    let report = report(&answered(), Layout::Summary);
    let text = csv(&report).unwrap();
    let mut reader = ::csv::Reader::from_reader(text.as_bytes());
    let header: Vec<String> = reader.headers().unwrap().iter().map(str::to_owned).collect();
    let column = |name: &str| header.iter().position(|known| known == name).unwrap();
    let rows: Vec<::csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), report.figures.len());
    for row in &rows {
        let is_median_of_none = &row[column("unit")] == "median days" && &row[column("N")] == "0";
        assert_eq!(row[column("n")].parse::<f64>().is_err(), is_median_of_none, "{row:?}");
        assert!(row[column("N")].parse::<usize>().is_ok(), "{row:?}");
        assert_eq!((&row[column("period")], &row[column("as at")]), ("2023-Q4", "2023-10-05"));
    }
    let of = |level: &str, measure: &str| {
        let row = rows.iter().find(|row| &row[column("level")] == level && &row[column("measure")] == measure).unwrap();
        (row[column("n")].to_owned(), row[column("N")].to_owned())
    };
    let councils =
        report.figures.iter().find(|figure| *figure.area == AreaKey::force()).unwrap().value.of().to_string();
    assert_eq!(of("force", "heard"), ("3".to_owned(), councils.clone()));
    assert_eq!(of("force", "confirmed"), ("1".to_owned(), councils));
    let district = rows.iter().find(|row| &row[column("area")] == "Wychavon").unwrap();
    assert_eq!(&district[column("area code")], "E07000238", "the code of the Office for National Statistics");
}

#[test]
fn reports_of_the_same_figures_have_one_digest() {
    let mut inbox = answered();
    let of = |inbox: &TestInbox, layout| digest(&report(inbox, layout)).unwrap();
    let before = of(&inbox, Layout::Summary);
    assert_eq!(before, of(&inbox, Layout::Committee), "the layout changes no figure");
    inbox.answer(CouncilId(4), "2023-10-03", Wish::No);
    assert_ne!(before, of(&inbox, Layout::Summary));
}

#[test]
fn each_bar_of_a_screen_has_as_many_councils_as_its_number() {
    let inbox = answered();
    let worcestershire = NamedArea { level: ReportLevel::County, name: "Worcestershire".to_owned(), county: None };
    for (focus, by) in [(None, "county"), (Some(&worcestershire), "district")] {
        let page = ChartPage::read(&inbox.store, &inbox.round, day("2023-10-05"), None, focus).unwrap();
        let names: Vec<&str> = page.charts.iter().map(|counted| counted.chart.name.as_str()).collect();
        assert!(names.contains(&format!("Heard by {by}").as_str()), "{names:?}");
        for counted in page.charts.iter().filter(|counted| counted.chart.id != "chart-attention") {
            let bars = counted.chart.bars();
            assert_eq!(bars.len(), counted.councils.len());
            for (bar, councils) in bars.iter().zip(&counted.councils) {
                assert!(councils.len() <= bar.share.n, "{}: {}", counted.chart.name, bar.label);
                assert_eq!(councils.is_empty(), bar.share.n == 0, "{}: {}", counted.chart.name, bar.label);
            }
        }
    }
}

type NumberedRow = (u64, Vec<String>);

/// Rows by sheet.
#[derive(Default)]
struct Sheets(Vec<(String, Vec<NumberedRow>)>);

impl SheetSink for Sheets {
    fn start_sheet(&mut self, name: &str) -> io::Result<()> {
        self.0.push((name.to_owned(), Vec::new()));
        Ok(())
    }

    fn row(&mut self, line: u64, cells: Vec<String>, notes: Vec<RowNote>) -> io::Result<()> {
        assert_eq!(notes, [], "no cell is hidden or merged");
        self.0.last_mut().unwrap().1.push((line, cells));
        Ok(())
    }

    fn error(&mut self, line: u64, reason: String) -> io::Result<()> {
        panic!("{line}: {reason}")
    }

    fn progress(&mut self, _: u64, _: u64) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self) -> io::Result<()> {
        Ok(())
    }

    fn columns(&self) -> Option<usize> {
        None
    }
}

#[test]
fn the_workbook_has_a_table_a_sheet_with_its_title_in_a1_and_real_dates() {
    for layout in Layout::ALL {
        let report = report(&answered(), *layout);
        let bytes = xlsx(&report).unwrap();
        let total = bytes.len() as u64;
        let mut sheets = Sheets::default();
        formats::sheet::read(&mut Cursor::new(bytes), total, SheetFile::Xlsx, &mut sheets).unwrap();
        let sheet = |name: &str| &sheets.0.iter().find(|(known, _)| known == name).unwrap().1;
        assert_eq!(sheets.0.first().unwrap().0, "Cover");
        for table in report.tables() {
            let rows = sheet(&table.id);
            assert_eq!(rows[0], (1, vec![table.title.clone()]), "the title in A1");
            assert_eq!(rows[3].1[0], table.columns[0].label);
            let values = table.columns.iter().filter(|column| column.is_value()).count();
            assert_eq!(rows[3].1.len(), table.columns.len() + 2 * values, "n, N and the rate of each share");
            assert_eq!(rows.len(), 4 + table.rows.len(), "{}", table.id);
            for (_, cells) in &rows[4..] {
                assert!(cells.len() == rows[3].1.len() && cells.iter().all(|cell| !cell.is_empty()), "{cells:?}");
            }
        }
        let figures = sheet("figures");
        assert_eq!(figures.len(), 4 + report.figures.len());
        assert!(figures[4..].iter().all(|(_, cells)| cells[1] == "2023-10-05"), "dates: {:?}", figures[4]);
        if *layout == Layout::Summary {
            assert!(sheet("replies-by-day")[4..].iter().any(|(_, cells)| cells[1] == "2023-09-12"), "a date");
        }
    }
}
