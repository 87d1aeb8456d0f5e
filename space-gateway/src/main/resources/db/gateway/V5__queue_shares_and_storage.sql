-- How many of a space's waiting requests may be of one account; 0 for a share of the queue's limit.
alter table space add column account_queue_limit integer not null default 0 check (account_queue_limit >= 0);

-- Those that wait are counted by account too, from the index alone.
drop index request_queue;
create index request_queue on request (space_id, rank, id) include (account_id) where status = 'queued';

-- Whether the files of a request that did not go well are there still; they go sooner than those of others. Indexed are
-- only those that have yet to be looked at.
alter table request add column files_kept boolean not null default true;
create index request_files_kept on request (finished_at)
    where files_kept and status in ('failed', 'canceled', 'expired');

-- How many bytes of its account's storage a file was counted with: grows while it is received, and is its size then.
alter table file add column reserved_bytes bigint not null default 0 check (reserved_bytes >= 0);
update file set reserved_bytes = coalesce(size_bytes, 0);

-- What each account has stored: the sum of its files' reserved bytes, changed only together with them.
create table account_storage (
    account_id uuid   primary key,
    used_bytes bigint not null check (used_bytes >= 0)
);
insert into account_storage (account_id, used_bytes)
select account_id, sum(reserved_bytes) from file group by account_id;
