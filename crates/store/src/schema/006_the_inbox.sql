-- Replies as they come in, what becomes of each, and what a person teaches about who a council is.

-- What came in, as it came: never changed, never removed, whatever becomes of it. The journal names it and does not repeat it.
create table sources (
    id integer not null primary key check (id > 0),
    digest text not null unique check (length(digest) = 64),
    message_id text not null,
    origin text not null check (origin in ('mail', 'row')),
    nature text not null check (nature in ('reply', 'auto-reply', 'bounce')),
    file text not null,
    number integer not null check (number >= 0),
    received_on text check (length(received_on) = 10),
    received_at text,
    sender text not null,
    sender_said text not null,
    forwarded_by text not null,
    subject text not null,
    body text not null,
    whole text not null,
    attachments text not null,
    undelivered text not null,
    fields text not null,
    told text not null,
    taken_at text not null
) strict;

create unique index sources_by_message_id on sources (message_id) where message_id <> '';

create trigger sources_stay before update on sources
begin select raise(abort, 'what came in stays as it came'); end;
create trigger sources_remain before delete on sources
begin select raise(abort, 'what came in stays as it came'); end;

create table items (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    source_id integer not null references sources (id),
    part_from integer check (part_from >= 0),
    part_to integer check (part_to > part_from),
    split_from integer references items (id) deferrable initially deferred,
    council_id integer references councils (id),
    later integer not null check (later in (0, 1)),
    outcome text check (outcome in ('returned', 'heard', 'not-for-us', 'not-heard', 'undelivered', 'split')),
    settled_on text check (length(settled_on) = 10),
    return_id integer references returns (id) deferrable initially deferred,
    reply_id integer references replies (id) deferrable initially deferred,
    check ((part_from is null) = (part_to is null)),
    check ((outcome is null) = (settled_on is null))
) strict;

create index items_waiting on items (id) where outcome is null;
create index items_of_source on items (source_id);
create index items_of_return on items (return_id) where return_id is not null;
create index items_of_reply on items (reply_id) where reply_id is not null;
create index items_of_council on items (council_id) where council_id is not null;

create table aliases (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    kind text not null check (kind in ('address', 'name')),
    written text not null,
    learnt_on text not null check (length(learnt_on) = 10)
) strict;

create index aliases_of_council on aliases (council_id);

-- How the columns of a sheet were confirmed, by the shape of its header.
create table mappings (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    shape text not null unique,
    columns text not null
) strict;
