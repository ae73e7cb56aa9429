import { sql } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { getActor } from "@/lib/core/auth/actor";
import { permitActor } from "@/lib/core/auth/permit";
import { inRequest } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { reviews } from "@/lib/core/db/review-tables";
import { changeSettings } from "@/lib/core/settings/actions";
import { personas } from "@/lib/sandbox/personas";
import { hashReview } from "./freeze-store";
import { getReviewRows } from "./rows-read-model";
import {
  findRow,
  insertFinding,
  makeWorld,
  readPack,
  readRows,
  reviewId,
  start,
  type World,
} from "./test-reviews";

let world: World;

beforeEach(async () => {
  world = await makeWorld();
});

const twoWays = (workspaceId: string) => ({
  rule: "access_two_ways",
  subjectId: `${workspaceId}/${world.ana}`,
  workspaceId,
  memberId: world.ana,
});

/** Of the person everywhere, in both workspaces, of both workspaces, and some that are over or dismissed. */
async function findAll() {
  await insertFinding({ rule: "member_unplaced", subjectId: world.ana });
  await insertFinding({ rule: "member_idle", subjectId: world.ana });
  await insertFinding(twoWays(world.own));
  for (const id of [world.own, world.foreign])
    await insertFinding({ rule: "workspace_no_lead", subjectId: id, workspaceId: id });
  await insertFinding({ rule: "workspace_idle", subjectId: world.foreign, workspaceId: world.foreign });
  await insertFinding({ rule: "spend_of_gone", subjectId: world.ana }, { resolvedAt: new Date() });
  const later = new Date(Date.now() + 86_400_000);
  await insertFinding({ rule: "developer_could_be_user", subjectId: world.ana }, { dismissedUntil: later });
}

const asLead = async () => permitActor(await getActor(personas.lead), "reviews:read");
const readAsLead = async () => getReviewRows(await asLead(), { reviewId, workspaceId: world.own });

test("open findings of a person and of the workspace are frozen, and a lead sees only those of the workspace", async () => {
  await findAll();
  await start();
  expect((await findRow(world.own, world.ana)).findings).toEqual([
    "access_two_ways",
    "member_idle",
    "member_unplaced",
  ]);
  expect((await findRow(world.foreign, world.ana)).findings).toEqual(["member_idle", "member_unplaced"]);
  expect((await findRow(world.own, world.ben)).findings).toEqual([]);
  expect((await readRows(world.foreign)).findings).toEqual(["workspace_idle", "workspace_no_lead"]);
  const page = await readAsLead();
  expect(page.findings).toEqual(["workspace_no_lead"]);
  expect(page.rows.find(({ userId }) => userId === world.ana)?.findings).toEqual(["access_two_ways"]);
  expect(JSON.stringify(page)).not.toMatch(/member_|workspace_idle/);
});

test("what is found or fixed later changes nothing of a review", async () => {
  await insertFinding(twoWays(world.own));
  await start();
  await (await database()).update(findings).set({ resolvedAt: new Date() });
  await insertFinding({ rule: "member_unplaced", subjectId: world.ana });
  expect((await findRow(world.own, world.ana)).findings).toEqual(["access_two_ways"]);
});

test("while names are masked, nothing says what one person did", async () => {
  await findAll();
  await start();
  const masked = await inRequest({ as: personas.admin }, () => changeSettings({ mask_names: true }));
  expect(masked.serverError).toBeUndefined();
  expect((await findRow(world.own, world.ana)).findings).toEqual(["access_two_ways", "member_unplaced"]);
  expect((await readPack()).lines.find(({ user_id }) => user_id === world.ana)?.findings).toBe(
    "access_two_ways member_unplaced",
  );
});

test("the evidence pack has them in all its files", async () => {
  await findAll();
  await start();
  const { lines, report, whole } = await readPack();
  const line = lines.find((one) => one.user_id === world.ana && one.workspace_id === world.own);
  expect(line).toMatchObject({
    findings: "access_two_ways member_idle member_unplaced",
    workspace_findings: "workspace_no_lead",
  });
  expect(report).toContain("Findings: Access by two ways");
  const place = whole.workspaces.find(
    ({ workspace }: { workspace: { workspaceId: string } }) => workspace.workspaceId === world.foreign,
  );
  expect(place.workspace.findings).toEqual(["workspace_idle", "workspace_no_lead"]);
});

test("they are part of the hash, and a review from before they were frozen keeps its own", async () => {
  const db = await database();
  await insertFinding(twoWays(world.own));
  await start();
  const [review] = await db.select().from(reviews);
  expect(await hashReview(db, reviewId)).toBe(review?.hash);
  await db.execute(
    sql`update review_rows set findings = '[]' where workspace_id = ${world.own} and user_id = ${world.ana}`,
  );
  expect(await hashReview(db, reviewId)).not.toBe(review?.hash);
  await db.execute(sql`update review_rows set findings = null, membership = null`);
  await db.execute(sql`update review_workspaces set findings = null`);
  expect(await hashReview(db, reviewId)).toBe(await hashAsBefore());
  expect(await findRow(world.own, world.ana)).toMatchObject({ findings: null });
  expect((await readRows(world.own)).findings).toEqual([]);
});

/** As it was written before this column existed. */
async function hashAsBefore(): Promise<string> {
  const utc = (column: string) => `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')`;
  const line = `jsonb_build_array(r.workspace_id, r.user_id, r.email, r.name, r.organization_role, r.role, r.is_inherited,
    ${utc("r.since")}, r.added_by, ${utc("r.seen_since")}, r.activity_since, r.last_active_on, r.keys, r.keys_used_on,
    trim_scale(r.key_cents)::text, r.elsewhere, r.previous_role, r.change, r.suggestion)::text`;
  const { rows } = await (await database()).execute<{ hash: string }>(
    sql.raw(`select encode(sha256(convert_to(string_agg(id || ' ' || hash, E'\\n' order by id collate "C"), 'UTF8')), 'hex') as hash
      from (select w.workspace_id as id, encode(sha256(convert_to(w.name || E'\\n' || w.invites::text || E'\\n' ||
          coalesce(w.listing::text || E'\\n', '') || string_agg(${line}, E'\\n' order by r.user_id collate "C"), 'UTF8')), 'hex') as hash
        from review_workspaces w join review_rows r on r.workspace_id = w.workspace_id
        group by w.workspace_id, w.name, w.invites, w.listing) places`),
  );
  return rows[0]?.hash ?? "";
}
