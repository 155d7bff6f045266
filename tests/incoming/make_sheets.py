#!/usr/bin/env python3
"""Makes the sheets that the tests read, with other authors' software: openpyxl, Python's csv, LibreOffice.

    python3 make_sheets.py FOLDER

Run once; what it made is kept under tests/incoming/sheets/. Nobody in it exists: people are roles, addresses end in .example.
"""

import csv
import datetime
import io
import pathlib
import subprocess
import sys
import zipfile

import openpyxl
from openpyxl.styles import Font

HEADER = ["Parish", "Date of reply", "Wants to engage?", "Priority 1", "Comments"]
ROWS = [
    ["Wem Town Council", "12/09/2023", "Yes", "Speeding; B5476", "Château Lane’s lights, too"],
    ["Myddle, Broughton and Harmer Hill", "13/09/2023", "No", "", 'The council says "not at this time"'],
    ["Clun", "14/09/2023", "Yes", "Parking\nat the school", "Two lines\nof words"],
    ["", "", "", "", ""],
    ["Hodnet", "15/09/2023", "", "", "Next meeting in\tOctober"],
]
ENCODINGS = {
    "utf8": "utf-8",
    "utf8_marked": "utf-8-sig",
    "utf16_marked": "utf-16",
    "utf16be": "utf-16-be",
    "windows": "cp1252",
}
DELIMITERS = {"comma": ",", "semicolon": ";", "tab": "\t"}


def delimited(folder):
    for encoding, codec in ENCODINGS.items():
        for name, delimiter in DELIMITERS.items():
            text = io.StringIO()
            writer = csv.writer(text, delimiter=delimiter)
            writer.writerow(HEADER)
            writer.writerows(ROWS)
            (folder / f"replies_{encoding}_{name}.csv").write_bytes(text.getvalue().encode(codec))


def tracker(folder):
    """A team's own tracker: a merged title, dates, times, numbers, formulas, errors, two sheets and a hidden one."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Replies"
    sheet["A1"] = "Charter replies, October to December 2023"
    sheet["A1"].font = Font(bold=True)
    sheet.merge_cells("A1:H1")
    header = ["Parish Council", "Date of reply", "Time", "Take part?", "Priority 1", "Households", "Score", "Notes"]
    sheet.append([])
    sheet.append(header)
    day = datetime.date
    sheet.append(
        ["Wem", day(2023, 9, 12), datetime.time(14, 5), True, "Speeding", 3000, 2.5, "first line\nsecond line"]
    )
    sheet.append(["Clun", datetime.datetime(2023, 9, 13, 9, 30), None, False, None, 0, None, None])
    sheet.append([])
    sheet.append(['=CONCATENATE("Hod","net")', day(2023, 9, 30), None, "y", '=CONCATENATE("Rural"," crime")', "=1+1",
                  "=NA()", "=1/0"])
    parishes = book.create_sheet("Other parishes")
    parishes.append(["Parish", "Wish"])
    parishes.append(["Bishop's Castle", "yes"])
    notes = book.create_sheet("Notes")
    notes.append(["Only a remark"])
    hidden = book.create_sheet("Old")
    hidden.append(["Parish", "Wish"])
    hidden.append(["Wem", "no"])
    hidden.sheet_state = "hidden"
    book.save(folder / "tracker_openpyxl.xlsx")
    # openpyxl keeps no values of formulas: LibreOffice works them out.
    office(folder, "tracker_openpyxl.xlsx", "xlsx", "tracker_office.xlsx")
    office(folder, "tracker_openpyxl.xlsx", "ods", "tracker_office.ods")


def forms(folder):
    """The columns that a Microsoft Forms export has, and dates with a time as it writes them."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Form1"
    sheet.append(
        ["ID", "Start time", "Completion time", "Email", "Name", "Name of your town or parish council",
         "Does your council wish to continue to take part in the charter?", "What are your top three priorities?",
         "How often would you like to meet?", "How would you like us to engage with you?", "Anything else?"]
    )
    when = datetime.datetime
    sheet.append([1, when(2023, 9, 12, 14, 1, 10), when(2023, 9, 12, 14, 5, 33), "anonymous", None, "Wem Town Council",
                  "Yes - we would like to continue", "Speeding;Parking;Rural crime;", "Every 3 months", "Teams", None])
    sheet.append([2, when(2023, 9, 13, 9, 0, 0), when(2023, 9, 13, 9, 7, 1), "clerk@clun.example", None, "Clun",
                  "Not at this time", None, None, None, "Thank you for asking"])
    book.save(folder / "forms.xlsx")


def contacts(folder):
    """A list of telephone numbers, longer than what is looked at of a sheet, and the replies on the second sheet."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Contacts"
    sheet.append(["Parish", "Clerk", "Telephone"])
    for number in range(120):
        sheet.append([f"Parish {number}", "the clerk", f"0{number}"])
    sheet = book.create_sheet("Replies")
    sheet.append(["Council", "Date of reply", "Taking part?", "Priority 1"])
    sheet.append(["Ludlow Town Council", datetime.date(2023, 9, 26), "Yes", "Speeding"])
    sheet.append(["Bewdley Town Council", datetime.date(2023, 9, 27), "No", None])
    book.save(folder / "contacts.xlsx")


def corners(folder):
    """The first cell and the last one: a program that makes room for what lies between takes all memory there is."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["A1"] = "first"
    sheet["XFD1048576"] = "last"
    book.save(folder / "corners.xlsx")


def repeated(folder):
    """A million repeated rows, and 16,000 repeated cells, as LibreOffice writes the empty rest of a sheet."""
    office(folder, "corners.xlsx", "ods", "corners.ods")


def broken(folder):
    whole = (folder / "tracker_office.xlsx").read_bytes()
    (folder / "truncated.xlsx").write_bytes(whole[: len(whole) // 2])
    whole = (folder / "tracker_office.ods").read_bytes()
    (folder / "truncated.ods").write_bytes(whole[: len(whole) // 2])
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
        with zipfile.ZipFile(folder / "corners.xlsx") as good:
            for name in good.namelist():
                if name != "xl/worksheets/sheet1.xml":
                    archive.writestr(name, good.read(name))
        archive.writestr("xl/worksheets/sheet1.xml", b" " * 8_000_000)
    (folder / "bomb.xlsx").write_bytes(bomb.getvalue())


def office(folder, source, kind, name):
    out = folder / "converted"
    subprocess.run(
        ["soffice", "--headless", "--convert-to", kind, "--outdir", str(out), str(folder / source)],
        check=True, stdout=subprocess.DEVNULL,
    )
    (out / source).with_suffix("." + kind).rename(folder / name)
    out.rmdir()


def main():
    folder = pathlib.Path(sys.argv[1]).resolve()
    folder.mkdir(parents=True, exist_ok=True)
    delimited(folder)
    tracker(folder)
    forms(folder)
    contacts(folder)
    corners(folder)
    repeated(folder)
    broken(folder)


if __name__ == "__main__":
    main()
