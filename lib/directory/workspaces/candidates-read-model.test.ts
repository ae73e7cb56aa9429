import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { forget } from "@/lib/core/process/process-singleton";
import { findCandidates } from "./candidates-read-model";
import { saveOrganization } from "./test-workspaces";

const admin = permitFor("admin", "memberships:write");
const toLead = (id: string) => permitFor(newActor("lead", { id, workspaceIds: ["wa"] }), "memberships:write");
const lead = toLead("lead");

beforeEach(async () => {
  forget("candidate-searches");
  await resetDatabase();
  await saveOrganization();
});
afterEach(() => {
  vi.useRealTimers();
});

const find = async (q: string, by = lead) =>
  (await findCandidates(by, { workspace: "wa", q })).map(({ userId, reason }) => [userId, reason]);
const findIds = async (q: string) => (await find(q)).map(([id]) => id);

async function addPeople(...names: string[]): Promise<void> {
  const db = await database();
  const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };
  const person = { ...seen, addedAt: new Date(0), role: "user" };
  await db
    .insert(members)
    .values(names.map((name, index) => ({ ...person, id: `n${index}`, email: `n${index}@y.example`, name })));
}

test("an admin finds people by any part of a name or address, with the reason why someone can't be added", async () => {
  expect(await find("i", admin)).toEqual([
    ["u4", "inherited_access"],
    ["u1", "already_in_workspace"],
    ["u6", null],
  ]);
  expect(await find(" ", admin)).toEqual([]);
  expect(await find("left@x.example", admin)).toEqual([]);
});

test("for a workspace that doesn't exist yet, an admin finds people, and a lead nobody", async () => {
  expect((await findCandidates(admin, { q: "i" })).map(({ userId, reason }) => [userId, reason])).toEqual([
    ["u4", "inherited_access"],
    ["u1", null],
    ["u6", null],
  ]);
  await expect(findCandidates(lead, { q: "ines" })).rejects.toMatchObject({ code: "forbidden" });
});

describe("a lead", () => {
  test("a lead finds people by the first letters of a name, or by the whole address", async () => {
    expect(await findIds("ine")).toEqual(["u1", "u6"]);
    expect(await find("INESSA@x.example")).toEqual([["u6", null]]);
    expect(await findIds("olu@x.example")).toEqual(["u2"]);
  });

  test("a lead finds no one by the middle of a name or address, two letters, or a wildcard", async () => {
    for (const q of [
      "nes",
      "@x.example",
      "x.example",
      "olu@",
      "olu",
      "i",
      "in",
      "i.n.",
      "%",
      "%%%",
      "_n",
      "\\",
      "i%",
      "",
    ])
      expect(await find(q), q).toEqual([]);
  });

  test("a lead may type several names in any order and without accents", async () => {
    await addPeople("Inês Duarte-Côrte", "Siobhán O’Neill", "Jürgen Groß");
    expect(await findIds("ines du")).toEqual(["n0"]);
    expect(await findIds("DUARTE")).toEqual(["n0"]);
    expect(await findIds("corte")).toEqual(["n0"]);
    expect(await findIds("neill")).toEqual(["n1"]);
    expect(await findIds("jurgen")).toEqual(["n2"]);
    expect(await findIds("uarte")).toEqual([]);
  });

  test("a lead is shown eight people at most", async () => {
    await addPeople(...Array.from({ length: 12 }, (_, index) => `Zoe ${index}`));
    expect(await find("zoe")).toHaveLength(8);
    expect(await find("zoe", admin)).toHaveLength(12);
  });

  test("a lead may search forty times at once and then ten times a minute, unlike an admin", async () => {
    vi.useFakeTimers({ toFake: ["Date"] });
    for (let search = 0; search < 40; search++) await find("ine");
    await expect(find("ine")).rejects.toMatchObject({
      code: "too_many_requests",
      failure: { retryAfterSeconds: 6 },
    });
    expect(await find("ine", toLead("another lead"))).toHaveLength(2);
    expect(await find("ine", admin)).toHaveLength(2);
    vi.advanceTimersByTime(6_000);
    expect(await find("ine")).toHaveLength(2);
    await expect(find("ine")).rejects.toMatchObject({ code: "too_many_requests" });
  });

  test("learns nothing about another lead's workspace, and such a search counts as well", async () => {
    const ask = () => findCandidates(lead, { workspace: "wb", q: "ines" });
    for (let search = 0; search < 40; search++)
      await expect(ask()).rejects.toMatchObject({ code: "not_found" });
    await expect(ask()).rejects.toMatchObject({ code: "too_many_requests" });
  });
});
