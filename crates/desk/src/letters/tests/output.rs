//! The files of a batch: all of them or none, and safe to open.

use super::*;

#[test]
fn each_format_is_written_whole_into_a_new_folder_and_is_safe_to_open() {
    let mut desk = desk();
    let hostile = "=cmd|' /C calc'!A0 <script>alert(1)</script>\r\nBcc: all@wem.example";
    desk.apply(details(1, CouncilDetails { name: Some(hostile.into()), ..CouncilDetails::default() }));
    let material = material(&desk, &desk.round, "2023-10-05");
    let folder = tempfile::tempdir().unwrap();
    for (format, mails) in
        [(LetterFormat::Eml, 2), (LetterFormat::Csv, 3), (LetterFormat::Xlsx, 3), (LetterFormat::Html, 4)]
    {
        let asked = LetterRequest { channel: format.channel(), ..request(LetterKind::Chase, 1..=6) };
        let batch = Batch::new(&desk.store, Arc::clone(&material), asked).unwrap();
        let place = folder.path().join(format.code());
        let template = ours(LetterKind::Chase);
        let written = write(&desk.store, &batch, &template, (&place, &[format]), moment().at).unwrap();
        assert_eq!((written.mails, written.acts.len()), (mails, batch.entries.len()), "{format}");
        let again = write(&desk.store, &batch, &template, (&place, &[format]), moment().at).unwrap_err().to_string();
        assert!(again.contains("is there already") && again.contains("name a new folder"), "{again}");
    }
    assert_eq!(files(folder.path()), ["csv", "eml", "html", "xlsx"], "no temporary folder is left");
    assert_eq!(files(&folder.path().join("eml")).len(), 2);
    let text = |name: &str| std::fs::read_to_string(folder.path().join(name)).unwrap();
    let mail = &files(&folder.path().join("eml"))[0];
    let mail = text(&format!("eml/{mail}"));
    let head = mail.split("\r\n\r\n").next().unwrap();
    assert!(head.contains("X-Unsent: 1") && !head.contains("\r\nBcc"), "{head}");
    let page = text("html/letters.html");
    assert!(
        !page.contains("<script>") && page.contains("&lt;script&gt;") && page.contains("break-after: page"),
        "{page}"
    );
    let table = text("csv/letters.csv");
    assert!(table.starts_with("council,address,subject,body,salutation,"), "{table}");
    assert!(table.contains("\r\n'=cmd|"), "{table}");
    assert!(std::fs::read(folder.path().join("xlsx/letters.xlsx")).unwrap().starts_with(b"PK"));
}

#[test]
fn several_formats_are_one_batch_and_one_record_of_each_letter() {
    let desk = desk();
    let material = material(&desk, &desk.round, "2023-10-05");
    let batch = Batch::new(&desk.store, Arc::clone(&material), request(LetterKind::Chase, 1..=6)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (place, formats) = (folder.path().join("letters"), [LetterFormat::Eml, LetterFormat::Csv]);
    let written = write(&desk.store, &batch, &ours(LetterKind::Chase), (&place, &formats), moment().at).unwrap();
    assert_eq!((written.mails, written.acts.len()), (2, batch.entries.len()));
    assert_eq!(files(&place).len(), 3, "two mails and the table: {:?}", files(&place));
    assert!(files(&place).contains(&"letters.csv".to_owned()));
    assert_eq!(written.withdraw(&ApplyError::Stopped), "The files were taken away again");
    assert!(files(folder.path()).is_empty());
}

#[test]
fn what_could_not_be_recorded_is_taken_away_again() {
    let desk = desk();
    let material = material(&desk, &desk.round, "2023-10-05");
    let batch = Batch::new(&desk.store, Arc::clone(&material), request(LetterKind::Chase, 1..=6)).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let place = folder.path().join("letters");
    let template = ours(LetterKind::Chase);
    let written = write(&desk.store, &batch, &template, (&place, &[LetterFormat::Eml]), moment().at).unwrap();
    let uncertain = StoreError::Uncertain { path: place.clone(), reason: "no answer".to_owned() };
    let kept = written.withdraw(&ApplyError::Store(uncertain));
    assert!(kept.contains("are kept in") && files(&place).len() == 2, "{kept}");
    assert_eq!(written.withdraw(&ApplyError::Stopped), "The files were taken away again");
    assert!(files(folder.path()).is_empty());
    let missing = folder.path().join("none/letters");
    let error = write(&desk.store, &batch, &template, (&missing, &[LetterFormat::Eml]), moment().at).unwrap_err();
    assert!(error.to_string().contains("there is no folder"), "{error}");
}
