/** Exits 0 if PostgreSQL at this address accepts our login and lets it create databases. */
import pg from "pg";

const client = new pg.Client({ connectionString: process.argv[2], connectionTimeoutMillis: 3000 });
await client.connect();
const { rows } = await client.query(
  "select rolcreatedb or rolsuper as may_create from pg_roles where rolname = current_user",
);
await client.end();
process.exit(rows[0]?.may_create ? 0 : 1);
