-- What a mail program saved besides mails: contacts, invitations, receipts. The nature says whether it is a reply.
alter table sources add column kind text not null default 'mail' check (kind <> '');
