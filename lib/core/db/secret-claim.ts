import "server-only";
import { sql } from "drizzle-orm";
import pg from "pg";
import { log } from "@/lib/core/log/log";
import type { Transaction } from "./database";
import { toStoreReason } from "./failure";
import { secretClass, secretTurnLock } from "./locks";
import { noticeDeath } from "./session-url";

const connectTimeoutMs = 5_000;
/** How soon every server notices that another has stopped. */
export const checkMs = 15_000;

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
    /** Claims of servers with the previous secrets, which may run beside this one during a rotation. */
    private readonly older: readonly number[],
  ) {}

  /** False if another server holds secrets that this one doesn't know. If two ask at once, one gets it. */
  async take(): Promise<boolean> {
    const client = await this.#connect();
    try {
      await client.query("select pg_advisory_lock($1)", [secretTurnLock]);
      const isOurs = await this.#mayJoin(client);
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
  keep(onForeign: () => void, onCheck: () => Promise<unknown>): void {
    this.#timer = setInterval(() => {
      const check = async () => {
        if (await this.check()) await onCheck();
        else onForeign();
      };
      check().catch((cause) =>
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

  /** Beside old servers of one kind at most, because everything is written with secrets that all have. */
  async #mayJoin(client: pg.Client): Promise<boolean> {
    const others = (await readMarks(client)).filter((mark) => mark !== this.mark);
    return others.length < 2 && others.every((mark) => this.older.includes(mark));
  }

  async #drop(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    // The server releases the locks of a closed session only after a moment.
    await client?.query("select pg_advisory_unlock_all()").catch(() => {});
    await client?.end().catch(() => {});
  }

  async #connect(): Promise<pg.Client> {
    const client = newClient(this.url);
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

/** The marks of all servers that run. */
export async function listClaims(url: string): Promise<number[]> {
  const client = newClient(url);
  client.on("error", () => {});
  try {
    await client.connect();
    return await readMarks(client);
  } finally {
    await client.end();
  }
}

async function readMarks(client: pg.Client): Promise<number[]> {
  const { rows } = await client.query<{ mark: string }>(
    `select distinct objid::text as mark from pg_locks where locktype = 'advisory' and objsubid = 2 and granted
      and database = (select oid from pg_database where datname = current_database()) and classid = $1`,
    [secretClass],
  );
  return rows.map(({ mark }) => Number(mark));
}

function newClient(connectionString: string): pg.Client {
  return new pg.Client({
    connectionString,
    connectionTimeoutMillis: connectTimeoutMs,
    query_timeout: connectTimeoutMs,
    keepAlive: true,
    application_name: "castellan-secret",
  });
}
