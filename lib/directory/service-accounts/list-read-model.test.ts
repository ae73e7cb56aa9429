import { mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { eq } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { getLastOutcome } from "@/lib/core/admin-api/request-outcomes";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { actorCostRows } from "@/lib/core/db/actor-cost-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys } from "@/lib/core/db/directory-tables";
import { getParts } from "@/lib/core/db/parts";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { markRead } from "@/lib/core/history/test-history";
import { forget } from "@/lib/core/process/process-singleton";
import { saveCapability } from "@/lib/directory/capabilities/store";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { serveSandbox } from "@/scripts/sandbox/server";
import { createTestSandbox, type TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { listServiceAccounts } from "./list-read-model";
import { syncServiceAccounts } from "./sync";

const admin = permitFor("admin", "keys:read");
const hourMs = 3_600_000;
let sandbox: TestSandbox;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  vi.useFakeTimers({ toFake: ["Date"] });
});
afterEach(() => {
  vi.useRealTimers();
});

function passTime(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

const find = async (name: string) => (await listServiceAccounts(admin)).rows.find((row) => row.name === name);
const idOf = (name: string) =>
  sandbox.store.serviceAccounts.list().find((one) => one.name === name)?.id ?? "";
const workspaceId = (name: string) =>
  sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";
const countAsked = () =>
  [...sandbox.requests.keys()].filter((path) => path.includes("service_accounts")).length;

describe("the list with an OAuth token", () => {
  test("has names, keys, and workspaces of every service account", async () => {
    await syncDirectory();
    const page = await listServiceAccounts(admin);
    expect(page.naming).toBe("named");
    expect(page.rows.map(({ name }) => name).sort()).toEqual(
      sandbox.store.serviceAccounts
        .list()
        .map(({ name }) => name)
        .sort(),
    );
    expect(await find("checkout-batch")).toMatchObject({
      id: idOf("checkout-batch"),
      description: "Nightly order summaries",
      workspaces: [
        { id: workspaceId("Checkout – prod"), name: "Checkout – prod", role: "workspace_developer" },
      ],
      keys: [{ name: "checkout-batch", status: "active" }],
    });
    expect((await find("deployer"))?.keys.map(({ name }) => name)).toEqual(["checkout-fraud-agent"]);
    expect(page.rows.at(-1)).toMatchObject({ name: "old-importer", archivedAt: expect.any(String) });
  });

  test("shows a key as expired even if it expired since the last sync", async () => {
    await syncDirectory();
    const db = await database();
    await db
      .update(apiKeys)
      .set({ expiresAt: new Date(0) })
      .where(eq(apiKeys.name, "checkout-batch"));
    expect((await find("checkout-batch"))?.keys).toMatchObject([
      { name: "checkout-batch", status: "expired" },
    ]);
  });

  test("is read from the API at most once an hour", async () => {
    await syncServiceAccounts();
    const first = countAsked();
    expect(first).toBeGreaterThan(1);
    sandbox.requests.clear();
    passTime(hourMs - 60_000);
    await syncServiceAccounts();
    expect(countAsked()).toBe(0);
    passTime(60_000);
    await syncServiceAccounts();
    expect(countAsked()).toBe(first);
  });

  test("keeps names when the token expires, which affects nothing else", async () => {
    await syncDirectory();
    sandbox.store.isOauthExpired = true;
    passTime(hourMs);
    await syncDirectory();
    const page = await listServiceAccounts(admin);
    expect(page).toMatchObject({ naming: "refused", namedAt: expect.any(String) });
    expect(await find("checkout-batch")).toBeDefined();
    expect(getLastOutcome()?.error).toBeNull();
    const { lost, unavailable } = await getParts();
    expect({ lost, unavailable }).toEqual({ lost: [], unavailable: [] });
    sandbox.store.isOauthExpired = false;
    passTime(hourMs);
    await syncDirectory();
    expect((await listServiceAccounts(admin)).naming).toBe("named");
  });

  test("leaves out only an unreadable account", async () => {
    const account = sandbox.store.serviceAccounts.get(idOf("churn-model"));
    // Sound: a server may send anything.
    sandbox.store.serviceAccounts.put({ ...account, name: null } as never);
    await syncServiceAccounts();
    const { rows } = await listServiceAccounts(admin);
    expect(rows.map(({ name }) => name)).toContain("checkout-batch");
    expect(rows.map(({ name }) => name)).not.toContain("churn-model");
  });

  test("shows a failed read, which is repeated", async () => {
    sandbox.faults.add({ kind: "error", status: 500, path: "/service_accounts" });
    await syncDirectory();
    expect((await listServiceAccounts(admin)).naming).toBe("failed");
  });
});

describe("costs", () => {
  const yesterday = () => new Date(Date.now() - 24 * hourMs).toISOString().slice(0, 10);

  async function charge(name: string, workspace: string, cents: string, currency = "USD") {
    const db = await database();
    await db.insert(actorCostRows).values({
      day: yesterday(),
      actorKind: "service_account",
      actorId: idOf(name),
      workspaceId: workspaceId(workspace),
      currency,
      cents,
      listCents: cents,
    });
  }

  beforeEach(async () => {
    await syncDirectory();
    await markRead(["actor-cost", "usage"]);
    await saveCapability("analytics_cost", null, new Date());
  });

  test("are summed by currency, and unknown where nothing is reported", async () => {
    await charge("checkout-batch", "Checkout – prod", "12.5");
    await charge("checkout-batch", "Checkout – staging", "7.5");
    await charge("checkout-batch", "Checkout – prod", "3", "EUR");
    expect((await find("checkout-batch"))?.costs).toEqual([
      { currency: "EUR", cents: "3" },
      { currency: "USD", cents: "20" },
    ]);
    expect((await find("churn-model"))?.costs).toBeNull();
    expect((await listServiceAccounts(admin)).isEstimate).toBe(false);
  });

  test("are shown to a lead only for their own workspaces, like everything else", async () => {
    await charge("checkout-batch", "Checkout – prod", "12.5");
    await charge("checkout-batch", "Checkout – staging", "7.5");
    await charge("churn-model", "Data science", "100");
    const lead = permitFor(
      newActor("lead", { workspaceIds: [workspaceId("Checkout – staging")] }),
      "keys:read",
    );
    const { rows } = await listServiceAccounts(lead);
    expect(rows.map(({ name, costs }) => [name, costs])).toEqual([
      ["checkout-batch", [{ currency: "USD", cents: "7.5" }]],
      ["checkout-fraud-agent", null],
    ]);
    expect(rows.flatMap(({ keys }) => keys)).toEqual([]);
    expect(rows.flatMap(({ workspaces }) => workspaces.map(({ name }) => name))).toEqual([
      "Checkout – staging",
    ]);
  });

  test("are hidden from people who may not see keys", () => {
    for (const persona of ["finance", "member"] as const)
      expect(() => permitFor(persona, "keys:read")).toThrow(/./);
  });
});

describe("the list with only an admin key", () => {
  const key = "sk-ant-admin01-real";
  const token = "sk-ant-oat01-real";
  let close: () => Promise<void>;
  let folder: string;
  const saved = { ...env };

  beforeEach(async () => {
    vi.useRealTimers();
    folder = mkdtempSync(join(tmpdir(), "castellan-oauth-"));
    sandbox = createTestSandbox({ key, oauthToken: token });
    const server = await serveSandbox(sandbox.fetch, 0);
    close = server.close;
    Object.assign(env, { isSandbox: false, ANTHROPIC_ADMIN_KEY: key, ANTHROPIC_BASE_URL: server.url });
    forget("oauth-api");
  });
  afterEach(async () => {
    Object.assign(env, { ANTHROPIC_ADMIN_KEY: undefined, ANTHROPIC_OAUTH_TOKEN_FILE: undefined, ...saved });
    forget("oauth-api");
    await close();
    rmSync(folder, { recursive: true });
  });

  test("reads nothing without a token, and uses a token file from the next sync on", async () => {
    await syncServiceAccounts();
    expect(countAsked()).toBe(0);
    expect((await listServiceAccounts(admin)).naming).toBe("absent");
    const file = join(folder, "token");
    writeFileSync(file, "sk-ant-oat01-stale\n");
    env.ANTHROPIC_OAUTH_TOKEN_FILE = file;
    await syncServiceAccounts();
    expect((await listServiceAccounts(admin)).naming).toBe("refused");
    writeFileSync(file, `${token}\n`);
    utimesSync(file, new Date(), new Date(Date.now() + 5_000));
    await syncServiceAccounts();
    expect((await listServiceAccounts(admin)).naming).toBe("named");
  });
});
