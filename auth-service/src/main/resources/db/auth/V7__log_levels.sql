-- Categories of the log whose level is not as configured, in every service, until their time is over.
create table log_level (
    category text        primary key,
    level    text        not null,
    until    timestamptz not null,
    set_by   text        not null,
    set_at   timestamptz not null
);

-- Counts the changes, in microseconds since 1970, so that it goes on after a restored backup. Whoever makes one takes this row
-- first.
create table log_level_change (
    singleton boolean primary key default true check (singleton),
    version   bigint  not null
);
insert into log_level_change (version) values (0);
