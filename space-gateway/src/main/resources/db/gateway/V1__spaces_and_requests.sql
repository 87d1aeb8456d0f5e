create table space (
    id                      uuid        primary key,
    version                 integer     not null,
    name                    text        not null check (char_length(name) between 1 and 100),
    description             text        not null,
    cover                   text,
    enabled                 boolean     not null,
    worker_access           text        not null check (worker_access in ('KEY', 'OPEN')),
    queue_without_workers   boolean     not null,
    input_kinds             smallint    not null check (input_kinds between 1 and 15),
    input_limits            jsonb       not null,
    attempt_limit           integer     not null check (attempt_limit > 0),
    deadline_seconds        integer     not null check (deadline_seconds > 0),
    max_wait_seconds        integer     not null check (max_wait_seconds > 0),
    queue_limit             integer     not null check (queue_limit > 0),
    cooldown_seconds        integer     not null check (cooldown_seconds >= 0),
    daily_quota             integer     not null check (daily_quota >= 0),
    user_priority           smallint    not null,
    admin_priority          smallint    not null,
    priority_ageing_seconds integer     not null check (priority_ageing_seconds > 0),
    created_at              timestamptz not null,
    changed_at              timestamptz not null
);

-- Names are told apart by case, but no two differ in case only.
create unique index space_name on space (lower(name));

-- A request outlives its space, so there is no foreign key; accepting one locks the space's row instead.
-- What callers and workers send is json, not jsonb: it comes back as it was, and any JSON string can be kept.
create table request (
    id              uuid        primary key,
    space_id        uuid        not null,
    space_name      text        not null,
    account_id      uuid        not null,
    account_name    text        not null,
    status          text        not null
        check (status in ('queued', 'processing', 'completed', 'failed', 'canceled', 'expired')),
    priority        smallint    not null,
    -- The place in the queue: the time of acceptance in microseconds, less what the priority is worth. It never changes.
    rank            bigint      not null,
    input_kinds     smallint    not null,
    payload         json        not null,
    file_count      smallint    not null,
    idempotency_key text,
    body_hash       text,
    has_webhook     boolean     not null,
    -- The number of the last hand-over, and what only its holder knows. A finished request keeps both.
    attempt         integer     not null default 0,
    lease           uuid,
    replica         uuid,
    -- How many events there are, and how many chunks of the present attempt among them.
    last_seq        integer     not null,
    chunks          integer     not null default 0,
    accepted_at     timestamptz not null,
    handed_over_at  timestamptz,
    deadline_at     timestamptz,
    finished_at     timestamptz,
    result          json,
    failure         json
);

create index request_queue on request (space_id, rank, id) where status = 'queued';
create index request_running on request (replica) where status = 'processing';
create index request_account on request (account_id, id);
create unique index request_idempotency on request (account_id, space_id, idempotency_key)
    where idempotency_key is not null;

-- What happened to a request, in order. The result itself stands in the request.
create table request_event (
    request_id uuid        not null,
    seq        integer     not null,
    type       text        not null,
    data       json        not null,
    at         timestamptz not null,
    primary key (request_id, seq)
);

-- What an account has had of a space's cooldown and quota.
create table account_usage (
    account_id       uuid        not null,
    space_id         uuid        not null,
    last_accepted_at timestamptz not null,
    day              date        not null,
    accepted         integer     not null,
    primary key (account_id, space_id)
);

-- A gateway process that is alive, and the workers connected to it, by space.
create table replica (
    id           uuid        primary key,
    started_at   timestamptz not null,
    heartbeat_at timestamptz not null,
    workers      json        not null
);

-- Where to tell the end of a request. `due_at` is null until the request has finished.
create table webhook (
    request_id   uuid        primary key,
    url          text        not null,
    secret       text        not null,
    state        text        not null check (state in ('pending', 'delivered', 'failed')),
    attempts     integer     not null,
    due_at       timestamptz,
    delivered_at timestamptz,
    last_error   text
);

create index webhook_due on webhook (due_at) where state = 'pending' and due_at is not null;
