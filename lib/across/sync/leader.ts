import "server-only";
import pg from "pg";
import { databaseKind } from "@/lib/core/db/client";
import { leaderLock } from "@/lib/core/db/locks";
import { getSessionUrl, noticeDeath } from "@/lib/core/db/session-url";
import { log } from "@/lib/core/log/log";

export type Leader = {
  /** Takes the lead if it is free. False if another process has it or the database can't be asked. */
  isLeading: () => Promise<boolean>;
  release: () => Promise<void>;
};

const connectTimeoutMs = 5_000;

/** With PGlite, the only process leads; on PostgreSQL, one of all. `onLost` is called immediately. */
export function createLeader(onLost: () => void): Leader {
  if (databaseKind() === "pglite") return { isLeading: async () => true, release: async () => {} };
  return new LockLeader(onLost);
}

/** Leads while its own connection lives: the session's lock ends with it. */
class LockLeader implements Leader {
  #client: pg.Client | undefined;
  #isHeld = false;

  constructor(private readonly onLost: () => void) {}

  async isLeading(): Promise<boolean> {
    try {
      const client = this.#client ?? (await this.#connect());
      if (this.#isHeld) await client.query("select 1");
      else this.#isHeld = await takeLock(client);
      return this.#isHeld && this.#client === client;
    } catch (cause) {
      log.debug({ err: cause }, "lost the leader's connection");
      this.#drop();
      return false;
    }
  }

  async release(): Promise<void> {
    const client = this.#client;
    this.#client = undefined;
    this.#isHeld = false;
    // The server releases the locks of a closed session only after a moment.
    await client?.query("select pg_advisory_unlock_all()").catch(() => {});
    await client?.end();
  }

  async #connect(): Promise<pg.Client> {
    const url = getSessionUrl();
    const client = new pg.Client({
      ...(url && { connectionString: url }),
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: connectTimeoutMs,
      keepAlive: true,
      application_name: "castellan-leader",
    });
    const drop = () => {
      if (this.#client === client) this.#drop();
    };
    client.on("error", drop);
    client.on("end", drop);
    this.#client = client;
    await client.connect();
    await client.query(noticeDeath);
    return client;
  }

  #drop(): void {
    const client = this.#client;
    this.#client = undefined;
    if (this.#isHeld) this.onLost();
    this.#isHeld = false;
    client?.end().catch(() => {}); // It is already broken; ending it only frees the socket.
  }
}

async function takeLock(client: pg.Client): Promise<boolean> {
  const { rows } = await client.query<{ taken: boolean }>("select pg_try_advisory_lock($1) as taken", [
    leaderLock,
  ]);
  return rows[0]?.taken === true;
}
