import pg from "pg";

/** Runs one statement on the server that tests may use, in its own connection. */
export async function runOnServer(statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: process.env.TEST_DATABASE_URL ?? "" });
  await client.connect();
  await client.query(statement);
  await client.end();
}

export function toAddress(server: string, name: string): string {
  const address = new URL(server);
  address.pathname = name;
  return address.href;
}
