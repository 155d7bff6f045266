-- Which version of a calendar's event a meeting was last taken from: an older file must not move it back.
alter table meetings add column calendar_sequence integer check (calendar_sequence >= 0);
alter table meetings add column calendar_stamp text;
alter table meetings add column calendar_cancelled integer check (calendar_cancelled in (0, 1));
