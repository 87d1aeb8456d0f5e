-- Services without a broker read what was revoked last; see docs/auth.md.
create index revocation_revoked_at on revocation (revoked_at);
