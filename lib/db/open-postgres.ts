import "server-only";
import { AppError } from "@/lib/errors";
import type { Store } from "./client";
import { toStoreReason } from "./failure";
import { migrateStore } from "./migrations";
import { openPools } from "./pools";

const connectTimeoutMs = 5_000;

/** @throws AppError store_unavailable, saying which server and why */
export async function openPostgres(url: string): Promise<Store> {
  const connection = { connectionString: url, connectionTimeoutMillis: connectTimeoutMs, keepAlive: true };
  try {
    await migrateStore(connection);
  } catch (cause) {
    const reason =
      cause instanceof AppError
        ? cause.message
        : (toStoreReason(cause) ?? "it could not be opened and migrated");
    throw new AppError("store_unavailable", `PostgreSQL at ${toPlace(url)} cannot be used: ${reason}`, {
      cause,
    });
  }
  return openPools(connection);
}

/** Host, port and database: the rest of the address is secret. */
function toPlace(url: string): string {
  const { hostname, port, pathname, searchParams } = new URL(url);
  return `${hostname || searchParams.get("host") || "localhost"}:${port || "5432"}${pathname}`;
}
