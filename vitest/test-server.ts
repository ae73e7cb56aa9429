import pg from "pg";

/** Runs one statement on the server that tests may use, in its own connection. */
export async function runOnServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL ?? "" });
  await client.connect();
  await client.query(statement);
  await client.end();
}

/** Drops the databases whose names begin with this. */
export async function dropAll(name: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL ?? "" });
  await client.connect();
  const { rows } = await client.query("select datname from pg_database where starts_with(datname, $1)", [
    name,
  ]);
  for (const { datname } of rows) await client.query(`drop database if exists ${datname} with (force)`);
  await client.end();
}

export function toAddress(server: string, name: string): string {
  const address = new URL(server);
  address.pathname = name;
  return address.href;
}
