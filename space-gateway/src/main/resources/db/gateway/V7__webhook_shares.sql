-- Whose a webhook is and where it goes, so that one account or one silent host delays nobody else's. A replica from before
-- says nothing of the account: what it adds shares one place until it is gone.
alter table webhook add column account_id uuid not null default '00000000-0000-0000-0000-000000000000';
alter table webhook add column host text not null
    generated always as (coalesce(lower(substring(url from '^[a-z]+://(?:[^/?#@]*@)?(\[[^\]]*\]|[^/?#:]*)')), '')) stored;

update webhook w set account_id = r.account_id from request r where r.id = w.request_id;

create index webhook_account on webhook (account_id, due_at) where state = 'pending' and due_at is not null;
