import { sql } from "drizzle-orm";
import { beforeEach, expect, test, vi } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { organization } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { AppError } from "@/lib/core/errors/errors";
import { openEntry } from "./entry";
import { readAuditLog } from "./test-log";
import { type Write, writeThrough } from "./write-through";

type Thing = { id: string; name: string };
const old = { id: "org", name: "old" };
const wanted = { id: "org", name: "new" };
const lost = new AppError("outcome_unknown", "no answer", {
  cause: new AppError("api_unreachable", "no answer"),
  requestId: "req_lost",
});

beforeEach(resetDatabase);

function rename(more: Partial<Write<Thing>> = {}): Write<Thing> {
  return {
    before: async () => ({ label: "Northwind", state: old }),
    send: async () => wanted,
    apply: saveThing,
    reread: async () => wanted,
    isDone: (found) => found?.name === wanted.name,
    ...more,
  };
}

async function saveThing(tx: Transaction, found: Thing | null): Promise<void> {
  if (!found) await tx.delete(organization);
  else await tx.insert(organization).values({ ...found, seenAt: new Date() });
}

async function run(write: Write<Thing>) {
  const entry = await openEntry({
    actor: newActor("admin"),
    action: "workspace.update",
    targetId: "org",
    request: null,
  });
  const result = await writeThrough(entry, write).catch((error: unknown) => ({ error }));
  const mirror = await (await database())
    .select({ id: organization.id, name: organization.name })
    .from(organization);
  const items = await readAuditLog();
  return { result, mirror, recorded: items[0], entry };
}

test("an answer is applied to the mirror and the log", async () => {
  const { result, mirror, recorded } = await run(rename());
  expect(result).toEqual(wanted);
  expect(mirror).toEqual([wanted]);
  expect(recorded).toMatchObject({
    outcome: "succeeded",
    targetLabel: "Northwind",
    before: old,
    after: wanted,
  });
});

test("a refusal is recorded as failed with the code and the request ID, and the mirror stays", async () => {
  const refusal = new AppError("refused", "no", { requestId: "req_1" });
  const { result, mirror, recorded } = await run(rename({ send: () => Promise.reject(refusal) }));
  expect(result).toEqual({ error: refusal });
  expect(mirror).toEqual([]);
  expect(recorded).toMatchObject({
    outcome: "failed",
    errorCode: "refused",
    requestId: "req_1",
    before: old,
    after: null,
  });
});

test("a change whose answer was lost is recorded as succeeded if it happened", async () => {
  const { result, mirror, recorded } = await run(rename({ send: () => Promise.reject(lost) }));
  expect(result).toEqual(wanted);
  expect(mirror).toEqual([wanted]);
  expect(recorded).toMatchObject({ outcome: "succeeded", after: wanted });
});

test("a change whose answer was lost is recorded as failed with the reason if it didn't happen", async () => {
  const { result, mirror, recorded } = await run(
    rename({ send: () => Promise.reject(lost), reread: async () => old }),
  );
  expect(result).toEqual({ error: lost.cause });
  expect(mirror).toEqual([old]);
  expect(recorded).toMatchObject({
    outcome: "failed",
    errorCode: "api_unreachable",
    requestId: "req_lost",
    after: old,
  });
});

test("a change whose answer was lost is unknown if it can't be looked up", async () => {
  const reread = () => Promise.reject(new AppError("api_unreachable", "still no answer"));
  const { result, mirror, recorded } = await run(rename({ send: () => Promise.reject(lost), reread }));
  expect(result).toEqual({ error: lost });
  expect(mirror).toEqual([]);
  expect(recorded).toMatchObject({
    outcome: "unknown",
    errorCode: "outcome_unknown",
    requestId: "req_lost",
    before: old,
  });
});

test.each([
  ["the change", { reread: wanted, mirror: wanted }],
  ["what the API made of it", { reread: { id: "org", name: "new…" }, mirror: { id: "org", name: "new…" } }],
])(
  "an answer that doesn't show the change is looked up, and %s is recorded",
  async (_, { reread, mirror }) => {
    const found = await run(rename({ send: async () => old, reread: async () => reread }));
    expect(found.result).toEqual(mirror);
    expect(found.mirror).toEqual([mirror]);
    expect(found.recorded).toMatchObject({ outcome: "succeeded", before: old, after: mirror });
  },
);

test("a change that the API accepts without making it is recorded as failed", async () => {
  const { result, mirror, recorded } = await run(rename({ send: async () => old, reread: async () => old }));
  expect(result).toMatchObject({ error: { failure: { code: "refused", reason: "change_not_made" } } });
  expect(mirror).toEqual([old]);
  expect(recorded).toMatchObject({ outcome: "failed", errorCode: "refused", before: old, after: old });
});

test("a change is unknown if neither its answer nor the API shows it", async () => {
  const reread = () => Promise.reject(new AppError("api_unreachable", "no answer"));
  const { result, mirror, recorded } = await run(rename({ send: async () => old, reread }));
  expect(result).toMatchObject({ error: { code: "outcome_unknown" } });
  expect(mirror).toEqual([]);
  expect(recorded).toMatchObject({ outcome: "unknown", before: old });
});

test("a removal applies null, even if only the second read shows it", async () => {
  const removal = { isDone: (found: Thing | null) => found === null, reread: async () => null };
  await (await database()).insert(organization).values({ ...old, seenAt: new Date() });
  const { result, mirror, recorded } = await run(rename({ ...removal, send: () => Promise.reject(lost) }));
  expect(result).toBeNull();
  expect(mirror).toEqual([]);
  expect(recorded).toMatchObject({ outcome: "succeeded", before: old, after: null });
});

test("nothing is sent when the state before can't be read", async () => {
  const send = vi.fn(async () => wanted);
  const missing = new AppError("not_found", "gone");
  const { result, entry } = await run(rename({ before: () => Promise.reject(missing), send }));
  expect(result).toEqual({ error: missing });
  expect(send).not.toHaveBeenCalled();
  expect(entry).toMatchObject({ isSettled: false, isSent: false });
});

test("a change that the mirror can't apply is still recorded as succeeded", async () => {
  const apply = (tx: Transaction) => tx.execute(sql`insert into nowhere values (1)`).then(() => undefined);
  const { result, recorded } = await run(rename({ apply }));
  expect(result).toEqual(wanted);
  expect(recorded).toMatchObject({ outcome: "succeeded", after: wanted });
});
