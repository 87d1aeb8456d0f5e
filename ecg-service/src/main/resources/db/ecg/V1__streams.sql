-- Streams people made; the demo stream and the recordings are not here.
create table stream (
    id         uuid        primary key,
    account_id uuid        not null,
    definition jsonb       not null,
    persistent boolean     not null,
    created_at timestamptz not null
);

create index stream_account on stream (account_id);
