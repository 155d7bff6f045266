-- The rounds, what was sent in them, and what came back.

create table rounds (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    code text not null unique,
    starts_on text not null check (length(starts_on) = 10),
    ends_on text not null check (length(ends_on) = 10),
    issued_on text check (length(issued_on) = 10),
    charter_version text not null,
    deadline text not null check (length(deadline) = 10),
    next_contact text not null check (length(next_contact) = 10),
    check (starts_on <= ends_on)
) strict;

create table invitations (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    round_id integer not null references rounds (id),
    sent_on text check (length(sent_on) = 10),
    channel text not null check (channel in ('email', 'post', 'by hand')),
    undelivered_on text check (length(undelivered_on) = 10)
) strict;

create index invitations_as_listed on invitations (round_id, council_id, sent_on, undelivered_on);
create index invitations_of_council on invitations (council_id);

create table replies (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    round_id integer not null references rounds (id),
    received_on text not null check (length(received_on) = 10),
    received_at text,
    recorded_at text not null,
    channel text not null,
    sender text not null,
    body text not null
) strict;

create index replies_as_listed on replies (round_id, council_id, received_on, received_at);
create index replies_of_council on replies (council_id);

-- The numbers of priorities stand beside the return, so that a list needs no count of the table below.
create table returns (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    round_id integer not null references rounds (id),
    received_on text not null check (length(received_on) = 10),
    received_at text,
    recorded_at text not null,
    wish text not null check (wish in ('yes', 'no', 'unknown')),
    priorities_received integer not null check (priorities_received >= 0),
    priorities_agreed integer not null check (priorities_agreed between 0 and priorities_received),
    frequency text,
    method text,
    views text not null,
    stands text not null check (stands in ('replaces', 'disagrees', 'set-aside'))
) strict;

create index returns_as_listed on returns
    (round_id, council_id, received_on, received_at, wish, priorities_received, priorities_agreed, frequency, method,
     stands);
create index returns_of_council on returns (council_id);

create table priorities (
    return_id integer not null references returns (id) on delete cascade,
    position integer not null check (position >= 0),
    slot integer check (slot between 1 and 3),
    received text not null,
    agreed text,
    category text,
    primary key (return_id, position)
) strict;

-- The user can edit these; what a priority says of its category stays as it was said.
create table categories (
    position integer not null primary key check (position >= 0),
    name text not null unique
) strict;
