import { randomBytes } from "node:crypto";
import pg from "pg";
import type { Settings } from "@/e2e/processes";
import { atEnd } from "./ends";

/** Where a Castellan keeps its data. */
export type BenchStore = { name: string; settings: Settings };

/** In DATA_DIR, which every Castellan of the bench has to itself. */
export const embedded: BenchStore = { name: "PGlite", settings: {} };

/** A database of its own on the server at `address`, until the end. */
export async function createPostgresStore(address: string): Promise<BenchStore> {
  const name = `castellan_bench_${randomBytes(6).toString("hex")}`;
  const own = new URL(address);
  own.pathname = name;
  await runOnServer(address, `create database ${name}`);
  atEnd(() => runOnServer(address, `drop database if exists ${name} with (force)`));
  return { name: "PostgreSQL", settings: { DATABASE_URL: own.href } };
}

async function runOnServer(address: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  await client.query(statement);
  await client.end();
}
