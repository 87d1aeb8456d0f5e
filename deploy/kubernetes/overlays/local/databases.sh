# Makes a database a service, each with a role of its own that may enter no other. PostgreSQL's image runs this once, when
# its volume is empty.
for name in auth ecg gateway; do
    psql --username "$POSTGRES_USER" --dbname postgres --quiet --set ON_ERROR_STOP=1 --set name="$name" \
        --set password="$(cat "/run/secrets/pulsegate/$name/password")" <<'SQL'
create role :"name" login password :'password';
create database :"name" owner :"name";
revoke all on database :"name" from public;
SQL
done
