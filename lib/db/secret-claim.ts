import "server-only";
import { sql } from "drizzle-orm";
import pg from "pg";
import { log } from "@/lib/log";
import type { Transaction } from "./database";
import { toStoreReason } from "./failure";
import { secretClass, secretTurnLock } from "./locks";
import { noticeDeath } from "./session-url";

const connectTimeoutMs = 5_000;
const checkMs = 15_000;

/**
 * Shows other servers which secrets this process has, through a shared lock on its own connection, which the server
 * frees however the connection ends.
 */
export class SecretClaim {
  #client: pg.Client | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly url: string,
    private readonly mark: number,
  ) {}

  /** False if another server holds different secrets. If two ask at once, one gets it. */
  async take(): Promise<boolean> {
    const client = await this.#connect();
    try {
      await client.query("select pg_advisory_lock($1)", [secretTurnLock]);
      const isOurs = !(await hasForeign(client, this.mark));
      if (isOurs) await client.query("select pg_advisory_lock_shared($1, $2)", [secretClass, this.mark]);
      await client.query("select pg_advisory_unlock($1)", [secretTurnLock]);
      if (!isOurs) await this.#drop();
      return isOurs;
    } catch (cause) {
      await this.#drop();
      throw cause;
    }
  }

  /** Retakes the claim if its connection is lost. `onForeign` is called if others took over meanwhile. */
  keep(onForeign: () => void): void {
    this.#timer = setInterval(() => {
      this.check().then(
        (isOurs) => isOurs || onForeign(),
        (cause) =>
          log.debug({ reason: toStoreReason(cause) }, "the claim of the secret waits for the database"),
      );
    }, checkMs);
    this.#timer.unref();
  }

  async check(): Promise<boolean> {
    if (!this.#client) return this.take();
    try {
      await this.#client.query("select 1");
      return true;
    } catch (cause) {
      await this.#drop();
      throw cause;
    }
  }

  async release(): Promise<void> {
    clearInterval(this.#timer);
    await this.#drop();
  }

  async #drop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // The server releases the locks of a closed session only after a moment.
    await client?.query("select pg_advisory_unlock_all()").catch(() => {});
    await client?.end().catch(() => {});
  }

  async #connect(): Promise<pg.Client> {
    const client = new pg.Client({
      connectionString: this.url,
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: connectTimeoutMs,
      keepAlive: true,
      application_name: "castellan-secret",
    });
    const drop = () => {
      if (this.#client === client) this.#client = undefined;
    };
    client.on("error", drop);
    client.on("end", drop);
    await client.connect();
    await client.query(noticeDeath);
    this.#client = client;
    return client;
  }
}

export async function countClaims(tx: Transaction): Promise<number> {
  const { rows } = await tx.execute<{ claims: number }>(sql`
    select count(*)::int as claims from pg_locks where locktype = 'advisory' and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database()) and classid = ${secretClass}`);
  return rows[0]?.claims ?? 0;
}

async function hasForeign(client: pg.Client, mark: number): Promise<boolean> {
  const { rows } = await client.query(
    `select from pg_locks where locktype = 'advisory' and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database())
      and classid = $1 and objid <> $2 limit 1`,
    [secretClass, mark],
  );
  return rows.length > 0;
}
