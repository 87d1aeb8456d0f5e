-- A request that is to have another attempt after a pause waits until `not_before`, and rather not for the worker in
-- `failed_by`. Both are null except while it waits so.
alter table request add column not_before timestamptz, add column failed_by uuid;

-- The few that wait so, by when it is time. Costs nothing for requests that go well.
create index request_retry on request (not_before) where status = 'queued' and not_before is not null;

-- When a gateway process began to stop in an orderly way: what its workers had then costs no attempt.
alter table replica add column left_at timestamptz;
