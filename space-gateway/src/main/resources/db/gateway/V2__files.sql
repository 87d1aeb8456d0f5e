-- Inputs of requests and files workers hand back. The bytes are in the file store under store_key; a row is written
-- before its object and taken away after it, so that no object is ever without a row for long.
--   uploading  the object is on its way; left over when a process dies, and then due at expires_at
--   ready      the object is there
--   deleted    the object is about to go, the row after it
create table file (
    id           uuid primary key,
    account_id   uuid        not null,
    space_id     uuid,
    -- Of a request in the table request; no foreign key, because the file may have to outlive the row until it is swept.
    request_id   uuid,
    kind         text        not null check (kind in ('audio', 'video', 'file', 'result')),
    name         text        not null check (length(name) between 1 and 150),
    content_type text        not null check (length(content_type) <= 127),
    size_bytes   bigint check (size_bytes >= 0),
    sha256       text check (length(sha256) = 64),
    store_key    text        not null unique,
    state        text        not null check (state in ('uploading', 'ready', 'deleted')),
    created_at   timestamptz not null,
    -- When it goes unless a request has taken it by then; of no meaning once one has.
    expires_at   timestamptz not null,
    check (state <> 'ready' or (size_bytes is not null and sha256 is not null))
);

-- A request's files, at hand-over and when the request is pruned.
create index file_of_request on file (request_id) where request_id is not null;
-- What the cleaner looks for: that which is due, and that whose object must go.
create index file_due on file (expires_at) where state <> 'deleted' and (request_id is null or state = 'uploading');
create index file_to_delete on file (id) where state = 'deleted';
-- What an account has sent and not used yet.
create index file_unattached on file (account_id) where request_id is null and state <> 'deleted';
