-- `npm run migrate -- --grants deploy/postgres/grants.sql` runs this as the owner after each migration.
grant usage on schema public, drizzle to castellan_server;
grant select on all tables in schema drizzle to castellan_server;
grant select, insert, update, delete on all tables in schema public to castellan_server;
grant usage, select, update on all sequences in schema public to castellan_server;
revoke update, delete on audit_log from castellan_server;
