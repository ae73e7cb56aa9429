import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Settings } from "@/e2e/processes";
import { toAddress, toConnection } from "@/lib/core/db/embedded/address";
import { atEnd } from "./ends";

export type BenchStore = {
  name: string;
  settings: Settings;
  connect: (dataDir: string) => Promise<pg.Client>;
};

export const embedded: BenchStore = {
  name: "PGlite",
  settings: {},
  connect: (dataDir) => open(toConnection(toAddress(dataDir))),
};

/** A database on the server at `address`: kept under this name, or dropped at the end without one. */
export async function createPostgresStore(address: string, kept?: string): Promise<BenchStore> {
  const name = kept ?? `castellan_bench_${randomBytes(6).toString("hex")}`;
  const own = new URL(address);
  own.pathname = name;
  if (!(await hasDatabase(address, name))) await runOnServer(address, `create database ${name}`);
  if (!kept)
    atEnd(async () => {
      await runOnServer(address, `drop database if exists ${name} with (force)`);
    });
  const connect = () => open({ connectionString: own.href });
  return { name: "PostgreSQL", settings: { DATABASE_URL: own.href }, connect };
}

async function hasDatabase(address: string, name: string): Promise<boolean> {
  const rows = await runOnServer(address, `select from pg_database where datname = '${name}'`);
  return rows.length > 0;
}

async function runOnServer(address: string, statement: string): Promise<unknown[]> {
  const client = await open({ connectionString: address });
  const { rows } = await client.query(statement);
  await client.end();
  return rows;
}

async function open(config: pg.ClientConfig): Promise<pg.Client> {
  const client = new pg.Client(config);
  await client.connect();
  return client;
}
