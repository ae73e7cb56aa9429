import { eq, sql } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { toKeys } from "@/lib/across/exports/directory-sql";
import { openEntry } from "@/lib/core/audit/entry";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, changes, members, serviceAccounts, workspaceMembers } from "@/lib/core/db/directory-tables";
import { apiKeyUsage } from "@/lib/core/db/report-tables";
import { reviews } from "@/lib/core/db/review-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDay } from "@/lib/core/format/calendar";
import { getKeyDetail } from "@/lib/directory/keys/detail-read-model";
import { listKeys } from "@/lib/directory/keys/list-read-model";
import { loadKeySearch } from "@/lib/directory/keys/search-params";
import { listWorkspaceKeys } from "@/lib/directory/workspaces/detail-read-model";
import { saveOrganization } from "@/lib/directory/workspaces/test-workspaces";
import { findHits } from "@/lib/governance/findings/test-truth";
import { freezeReview } from "@/lib/governance/reviews/freeze-store";
import { getReviewRows } from "@/lib/governance/reviews/rows-read-model";
import { getWorkspaceReach } from "./reach-read-model";

const admin = permitFor("admin", "workspaces:read");
const lead = permitFor(newActor("lead", { workspaceIds: ["wa"] }), "workspaces:read");
const draft: Parameters<typeof freezeReview>[0] = {
  id: "00000000-0000-4000-8000-000000000001",
  name: "Autumn",
  note: "",
  dueOn: "2026-12-31",
  scope: { of: "all" },
  cadence: "once",
  locale: "en",
  webhooks: [],
  startedBy: "admin@x.example",
  startedAt: new Date(),
};
const seen = { firstSeenAt: new Date(0), seenAt: new Date(0), raw: {} };

beforeEach(async () => {
  await resetDatabase();
  await saveOrganization();
});

const of = (workspace: string, by = admin) => getWorkspaceReach(by, { workspace, page: 1 });

describe("who can reach a workspace", () => {
  test("who can reach a workspace is everyone with a role there or everywhere, and since when if a log knows", async () => {
    const entry = await openEntry({
      actor: newActor("admin"),
      action: "workspace_member.add",
      targetId: "wa/u1",
      request: null,
    });
    await entry.settle({ outcome: "succeeded", label: "u1", after: { role: "workspace_developer" } });
    const db = await database();
    const sight = { noun: "workspace_member", kind: "added", before: null, after: {} };
    await db
      .insert(changes)
      .values({ ...sight, targetId: "wa/u2", seenAt: new Date("2026-03-01T00:00:00Z") });
    const { rows } = await of("wa");
    expect(rows.map(({ id, since }) => [id, since?.by ?? null, since?.since?.slice(0, 4) ?? null])).toEqual([
      ["u4", null, "2026"],
      ["u1", "admin@northwind.example", String(new Date().getUTCFullYear())],
      ["u2", null, "2026"],
      ["u3", null, "2026"],
    ]);
    expect(rows.find(({ id }) => id === "u2")?.since?.seenSince).toBe(new Date(0).toISOString());
  });

  test("who can reach a workspace is everyone for Default, and no one for an archived one", async () => {
    expect(await of("wd")).toMatchObject({ isDefault: true, total: 5 });
    expect(await of("wo")).toMatchObject({ isArchived: true, total: 0, accounts: [] });
    await expect(of("wg")).rejects.toMatchObject({ code: "not_found" });
  });

  test("who can reach a workspace is told to a lead only of their own", async () => {
    expect((await of("wa", lead)).hidesWideKeys).toBe(true);
    for (const id of ["wb", "wd", "nowhere"])
      await expect(of(id, lead)).rejects.toMatchObject({ code: "not_found" });
  });
});

describe("keys without a workspace", () => {
  const key = { ...seen, status: "active", createdAt: new Date(0), workspaceId: null };
  beforeEach(async () => {
    const db = await database();
    const asPerson = { ...key, scope: "organization", principalKind: "user" };
    const asAccount = { ...key, scope: "organization", principalKind: "service_account" };
    await db.insert(apiKeys).values([
      { ...key, id: "wide", name: "wide", scope: "organization" },
      { ...key, id: "old", name: "old", scope: "unknown" },
      { ...key, id: "off", name: "off", scope: "organization", status: "archived" },
      { ...asPerson, id: "ines", name: "as ines", principalId: "u1" },
      { ...asPerson, id: "root", name: "as root", principalId: "u3" },
      { ...asPerson, id: "left", name: "as left", principalId: "u5" },
      { ...asAccount, id: "placed", name: "placed", principalId: "svac_placed" },
      { ...asAccount, id: "unnamed", name: "unnamed", principalId: "svac_unknown" },
    ]);
    await db.insert(serviceAccounts).values([
      {
        ...seen,
        id: "svac_placed",
        name: "Bot",
        role: "developer",
        workspaces: [{ id: "wb", role: "workspace_developer" }],
      },
      { ...seen, id: "svac_admin", name: "Root bot", role: "admin", workspaces: [] },
    ]);
  });

  const listWide = async (workspaceId: string, by = admin) =>
    (await listWorkspaceKeys(by, workspaceId)).flatMap(({ id, scope }) =>
      scope === "workspace" ? [] : [id],
    );

  test("keys without a workspace reach what they act for may reach, and are marked", async () => {
    expect((await listWide("wa")).toSorted()).toEqual(["ines", "old", "root", "unnamed", "wide"]);
    expect((await listWide("wb")).toSorted()).toEqual(["old", "placed", "root", "unnamed", "wide"]);
    expect((await listWide("wd")).toSorted()).toEqual(["ines", "old", "placed", "root", "unnamed", "wide"]);
    expect(await listWide("wo")).toEqual([]);
    expect(await listWide("wa", lead)).toEqual([]);
  });

  test("keys without a workspace are found by the workspaces that they reach, but not by a lead", async () => {
    const find = async (by: Parameters<typeof listKeys>[0]) =>
      (await listKeys(by, await loadKeySearch("workspace=wb&status=active"))).rows.map(({ id }) => id);
    expect((await find(permitFor("admin", "keys:read"))).toSorted()).toEqual([
      ...["old", "placed", "root", "unnamed", "wide"],
    ]);
    expect(await find(permitFor(newActor("lead", { workspaceIds: ["wb"] }), "keys:read"))).toEqual([]);
  });

  describe("reach the same workspaces as the page of a workspace shows", () => {
    type Reaches = { id: string; places: readonly string[] };
    const keys = permitFor("admin", "keys:read");
    const expectSame = async (found: readonly Reaches[], places = ["wa", "wb", "wd"]) => {
      const reachOf = (place: string) =>
        found.flatMap((key) => (key.places.includes(place) ? [key.id] : [])).toSorted();
      for (const place of places) expect(reachOf(place), place).toEqual((await listWide(place)).toSorted());
    };
    const listAll = async () => (await listKeys(keys, await loadKeySearch(""))).rows;
    const listOwn = async () => (await listAll()).filter(({ workspaceId }) => workspaceId === null);

    test("keys without a workspace reach the same workspaces as the page of a workspace shows on the page of the key", async () => {
      const details = await Promise.all((await listOwn()).map(({ id }) => getKeyDetail(keys, id)));
      const toPlaces = ({ key, reach }: (typeof details)[number]) => ({
        id: key.id,
        places: reach?.workspaces.map(({ id }) => id) ?? [],
      });
      await expectSame(details.map(toPlaces));
      const isAll = details.flatMap(({ key, reach }) => (reach?.isAll ? [key.id] : []));
      expect(isAll.toSorted()).toEqual(["old", "root", "unnamed", "wide"]);
    });

    test("keys without a workspace reach the same workspaces as the page of a workspace shows in a file of keys", async () => {
      const { columns, from, where } = toKeys(sql`${apiKeys.workspaceId} is null`, sql`1`);
      const db = await database();
      const { rows } = await db.execute<{ id: string; reached: string | null }>(
        sql`select ${columns.id} as id, ${columns.reached_workspaces} as reached from ${from} where ${where}`,
      );
      await expectSame(rows.map(({ id, reached }) => ({ id, places: reached?.split(" ") ?? [] })));
    });

    test("keys without a workspace reach the same workspaces as the page of a workspace shows in a review, and for those who review a workspace", async () => {
      await freezeReview(draft, "2026-11-30");
      const db = await database();
      const [review] = await db.select().from(reviews);
      const frozen = review?.organizationKeys ?? [];
      await expectSame(
        frozen.map(({ id, reaches = [] }) => ({ id, places: reaches })),
        ["wa", "wb"],
      );
      await db.update(reviews).set({ openedAt: new Date() });
      const read = permitFor("admin", "reviews:read");
      const page = await getReviewRows(read, { reviewId: draft.id, workspaceId: "wa" });
      expect(page.organizationKeys).toBe((await listWide("wa")).length);
      expect(page.organizationKeyNames).toHaveLength(page.organizationKeys);
    });

    test("keys without a workspace reach the same workspaces as the page of a workspace shows in findings, which name those that reach several", async () => {
      const db = await database();
      const used = (await listOwn()).map(({ id }) => ({ apiKeyId: id, lastUsedOn: toDay(new Date()) }));
      await db.insert(apiKeyUsage).values(used.map((use) => ({ ...use, tokens30d: 1 })));
      await db.update(members).set({ role: "user" }).where(eq(members.id, "u3"));
      const hits = await findHits("key_organization_wide");
      const several = ["ines", "placed", "root", "unnamed", "wide"];
      expect(hits.map((hit) => hit.subject_id).toSorted()).toEqual(several);
      await db.delete(workspaceMembers).where(eq(workspaceMembers.userId, "u3"));
      const left = (await findHits("key_organization_wide")).map((hit) => hit.subject_id);
      expect(left.toSorted()).toEqual(several.filter((id) => id !== "root"));
    });
  });

  test("keys without a workspace stand beside service accounts, which a lead sees only where they were added", async () => {
    const { accounts } = await of("wb");
    expect(accounts.map(({ id, role, isInherited }) => [id, role, isInherited])).toEqual([
      ["svac_placed", "workspace_developer", false],
      ["svac_admin", null, true],
    ]);
    const leads = permitFor(newActor("lead", { workspaceIds: ["wb"] }), "workspaces:read");
    expect((await of("wb", leads)).accounts.map(({ id }) => id)).toEqual(["svac_placed"]);
  });
});
