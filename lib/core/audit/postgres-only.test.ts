import { randomBytes } from "node:crypto";
import { readFile } from "node:fs/promises";
import { sql } from "drizzle-orm";
import pg from "pg";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { seal, unseal } from "@/lib/core/auth/envelope";
import { claimSecrets, releaseSecrets } from "@/lib/core/auth/one-secret";
import { isBesideOld, listKnown } from "@/lib/core/auth/rotation";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { restartWith } from "@/lib/core/auth/test-rotation";
import { createRun } from "@/lib/core/bulk/create";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import type { Store } from "@/lib/core/db/database";
import { getLogRole } from "@/lib/core/db/log-role";
import { openPostgres } from "@/lib/core/db/open-postgres";
import { SecretClaim } from "@/lib/core/db/secret-claim";
import { getSessionUrl } from "@/lib/core/db/session-url";
import { storeKey } from "@/lib/core/db/store-key";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { keyOperations } from "@/lib/directory/keys/bulk";
import { readLatestUsage } from "@/lib/directory/keys/test-use";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { forgetEnd } from "./end";
import { writeEntries } from "./test-attack";
import { verifyChain } from "./verify";

const url = new URL(getSessionUrl() ?? "");
const role = `castellan_server_${randomBytes(4).toString("hex")}`;
let owner: pg.Client;
let server: Store;

async function readSql(): Promise<string> {
  const grants = await readFile("deploy/postgres/grants.sql", "utf8");
  const create = `create role ${role} login password 's3cret'; revoke create on schema public from public;`;
  return create + grants.replaceAll("castellan_server", role);
}

function toRoleUrl(): string {
  const address = new URL(url);
  address.username = role;
  address.password = "s3cret";
  return address.href;
}

beforeAll(async () => {
  await database();
  owner = new pg.Client({ connectionString: url.href });
  await owner.connect();
  await owner.query(await readSql());
  server = await openPostgres(toRoleUrl());
}, 120_000);
afterAll(async () => {
  await server.close();
  await owner.query(`drop owned by ${role}; drop role ${role}`);
  await owner.end();
});

test("the owner of the tables can change the log", async () => {
  expect(await getLogRole()).toBe("can_change");
});

describe("the role of grants.sql", () => {
  let kept: unknown;
  beforeAll(async () => {
    await resetDatabase();
    kept = processSingleton(storeKey, () => null);
    forget(storeKey);
    processSingleton(storeKey, () => Promise.resolve(server));
  });
  afterAll(() => {
    forget(storeKey);
    processSingleton(storeKey, () => kept);
  });

  test("is enough to sync, to write, to run bulk rows, and to verify", { timeout: 120_000 }, async () => {
    const sandbox = resetSandbox();
    const key = sandbox.keys.add({ name: "a" });
    await syncDirectory();
    await readLatestUsage();
    const by = permitFor(newActor("admin", { email: personas.admin }), "keys:write");
    await createRun(by, { operation: "api_key.deactivate", rows: [{ targetId: key.id, label: "a" }] });
    await new BulkRunner(keyOperations).step();
    expect(sandbox.store.keys.get(key.id)?.key.status).toBe("inactive");
    await writeEntries("user_1");
    expect(await verifyChain()).toMatchObject({ lines: 4, seal: "ours", break: null, proven: { from: 1 } });
    expect(await getLogRole()).toBe("append_only");
  });

  test.each([
    "update audit_log set actor_email = 'eve@evil.example'",
    "update audit_log set mac = null where false",
    "delete from audit_log",
    "truncate audit_log",
    "alter table audit_log disable trigger user",
    "alter table audit_log disable trigger audit_log_append_only",
    "drop trigger audit_log_append_only on audit_log",
    "alter table audit_log rename to old_log",
    "drop table audit_log",
    "create or replace function refuse_audit_change() returns trigger language plpgsql as $$ begin return new; end $$",
    "set session_replication_role = replica",
    "create rule r as on insert to audit_log do instead nothing",
    "create trigger t before insert on audit_log execute function refuse_audit_change()",
    "create table public.audit_log_2 ()",
  ])("can't run %s", async (statement) => {
    await expect(server.db.execute(sql.raw(statement))).rejects.toMatchObject({
      cause: { code: "42501" },
    });
    expect(await verifyChain()).toMatchObject({ lines: 4, break: null });
  });

  test("can't grant itself more", async () => {
    await server.db.execute(sql.raw(`grant all on audit_log to ${role}`));
    await expect(server.db.execute(sql`delete from audit_log`)).rejects.toThrow();
    expect(await getLogRole()).toBe("append_only");
  });
});

test.each([
  [
    "may update one column",
    `grant update (mac) on audit_log to ${role}`,
    `revoke update (mac) on audit_log from ${role}`,
  ],
  ["may delete", `grant delete on audit_log to ${role}`, `revoke delete on audit_log from ${role}`],
  ["may become the owner", `grant pg_write_all_data to ${role}`, `revoke pg_write_all_data from ${role}`],
  ["may make roles", `alter role ${role} createrole`, `alter role ${role} nocreaterole`],
])("a role that %s can change the log", async (_, grant, revoke) => {
  const kept = processSingleton(storeKey, () => null);
  forget(storeKey);
  processSingleton(storeKey, () => Promise.resolve(server));
  await owner.query(grant);
  expect(await getLogRole()).toBe("can_change");
  await owner.query(revoke);
  expect(await getLogRole()).toBe("append_only");
  forget(storeKey);
  processSingleton(storeKey, () => kept);
});

test("a role that may not migrate starts only on this version's schema", async () => {
  const newest = "select max(created_at) from drizzle.__drizzle_migrations";
  const { rows } = await owner.query(
    `delete from drizzle.__drizzle_migrations where created_at = (${newest}) returning *`,
  );
  await expect(openPostgres(toRoleUrl())).rejects.toMatchObject({
    code: "store_unavailable",
    message: expect.stringContaining("run npm run migrate as the owner"),
  });
  const { hash, created_at } = rows[0];
  await owner.query("insert into drizzle.__drizzle_migrations (hash, created_at) values ($1, $2)", [
    hash,
    created_at,
  ]);
  const store = await openPostgres(toRoleUrl());
  await store.close();
});

describe("servers during a rotation", () => {
  const [old, fresh] = ["o".repeat(32), "n".repeat(32)];
  beforeEach(async () => {
    await resetDatabase();
    forgetEnd();
  });
  afterEach(async () => {
    await releaseSecrets();
    restartWith(undefined);
  });

  test("write with the previous secret until the last old one has stopped", async () => {
    restartWith(old);
    const [{ mark }] = await listKnown();
    const oldServer = new SecretClaim(url.href, mark, []);
    await oldServer.take();
    await writeEntries("user_1");
    const sealed = await seal("webhook", "by the old one");

    restartWith(fresh, old);
    await claimSecrets();
    await writeEntries("user_2");
    const meanwhile = await seal("webhook", "by the new one");
    expect(await isBesideOld()).toBe(true);
    restartWith(old);
    expect(await verifyChain()).toMatchObject({ lines: 4, break: null, proven: { from: 1 } });
    expect(await unseal("webhook", meanwhile)).toBe("by the new one");

    restartWith(fresh, old);
    await oldServer.release();
    expect(await isBesideOld()).toBe(false);
    expect(await unseal("webhook", sealed)).toBe("by the old one");
    const last = await seal("webhook", "by all");
    await writeEntries("user_3");
    restartWith(fresh);
    expect(await unseal("webhook", last)).toBe("by all");
    expect(await verifyChain()).toMatchObject({ lines: 8, break: null, proven: { from: 1, reason: null } });
  });

  test("refuse one that knows only the previous secret, and one with any other", async () => {
    restartWith(fresh, old);
    await claimSecrets();
    for (const secret of [old, "x".repeat(32)]) {
      restartWith(secret);
      await expect(claimSecrets()).rejects.toMatchObject({ code: "conflict" });
    }
    restartWith(fresh, old);
  });
});
