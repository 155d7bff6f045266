"""Makes the mails in `mail/` with the software of other authors: see `mail/README.md`. Run once; what it writes is committed.

    python make_mail.py
"""

import io
import mailbox
import random
from datetime import datetime, timezone
from email import policy
from email.headerregistry import Address
from email.message import EmailMessage, MIMEPart
from email.parser import BytesParser
from pathlib import Path

import docx
import msgforge
from aspose.email_foss import msg as outlook

FOLDER = Path(__file__).parent / "mail"
FOLDER.mkdir(exist_ok=True)
CLERK = Address("The Clerk", "Clerk", "wem.example")
TEAM = Address("Safer Neighbourhood Team", "team", "police.example")
DATE = "Tue, 12 Sep 2023 14:05:00 +0100"
POLICY = policy.SMTP.clone(refold_source="none")

LETTER = """Dear Clerk,

Which three policing priorities does your council choose for this quarter?
How often would you like to be met, and by which method?

Kind regards,
Safer Neighbourhood Team
"""
(FOLDER / "letter.txt").write_text(LETTER)
QUOTED = "".join(f"> {line}".rstrip() + "\n" for line in LETTER.splitlines())
WROTE = "On Fri, 1 Sep 2023 at 09:00, Safer Neighbourhood Team <team@police.example>\nwrote:\n"
OUTLOOK = """________________________________
From: Safer Neighbourhood Team <team@police.example>
Sent: 01 September 2023 09:00
To: The Clerk <clerk@wem.example>
Subject: Policing priorities

"""
ANSWER = "Dear Sergeant,\n\nOur three priorities are:\n1. Speeding on the A49\n2. Litter at Château Road\n3. Parking by the school\n\nClerk to the Council\n"
PAGE = """<html><head><title>no</title><style>p {margin: 0}</style></head><body><p>Dear Sergeant,</p>
<p>Our three priorities are:</p><ol><li>Speeding on the A49</li><li>Litter at Ch&acirc;teau Road</li>
<li>Parking by the <b>school</b></li></ol><table><tr><td><p>How often</p></td><td><p>Quarterly</p></td></tr></table>
<p>Clerk to the Council</p>%s</body></html>
"""


def mail(subject="Re: Policing priorities", sender=CLERK, date=DATE, number=1, **headers):
    made = EmailMessage(policy=POLICY)
    made["From"] = sender
    made["To"] = TEAM
    made["Subject"] = subject
    if date:
        made["Date"] = date
    if number:
        made["Message-ID"] = f"<reply-{number}@wem.example>"
    for name, value in headers.items():
        made[name.replace("_", "-")] = value
    return made


def plain(text=ANSWER, **how):
    made = mail(**how)
    made.set_content(text)
    return made


def fixed(made):
    """Boundaries that are the same at every run."""
    for number, part in enumerate(part for part in made.walk() if part.is_multipart() and part.get_content_maintype() == "multipart"):
        part.set_boundary(f"=-part-{number:03}")
    return made


def save(name, made):
    (FOLDER / name).write_bytes(made if isinstance(made, bytes) else fixed(made).as_bytes())


def raw(body, content_type="text/plain", encoding="8bit", **how):
    made = mail(**how)
    made["MIME-Version"] = "1.0"
    if content_type:
        made["Content-Type"] = content_type
    made["Content-Transfer-Encoding"] = encoding
    return made.as_bytes() + body


def texts():
    save("text.eml", plain("Speeding on the A49, please.\n\nClerk to the Council\n"))
    made = mail(number=2)
    made.set_content(ANSWER, charset="utf-8", cte="quoted-printable")
    save("quoted-printable.eml", made)
    made = mail(number=3)
    made.set_content(ANSWER, charset="utf-8", cte="base64")
    save("base64.eml", made)
    made = mail(number=4)
    made.set_content(PAGE % "", subtype="html")
    save("page.eml", made)
    made = mail(number=5)
    made.set_content(ANSWER)
    made.add_alternative(PAGE % "", subtype="html")
    save("alternative.eml", made)
    made = mail(number=6)
    made.set_content(ANSWER, charset="iso-8859-1")
    save("latin-1.eml", made)
    made = mail(number=7, subject="Château Road – priorities")
    made.set_content("Litter at Château Road – “daily” – €20 fines\n", charset="windows-1252")
    save("windows-1252.eml", made)
    save("called-utf-8.eml", raw("Litter at Château Road\n".encode("cp1252"), "text/plain; charset=utf-8", number=8))
    save("called-latin-1.eml", raw("Litter at Château Road\n".encode(), "text/plain; charset=iso-8859-1", number=9))
    save("unknown-charset.eml", raw("Litter at Château Road\n".encode("cp1252"), "text/plain; charset=x-unheard-of", number=10))
    save("no-charset.eml", raw("Litter at Château Road\n".encode("cp1252"), None, number=11))
    made = raw(b"", "text/html; charset=utf-16", "base64", number=12)
    import base64
    save("utf-16-page.eml", made + base64.encodebytes((PAGE % "").encode("utf-16")))
    made = raw(b"Speeding =\r\n=ZZ on the A49 = 20=E2=82\r\n", "text/plain; charset=utf-8", "quoted-printable", number=13)
    save("broken-quoted-printable.eml", made)
    made = raw(b"U3BlZWRpbmcgb24gdGhlIEE0OQ*!=\r\n", "text/plain; charset=utf-8", "base64", number=14)
    save("broken-base64.eml", made)
    made = raw(b"Speeding \r\non the \r\nA49\r\n-- \r\nClerk\r\n", "text/plain; charset=utf-8; format=flowed", number=15)
    save("flowed.eml", made)


def quotes():
    save("reply-below.eml", plain("Speeding, as before.\n\nClerk to the Council\n\n" + WROTE + "\n" + QUOTED, number=20))
    save("reply-inline.eml", plain(
        WROTE + "> Dear Clerk,\n>\n> Which three policing priorities does your council choose for this quarter?\n\nSpeeding and litter.\n\n"
        "> How often would you like to be met, and by which method?\n\nQuarterly, in person.\n", number=21))
    save("reply-outlook.eml", plain("Speeding, as before.\n\n" + OUTLOOK + LETTER, number=22))
    save("reply-in-letter.eml", plain(
        OUTLOOK + LETTER.replace("quarter?\n", "quarter?\nSpeeding and litter\n").replace("method?\n", "method?\nMonthly, by telephone\n"),
        number=23))
    save("only-quotes.eml", plain(WROTE + "\n" + QUOTED, number=24))
    made = mail(number=25)
    made.set_content(
        '<div dir="ltr">Speeding, as before.<div>Clerk</div></div><br><div class="gmail_quote"><div class="gmail_attr">'
        "On Fri, 1 Sep 2023 at 09:00, Safer Neighbourhood Team &lt;team@police.example&gt; wrote:<br></div>"
        '<blockquote class="gmail_quote"><p>Dear Clerk,</p><p>Which three?</p></blockquote></div>', subtype="html")
    save("page-quotes.eml", made)
    made = mail(number=26)
    made.set_content(
        '<p>Speeding, as before.</p><hr><div id="divRplyFwdMsg"><b>From:</b> Safer Neighbourhood Team &lt;team@police.example&gt;<br>'
        "<b>Sent:</b> 01 September 2023 09:00<br><b>To:</b> The Clerk<br><b>Subject:</b> Policing priorities</div>"
        "<p>Dear Clerk,</p>", subtype="html")
    save("page-outlook.eml", made)


def forwards():
    by = Address("Sergeant", "sergeant", "police.example")
    head = "From: The Clerk <clerk@wem.example>\n%s: %s\n%sSubject: Re: Policing priorities\n%s\n"
    gmail = head % ("Date", "Tue, 12 Sep 2023 at 14:05", "", "To: Safer Neighbourhood Team <team@police.example>\n\n")
    new = head % ("Sent", "12 September 2023 14:05", "To: Safer Neighbourhood Team\n", "")
    later = "Thu, 14 Sep 2023 08:00:00 +0100"
    how = {"sender": by, "date": later, "subject": "Fwd: Re: Policing priorities"}
    save("forward-gmail.eml", plain("FYI\n\n---------- Forwarded message ---------\n" + gmail + "Speeding, please.\n", number=30, **how))
    save("forward-outlook.eml", plain("See below.\n\nSergeant\n\n________________________________\n" + new + "Speeding, please.\n",
                                      number=31, **{**how, "subject": "FW: Policing priorities"}))
    quoted = "".join(f"> {line}".rstrip() + "\n" for line in (gmail + "Speeding, please.\n").splitlines())
    save("forward-apple.eml", plain("Begin forwarded message:\n\n" + quoted, number=32, **how))
    undated = head % ("Sent", "last Tuesday", "To: Safer Neighbourhood Team\n", "")
    save("forward-undated.eml", plain("-----Original Message-----\n" + undated + "Speeding, please.\n", number=33, **how))
    save("forward-letter.eml", plain("Speeding, please.\n\n" + OUTLOOK + LETTER, number=34, subject="FW: Policing priorities"))
    made = mail(number=35, **how)
    made.add_attachment(plain("Speeding, please.\n\n" + WROTE + "\n" + QUOTED, number=36))
    save("forward-attached.eml", made)
    made = plain("Minutes and our earlier mail are attached; please add parking to the list of the three that we chose in July.\n", number=37)
    made.add_attachment(plain("Speeding, please.\n", number=38, subject="Our earlier mail"))
    save("beside-a-mail.eml", made)


def document():
    made = docx.Document()
    made.add_heading("Priorities", 1)
    made.add_paragraph("Chosen by the council:")
    for text in ["Speeding on the A49", "Litter & dogs at Château Road"]:
        made.add_paragraph(text, style="List Bullet")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip((cell for row in table.rows for cell in row.cells), ["How often", "Quarterly", "Method", "In person"]):
        cell.text = text
    made.core_properties.author = ""
    made.core_properties.created = made.core_properties.modified = datetime(2023, 9, 12, tzinfo=timezone.utc)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def attachments():
    made = plain("Please see what is attached.\n", number=40)
    made.add_attachment("1. Speeding\n2. Château Road\n", filename="priorities.txt", cte="base64")
    made.add_attachment("Council,Wish\nWem,yes\n".encode("utf-16"), maintype="application", subtype="octet-stream", filename="Answers.CSV")
    made.add_attachment(document(), maintype="application", subtype="vnd.openxmlformats-officedocument.wordprocessingml.document",
                        filename="Priorities.docx")
    made.add_attachment(b"%PDF-1.4\n%%EOF\n", maintype="application", subtype="pdf", filename="minutes.pdf")
    made.add_attachment(b"PK\x03\x04 no document", maintype="application", subtype="octet-stream", filename="broken.docx")
    save("attachments.eml", made)
    made = plain("Hostile names.\n", number=41)
    for name in ["../../etc/passwd", "C:\\Windows\\win.ini", "x" * 296 + ".pdf", "priorities\u202efdp.exe", "a\x1b[2J\x00.pdf"]:
        made.add_attachment(b"harmless", maintype="application", subtype="octet-stream", filename=name)
    save("hostile-names.eml", made)
    made = mail(number=42)
    made.set_content("<p>Speeding.</p><p><img src='cid:crest'></p>", subtype="html")
    made.add_related(b"\x89PNG\r\n", maintype="image", subtype="png", cid="<crest>", disposition="inline", filename="crest.png")
    made.add_attachment(b"\x89PNG\r\n", maintype="image", subtype="png", filename="the junction.png")
    save("pictures.eml", made)


def report(status, kind="delivery-status", text="This is an automatically generated report.\n", **how):
    made = mail(**how)
    made.set_content(text)
    part = BytesParser(policy=POLICY).parsebytes(f"Content-Type: message/{kind}\r\n\r\n{status}".encode())
    returned = MIMEPart(policy=POLICY)
    returned["Content-Type"] = "text/rfc822-headers"
    returned.set_payload("From: team@police.example\r\nTo: clerk@wem.example\r\nSubject: Policing priorities\r\n")
    made.make_mixed()
    made.attach(part)
    made.attach(returned)
    made.set_type("multipart/report")
    made.set_param("report-type", kind)
    return made


def programs():
    daemon = Address("Mail Delivery System", "MAILER-DAEMON", "mail.wem.example")
    away = "I am away until Monday.\n"
    save("out-of-office.eml", plain(away, number=50, subject="Automatic reply: Policing priorities", Auto_Submitted="auto-replied",
                                    X_Auto_Response_Suppress="All"))
    save("vacation.eml", plain(away, number=51, subject="Out of office", Precedence="bulk"))
    save("ateb-awtomatig.eml", plain("Rwyf allan o'r swyddfa.\n", number=52, subject="Ateb awtomatig: Policing priorities", Return_Path="<>"))
    save("suppressed-only.eml", plain("Speeding.\n", number=53, X_Auto_Response_Suppress="All"))
    one = "Reporting-MTA: dns; mail.wem.example\r\n\r\nFinal-Recipient: rfc822; Clerk@wem.example\r\nAction: %s\r\nStatus: %s\r\n"
    two = "\r\nOriginal-Recipient: rfc822; clerk@loppington.example\r\nFinal-Recipient: rfc822; box@mail.example\r\nAction: failed\r\nStatus: 5.2.2\r\n"
    how = {"sender": daemon, "subject": "Undelivered Mail Returned to Sender"}
    save("bounce.eml", report(one % ("failed", "5.1.1"), number=54, **how))
    save("bounce-several.eml", report(one % ("failed", "5.1.1") + two, number=55, **how))
    save("delayed.eml", report(one % ("delayed", "4.4.1"), number=56, **{**how, "subject": "Delayed Mail (still being retried)"}))
    save("bounce-exchange.eml", plain(
        "Delivery has failed to these recipients or groups:\n\nclerk@wem.example (clerk@wem.example)\nThe address was not found.\n\n"
        "Original message headers:\n\nFrom: team@police.example\nTo: other@wem.example\n",
        number=57, sender=Address("Microsoft Outlook", "postmaster", "wem.example"), subject="Undeliverable: Policing priorities"))
    save("read-receipt.eml", report("Final-Recipient: rfc822; clerk@wem.example\r\nDisposition: manual-action/MDN-sent-automatically; displayed\r\n",
                                    kind="disposition-notification", number=58, subject="Read: Policing priorities"))
    made = plain("\n", number=59, subject="Accepted: Meeting about priorities")
    made.add_alternative("BEGIN:VCALENDAR\r\nVERSION:2.0\r\nMETHOD:REPLY\r\nEND:VCALENDAR\r\n", subtype="calendar", params={"method": "REPLY"})
    save("accepted.eml", made)


def odd():
    save("no-date.eml", plain("Speeding.\n", number=60, date=None))
    save("no-date-received.eml", plain("Speeding.\n", number=61, date=None,
                                       Received="from a.example by b.example; Tue, 12 Sep 2023 13:05:00 +0000"))
    save("absurd-date.eml", raw(b"Speeding.\r\n", number=62, date=None).replace(b"MIME-Version", b"Date: Thu, 01 Jan 1970 00:00:00 +0000\r\nMIME-Version"))
    save("no-message-id.eml", plain("Speeding.\n", number=None))
    save("nobody.eml", b"Subject: Policing priorities\r\nDate: " + DATE.encode() + b"\r\n\r\nSpeeding.\r\n")
    inner = MIMEPart(policy=POLICY)
    inner.set_content("Speeding, sixty deep.\n")
    for _ in range(60):
        outer = MIMEPart(policy=POLICY)
        outer["Content-Type"] = "multipart/mixed"
        outer.set_payload([inner])
        inner = outer
    made = mail(number=63)
    made["MIME-Version"] = "1.0"
    made["Content-Type"] = "multipart/mixed"
    made.set_payload([inner])
    save("deep.eml", made)
    save("empty.eml", b"")
    save("garbage.eml", random.Random(63).randbytes(2000))
    save("no-mail.eml", b"Dear Sergeant,\n\nthis was saved as text.\n")
    save("text-in-unix-lines.eml", plain("Speeding.\n", number=64).as_bytes().replace(b"\r\n", b"\n"))


def boxes():
    path = FOLDER / "twelve.mbox"
    path.unlink(missing_ok=True)
    box = mailbox.mbox(path)
    for number in range(1, 13):
        made = plain(f"Speeding, number {number}.\n\nFrom the chair: yes.\n>From here on quoted.\n", number=min(number, 11),
                     date=f"Tue, {number} Sep 2023 14:05:00 +0100")
        kept = mailbox.mboxMessage(made.as_bytes(policy=policy.default))
        kept.set_from("MAILER-DAEMON", (2023, 9, number, 14, 5, 0, 0, 0, 0))
        box.add(kept)
    box.close()
    lines = path.read_bytes()
    (FOLDER / "twelve-crlf.mbox").write_bytes(lines.replace(b"\n", b"\r\n"))
    save("empty.mbox", b"")


def messages():
    forge = {"sender": ("clerk@wem.example", "The Clerk"), "sent": datetime(2023, 9, 12, 13, 5, tzinfo=timezone.utc),
             "to": [("team@police.example", "Safer Neighbourhood Team")]}
    made = msgforge.Message(subject="Re: Policing priorities", text_body="Speeding, as before.\r\n\r\n" + OUTLOOK + LETTER, **forge)
    made.attach_bytes("priorities.txt", "1. Château Road\n".encode(), "text/plain")
    made.attach_bytes("crest.png", b"\x89PNG\r\n", "image/png", content_id="crest")
    made.save(FOLDER / "reply.msg")
    made = outlook.MapiMessage.from_email_message(BytesParser(policy=policy.default).parsebytes(
        plain("Speeding.\n", number=70, Auto_Submitted="no", Received="from a.example by b.example; Tue, 12 Sep 2023 14:05:00 +0100").as_bytes()))
    made.save(FOLDER / "with-headers.msg")
    ansi = outlook.MapiMessage.create("Re: Château Road", "Litter at Château Road – daily.\r\n", unicode_strings=False)
    ansi.set_property(outlook.PropertyId.SENDER_NAME, "The Clerk")
    ansi.set_property(outlook.PropertyId.SENDER_EMAIL_ADDRESS, "clerk@wem.example")
    ansi.set_property(outlook.PropertyId.MESSAGE_DELIVERY_TIME, datetime(2023, 9, 12, 13, 5, tzinfo=timezone.utc))
    ansi.save(FOLDER / "ansi.msg")
    page = outlook.MapiMessage.create("Re: Policing priorities", "")
    page.body_html = PAGE % ""
    page.set_property(outlook.PropertyId.SENDER_EMAIL_ADDRESS, "Clerk@wem.example")
    page.set_property(outlook.PropertyId.MESSAGE_DELIVERY_TIME, datetime(2023, 12, 1, 9, 0, tzinfo=timezone.utc))
    page.save(FOLDER / "page.msg")
    away = outlook.MapiMessage.create("Automatic reply: Policing priorities", "I am away until Monday.\r\n")
    away.message_class = "IPM.Note.Rules.OofTemplate.Microsoft"
    away.set_property(outlook.PropertyId.SENDER_EMAIL_ADDRESS, "clerk@wem.example")
    away.set_property(outlook.PropertyId.MESSAGE_DELIVERY_TIME, datetime(2023, 9, 12, 13, 5, tzinfo=timezone.utc))
    away.save(FOLDER / "out-of-office.msg")
    rich = outlook.MapiMessage.create("Re: Policing priorities", "")
    rich.set_property(0x1009, outlook.PropertyTypeCode.PTYP_BINARY, b"\x10\0\0\0\0\0\0\0MELA\0\0\0\0")
    rich.set_property(outlook.PropertyId.SENDER_EMAIL_ADDRESS, "clerk@wem.example")
    rich.save(FOLDER / "rich-only.msg")
    outer = outlook.MapiMessage.create("FW: Policing priorities", "")
    outer.set_property(outlook.PropertyId.SENDER_EMAIL_ADDRESS, "sergeant@police.example")
    outer.set_property(outlook.PropertyId.MESSAGE_DELIVERY_TIME, datetime(2023, 9, 14, 7, 0, tzinfo=timezone.utc))
    outer.add_embedded_message_attachment(page, filename="Policing priorities.msg")
    outer.save(FOLDER / "forward-attached.msg")
    (FOLDER / "no-message.msg").write_bytes(b"Not what Outlook writes")


for make in [texts, quotes, forwards, attachments, programs, odd, boxes, messages]:
    make()
