-- Counties and districts. A council holds them by name; an area that a council has, or had, gets a record.
create table areas (
    id integer not null primary key check (id > 0),
    version integer not null check (version > 0),
    level text not null check (level in ('county', 'district')),
    name text not null,
    code text not null,
    active_from text check (length(active_from) = 10),
    inactive_on text check (length(inactive_on) = 10),
    successor_id integer references areas (id) deferrable initially deferred,
    unique (level, name)
) strict;

-- The codes and days of data/areas.csv, for the areas of the first register. A force with other areas has none of them.
with shipped (code, level, name, inactive_on) as (
    values
        ('E06000019', 'county', 'Herefordshire', null),
        ('E06000051', 'county', 'Shropshire', null),
        ('E06000020', 'county', 'Telford and Wrekin', null),
        ('E10000034', 'county', 'Worcestershire', null),
        ('E06000019', 'district', 'Herefordshire', null),
        ('E06000051', 'district', 'Shropshire', null),
        ('E06000020', 'district', 'Telford and Wrekin', null),
        ('E07000234', 'district', 'Bromsgrove', '2028-04-01'),
        ('E07000235', 'district', 'Malvern Hills', '2028-04-01'),
        ('E07000236', 'district', 'Redditch', '2028-04-01'),
        ('E07000237', 'district', 'Worcester', '2028-04-01'),
        ('E07000238', 'district', 'Wychavon', '2028-04-01'),
        ('E07000239', 'district', 'Wyre Forest', '2028-04-01')
),
named (level, name) as (
    select 'county', county from councils
    union select 'district', district from councils
    union select field, from_value from council_changes where field in ('county', 'district')
    union select field, to_value from council_changes where field in ('county', 'district')
)
insert into areas (id, version, level, name, code, active_from, inactive_on, successor_id)
select row_number() over (order by named.level, named.name), 1, named.level, named.name, coalesce(shipped.code, ''), null,
    shipped.inactive_on, null
from named left join shipped using (level, name)
where trim(named.name) <> '';

insert into identities (table_name, last)
select 'areas', max(id) from areas having max(id) is not null;

-- Whether the name that a change replaced was the parish's, because nobody had established the council's.
alter table council_changes add column from_unconfirmed integer not null default 0 check (from_unconfirmed in (0, 1));
