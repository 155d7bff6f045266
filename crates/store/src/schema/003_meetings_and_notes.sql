-- How the team and the councils met, and what was noted.

create table meetings (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    held_on text not null check (length(held_on) = 10),
    held_at text,
    place text not null,
    attendance text check (attendance in ('in-person', 'digital', 'written', 'not-attended')),
    reason text check (reason in
        ('operational-pressure', 'off-duty', 'leave', 'short-notice', 'council-cancelled', 'other')),
    -- Lists as JSON arrays: they are read and written with their meeting only.
    officers text not null,
    note text not null,
    covered text not null
) strict;

create index meetings_of_council on meetings (council_id, held_on, attendance);
create index meetings_by_day on meetings (held_on, council_id, attendance);

create table notes (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    council_id integer not null references councils (id),
    noted_on text not null check (length(noted_on) = 10),
    body text not null
) strict;

create index notes_of_council on notes (council_id, noted_on);
