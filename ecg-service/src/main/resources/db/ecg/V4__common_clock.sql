-- When sample 0 of the streams that are built in was taken: every replica counts from here, at every start.
create table built_in_streams (
    singleton boolean     primary key default true check (singleton),
    began_at  timestamptz not null
);
insert into built_in_streams (began_at) values (date_trunc('second', now()));

-- The heart rates of a synthetic stream whose rate was changed, each with the moment from which it holds (the JSON of
-- ecg.synthesis.HeartRateCourse). Null in the others.
alter table stream add column heart_rates jsonb;
