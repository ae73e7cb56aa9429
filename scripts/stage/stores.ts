import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Settings } from "@/e2e/processes";
import { toAddress, toConnection } from "@/lib/core/db/embedded/address";
import { atEnd } from "./ends";

export type Store = {
  name: string;
  settings: Settings;
  connect: (dataDir: string) => Promise<pg.Client>;
};

export const embedded: Store = {
  name: "PGlite",
  settings: {},
  connect: (dataDir) => openClient(toConnection(toAddress(dataDir))),
};

/** A new database on the server at `address`, which is dropped at the end. */
export async function createPostgresStore(address: string): Promise<Store> {
  const name = `castellan_stage_${randomBytes(6).toString("hex")}`;
  const own = new URL(address);
  own.pathname = name;
  await runOnServer(address, `create database ${name}`);
  atEnd(() => runOnServer(address, `drop database if exists ${name} with (force)`));
  const connect = () => openClient({ connectionString: own.href });
  return { name: "PostgreSQL", settings: { DATABASE_URL: own.href }, connect };
}

async function runOnServer(address: string, statement: string): Promise<void> {
  const client = await openClient({ connectionString: address });
  await client.query(statement);
  await client.end();
}

async function openClient(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  // A database that is stopped on purpose must not end the command.
  client.on("error", () => {});
  await client.connect();
  return client;
}
