create table account (
    id                uuid primary key,
    name              text        not null,
    -- The name as it is compared: case folded, so that no two accounts differ by case alone.
    name_key          text        not null,
    role              text        not null check (role in ('USER', 'ADMIN')),
    disabled          boolean     not null default false,
    password_hash     text        not null,
    -- Tokens issued up to then are void: set when the account is disabled or its role changes.
    tokens_void_until timestamptz,
    created_at        timestamptz not null
);
create unique index account_name_key on account (name_key);

create table session (
    id            uuid primary key,
    account_id    uuid        not null references account on delete cascade,
    -- SHA-256 of the part of the refresh token that stays, of the part that rotates, and of that part before.
    family_hash   bytea       not null,
    token_hash    bytea       not null,
    previous_hash bytea,
    rotated_at    timestamptz not null,
    created_at    timestamptz not null,
    expires_at    timestamptz not null,
    address       text        not null,
    user_agent    text        not null
);
create index session_account on session (account_id, created_at);
create index session_expires_at on session (expires_at);
create index session_rotated_at on session (rotated_at);

create table access_key (
    id           uuid primary key,
    account_id   uuid        not null references account on delete cascade,
    name         text        not null,
    kind         text        not null check (kind in ('WORKER', 'DEVICE')),
    secret_hash  bytea       not null,
    spaces       text[]      not null,
    streams      text[]      not null,
    created_at   timestamptz not null,
    expires_at   timestamptz,
    last_used_at timestamptz
);
create index access_key_account on access_key (account_id, created_at);
create index access_key_expires_at on access_key (expires_at);

create table signing_key (
    kid          text primary key,
    state        text        not null check (state in ('PENDING', 'ACTIVE', 'RETIRED')),
    -- The public key as X.509 SubjectPublicKeyInfo; the private one as PKCS#8, sealed with AES-256-GCM.
    public_key   bytea       not null,
    sealed_key   bytea       not null,
    published_at timestamptz not null,
    activated_at timestamptz,
    retired_at   timestamptz
);
create unique index signing_key_one_active on signing_key (state) where state = 'ACTIVE';
create unique index signing_key_one_pending on signing_key (state) where state = 'PENDING';

-- Revocations committed with what they follow from, kept until the broker has taken them and no token they concern can
-- live.
create table revocation (
    id         uuid primary key,
    scope      text        not null check (scope in ('SESSION', 'ACCESS_KEY', 'ACCOUNT')),
    subject    uuid        not null,
    revoked_at timestamptz not null,
    publish_at timestamptz not null,
    published  boolean     not null default false
);
create index revocation_publish_at on revocation (publish_at);

-- One row while the one-time token for the first administrator is good.
create table bootstrap (
    singleton boolean primary key default true check (singleton),
    nonce     bytea not null
);
