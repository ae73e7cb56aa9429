import "server-only";
import pg from "pg";
import { toDatabaseTls } from "@/lib/core/env/database-tls";
import { AppError } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import type { Store } from "./database";
import { toStoreReason } from "./failure";
import { migrateStore } from "./migrations";
import { idleLimitMs, openPools, statementLimitMs } from "./pools";

const connectTimeoutMs = 5_000;

/**
 * `directUrl` bypasses a pooler, which accepts no limits per connection; there the role must have them.
 * @throws AppError store_unavailable, naming the server and the reason
 */
export async function openPostgres(url: string, directUrl?: string): Promise<Store> {
  const settings = { connectionTimeoutMillis: connectTimeoutMs, keepAlive: true };
  // The server gives up before the client and so works for no one.
  const limits = directUrl === undefined && {
    statement_timeout: statementLimitMs,
    idle_in_transaction_session_timeout: idleLimitMs,
  };
  const connection = { ...settings, ...limits, connectionString: url };
  try {
    await migrateStore(directUrl === undefined ? connection : { ...settings, connectionString: directUrl });
    if (directUrl !== undefined) await warnOfNoLimits(connection);
  } catch (cause) {
    const reason =
      cause instanceof AppError
        ? cause.message
        : (toStoreReason(cause) ?? "it could not be opened and migrated");
    throw new AppError("store_unavailable", `PostgreSQL at ${toPlace(url)} cannot be used: ${reason}`, {
      cause,
    });
  }
  warnOfOpenConnection(url);
  return openPools(connection);
}

/** The operator has asked for it, and may have forgotten. */
function warnOfOpenConnection(url: string): void {
  const tls = toDatabaseTls(url);
  const place = toPlace(url);
  if (tls === "off") log.warn(`the connection to PostgreSQL at ${place} is not encrypted (sslmode=disable)`);
  if (tls === "unverified") log.warn(`the certificate of PostgreSQL at ${place} is not verified`);
}

/** Without limits, abandoned queries and locks last as long as they take. */
async function warnOfNoLimits(connection: pg.ClientConfig): Promise<void> {
  const client = new pg.Client({ ...connection, application_name: "castellan" });
  client.on("error", () => {});
  try {
    await client.connect();
    for (const name of ["statement_timeout", "idle_in_transaction_session_timeout"]) {
      const { rows } = await client.query(`show ${name}`);
      if (rows[0]?.[name] === "0")
        log.warn(`the role of DATABASE_URL has no ${name}; docs/operations.md has the SQL that sets one`);
    }
  } finally {
    await client.end();
  }
}

function toPlace(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `${hostname || searchParams.get("host") || "localhost"}:${port || "5432"}${pathname}`;
}
