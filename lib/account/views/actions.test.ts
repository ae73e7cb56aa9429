import { beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { removeView, renameSavedView, saveView } from "./actions";
import { listViews } from "./store";
import { maxViews } from "./vocabulary";

const me = "me@outside.example";
const other = "other@outside.example";
const auditor = "auditor@outside.example";

beforeEach(async () => {
  await resetDatabase();
  const db = await database();
  const given = { createdBy: "setup", createdAt: new Date() };
  await db.insert(grants).values([
    { email: me, persona: "finance", ...given },
    { email: other, persona: "finance", ...given },
    { email: auditor, persona: "auditor", ...given },
  ]);
});

const save = (name = "Month by model", as = me, query = "range=this_month&group=model") =>
  inRequest({ as }, () => saveView({ page: "cost", name, query }));
const rename = (id: string, name: string, as = me) => inRequest({ as }, () => renameSavedView({ id, name }));
const remove = (id: string, as = me) => inRequest({ as }, () => removeView({ id }));

const read = (email = me) => listViews(permitFor(newActor("finance", { email }), "views:read"));
const readNames = async (email = me) => (await read(email)).map(({ name }) => name);
const getId = async () => (await read())[0]?.id ?? "";
const noApi = { absent: "Views are Castellan's own; the API has none." };

describeAction("saveView", {
  run: (as) => save(" Month by model ", as),
  changed: async () => {
    expect(await read()).toMatchObject([
      { page: "cost", name: "Month by model", query: "range=this_month&group=model" },
    ]);
    expect(await read(other)).toEqual([]);
  },
  unchanged: async () => expect([await read(), await read(auditor)]).toEqual([[], []]),
  allowed: { by: { finance: me }, audit: {} },
  forbidden: { by: { "an auditor": auditor } },
  refusedByApi: noApi,
  lost: { stored: { within: (run) => withBrokenTable("saved_views", "insert", run) } },
});

describe("saveView", () => {
  test("saveView refuses a name that the person uses, in any case, and lets others use it", async () => {
    await save("A");
    expect((await save("a")).serverError).toMatchObject({ code: "conflict", reason: "view_name_taken" });
    expect(await readNames()).toEqual(["A"]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
    expect((await save("A", other)).serverError).toBeUndefined();
  });

  test("saveView refuses a view without a name, and one too many", async () => {
    for (let count = 0; count < maxViews; count++) await save(`View ${count}`);
    expect((await save("One more")).serverError).toMatchObject({ reason: "too_many_views" });
    expect((await save("  ")).validationErrors).toMatchObject({
      code: "invalid",
      fields: { name: expect.any(Array) },
    });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });
});

describe("a saved view", () => {
  beforeEach(() => save("A"));
  const bySomebodyElse = { code: "not_found" };

  describeAction("renameSavedView", {
    run: async (as) => rename(await getId(), "B", as),
    changed: async () => expect(await readNames()).toEqual(["B"]),
    unchanged: async () => expect(await readNames()).toEqual(["A"]),
    allowed: { by: { "its owner": me }, audit: { before: { name: "A" }, after: { name: "B" } } },
    forbidden: { by: { "an auditor": auditor } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("saved_views", "update", run) } },
  });

  test("a saved view is not found when someone else renames it, and that is audited", async () => {
    expect((await rename(await getId(), "B", other)).serverError).toMatchObject(bySomebodyElse);
    expect(await readNames()).toEqual(["A"]);
    expect(await readAudit()).toMatchObject({ actorEmail: other, outcome: "failed", errorCode: "not_found" });
  });

  test("a saved view takes its own name in another case, but no other view's name", async () => {
    const id = await getId();
    await save("B");
    expect((await rename(id, "b")).serverError).toMatchObject({ reason: "view_name_taken" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
    expect((await rename(id, "a")).serverError).toBeUndefined();
  });

  describeAction("removeView", {
    run: async (as) => remove(await getId(), as),
    changed: async () => expect(await read()).toEqual([]),
    unchanged: async () => expect(await readNames()).toEqual(["A"]),
    allowed: { by: { "its owner": me }, audit: { after: null } },
    forbidden: { by: { "an auditor": auditor } },
    refusedByApi: noApi,
    lost: { stored: { within: (run) => withBrokenTable("saved_views", "delete", run) } },
  });

  test("a saved view is not found when someone else removes it, and stays", async () => {
    expect((await remove(await getId(), other)).serverError).toMatchObject(bySomebodyElse);
    expect(await readNames()).toEqual(["A"]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("a saved view is not found when it is removed a second time", async () => {
    const id = await getId();
    await remove(id);
    expect((await remove(id)).serverError).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });
});
