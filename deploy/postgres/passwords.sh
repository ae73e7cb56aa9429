#!/bin/sh
# The image of PostgreSQL runs this after roles.sql, when it creates the database.
set -e
for role in castellan_owner castellan_server; do
  export role
  psql --quiet --set ON_ERROR_STOP=1 --set role="$role" --username "$POSTGRES_USER" --dbname "$POSTGRES_DB" <<'SQL'
\set password `cat "/run/secrets/${role}_password"`
alter role :"role" password :'password';
SQL
done
