import { beforeEach, describe, expect, test } from "vitest";
import { readAudit } from "@/lib/audit/test-log";
import { newActor, permitFor } from "@/lib/auth/test-permit";
import { inRequest } from "@/lib/auth/test-request";
import { grants } from "@/lib/db/access-tables";
import { database } from "@/lib/db/client";
import { resetDatabase } from "@/lib/db/test-database";
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
describe("keeping a view", () => {
  test("allowed: it belongs to the person, and it is audited", async () => {
    expect((await save(" Month by model ")).serverError).toBeUndefined();
    expect(await read()).toMatchObject([
      { page: "cost", name: "Month by model", query: "range=this_month&group=model" },
    ]);
    expect(await read(other)).toEqual([]);
    expect(await readAudit()).toMatchObject({ action: "view.save", actorEmail: me, outcome: "succeeded" });
  });

  test("forbidden to an auditor, who changes nothing", async () => {
    expect((await save("x", auditor)).serverError).toMatchObject({ code: "forbidden" });
    expect(await read(auditor)).toEqual([]);
    expect(await readAudit()).toMatchObject({
      action: "view.save",
      outcome: "failed",
      errorCode: "forbidden",
    });
  });

  test("refused under a name that is taken, in any case; another person has their own", async () => {
    await save("A");
    expect((await save("a")).serverError).toMatchObject({ code: "conflict", reason: "view_name_taken" });
    expect(await readNames()).toEqual(["A"]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
    expect((await save("A", other)).serverError).toBeUndefined();
  });

  test("refused when there are too many, or without a name", async () => {
    for (let count = 0; count < maxViews; count++) await save(`View ${count}`);
    expect((await save("One more")).serverError).toMatchObject({ reason: "too_many_views" });
    expect((await save("  ")).validationErrors).toMatchObject({
      code: "invalid",
      fields: { name: expect.any(Array) },
    });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
  });
});

describe("renaming a view", () => {
  test("allowed: the old and the new state are audited", async () => {
    await save("A");
    expect((await rename(await getId(), "B")).serverError).toBeUndefined();
    expect(await readNames()).toEqual(["B"]);
    expect(await readAudit()).toMatchObject({
      action: "view.rename",
      outcome: "succeeded",
      before: { name: "A" },
      after: { name: "B" },
    });
  });

  test("of someone else: not found, and it is audited", async () => {
    await save("A");
    const id = await getId();
    expect((await rename(id, "B", other)).serverError).toMatchObject({ code: "not_found" });
    expect(await readNames()).toEqual(["A"]);
    expect(await readAudit()).toMatchObject({ actorEmail: other, outcome: "failed", errorCode: "not_found" });
  });

  test("forbidden to an auditor", async () => {
    await save("A");
    expect((await rename(await getId(), "B", auditor)).serverError).toMatchObject({ code: "forbidden" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("refused to another's name, allowed to its own in another case", async () => {
    await save("A");
    const id = await getId();
    await save("B");
    expect((await rename(id, "b")).serverError).toMatchObject({ reason: "view_name_taken" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "conflict" });
    expect((await rename(id, "a")).serverError).toBeUndefined();
  });
});

describe("removing a view", () => {
  test("allowed: it is gone, and audited", async () => {
    await save("A");
    expect((await remove(await getId())).serverError).toBeUndefined();
    expect(await read()).toEqual([]);
    expect(await readAudit()).toMatchObject({ action: "view.remove", outcome: "succeeded", after: null });
  });

  test("of someone else: not found, and it stays", async () => {
    await save("A");
    expect((await remove(await getId(), other)).serverError).toMatchObject({ code: "not_found" });
    expect(await readNames()).toEqual(["A"]);
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });

  test("forbidden to an auditor", async () => {
    await save("A");
    expect((await remove(await getId(), auditor)).serverError).toMatchObject({ code: "forbidden" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("twice: the second finds nothing", async () => {
    await save("A");
    const id = await getId();
    await remove(id);
    expect((await remove(id)).serverError).toMatchObject({ code: "not_found" });
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "not_found" });
  });
});
