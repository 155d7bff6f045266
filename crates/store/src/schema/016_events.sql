-- An event may count as contact with the councils that it covers; none of before does.
--
-- A committee's meeting is an event too, because the days for its papers and for questions follow from it. The list of
-- kinds is a check of the table, so the table is made anew; ids and the councils of each event stay.
create table kept_public_events (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    held_on text not null check (length(held_on) = 10),
    held_at text,
    kind text not null check (kind in ('surgery', 'street-briefing', 'committee', 'other')),
    place text not null check (place <> ''),
    attendance integer check (attendance >= 0),
    counts_as_contact integer not null default 0 check (counts_as_contact in (0, 1))
) strict;

insert into kept_public_events (id, version, held_on, held_at, kind, place, attendance)
select id, version, held_on, held_at, kind, place, attendance from public_events;

drop table public_events;
alter table kept_public_events rename to public_events;

create index public_events_by_day on public_events (held_on);
