import { beforeEach, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { acknowledgeUnusualDay, reopenUnusualDay } from "./actions";
import { unusualDay as day, storeUnusualDay } from "./test-unusual-day";
import { getUnusualDays } from "./unusual-days";
import { listOwners } from "./unusual-notes-store";

const finance = "bob@northwind.example";
const stranger = "dev@northwind.example";
const by = permitFor("finance", "cost:read");
const given = { day, currency: "USD", note: " A backfill ", owner: finance.toUpperCase() };
const after = { scope: "organization", currency: "USD", note: "A backfill", owner: finance };

beforeEach(async () => {
  await resetDatabase();
  await storeUnusualDay();
  await addMember("bob", "billing");
  await addMember("dev", "developer");
});

const acknowledge = (more: object = {}, as = finance) =>
  inRequest({ as }, () => acknowledgeUnusualDay({ ...given, ...more }));
const reopen = (as = finance) => inRequest({ as }, () => reopenUnusualDay({ day, currency: "USD" }));
const readNoted = async () =>
  (await getUnusualDays(by, { from: day, to: day })).unusualDays[0]?.noted ?? null;
const noApi = { absent: "Notes about days are Castellan's own; the API has none." };

describeAction("acknowledgeUnusualDay", {
  run: (as) => acknowledge({}, as),
  changed: async () =>
    expect(await readNoted()).toMatchObject({ note: "A backfill", owner: finance, by: finance }),
  unchanged: async () => expect(await readNoted()).toBeNull(),
  allowed: { by: { finance }, audit: { targetLabel: day, before: null, after } },
  forbidden: { by: { "someone without access": stranger } },
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("unusual_day_notes", "insert", run) } },
});

describeAction("reopenUnusualDay", {
  run: reopen,
  changed: async () => expect(await readNoted()).toBeNull(),
  unchanged: async () => expect(await readNoted()).toMatchObject({ note: "A backfill" }),
  allowed: { by: { finance }, given: acknowledge, audit: { targetLabel: day, before: after, after: null } },
  forbidden: { by: { "someone without access": stranger }, given: acknowledge },
  refusedByApi: noApi,
  lost: {
    stored: { given: acknowledge, within: (run) => withBrokenTable("unusual_day_notes", "delete", run) },
  },
});

test("a day needs a note, an owner who sees the cost, and to be unusual", async () => {
  expect(await acknowledge({ note: " " })).toMatchObject({ validationErrors: { code: "invalid" } });
  const refused = { serverError: { code: "refused", reason: "owner_without_access" } };
  expect(await acknowledge({ owner: stranger })).toMatchObject(refused);
  expect(await acknowledge({ day: "2020-01-01" })).toMatchObject({ serverError: { code: "not_found" } });
  expect(await readNoted()).toBeNull();
  expect(await readAudit()).toMatchObject({ action: "unusual_day.acknowledge", outcome: "failed" });
});

test("whoever comes second keeps the first one's note", async () => {
  await acknowledge();
  const refused = { serverError: { code: "conflict", reason: "day_already_acknowledged" } };
  expect(await acknowledge({ note: "Mine" })).toMatchObject(refused);
  expect(await readNoted()).toMatchObject({ note: "A backfill" });
});

test("owners are people who see the same cost", async () => {
  const { owners } = await listOwners(permitFor("finance", "unusual-days:write"));
  expect(owners.map(({ email }) => email)).toContain(finance);
  expect(owners.map(({ email }) => email)).not.toContain(stranger);
});
