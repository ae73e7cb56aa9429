import { getTableColumns, getTableName, is, sql } from "drizzle-orm";
import { PgTable } from "drizzle-orm/pg-core";
import { beforeEach, describe, expect, test } from "vitest";
import { getWaiting, replaceAccount } from "@/lib/account/identities/store";
import { getMyAccess } from "@/lib/account/me/read-model";
import { ada, fillAllTables } from "@/lib/across/retention/test-rows";
import { findAbsentActor } from "@/lib/core/auth/absent-actor";
import { addMember } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { findRun } from "@/lib/core/bulk/list-read-model";
import { decideRun, insertRun, retryRows } from "@/lib/core/bulk/store";
import { database } from "@/lib/core/db/client";
import { identities, waitingAccounts } from "@/lib/core/db/identity-tables";
import { bulkRuns } from "@/lib/core/db/own-tables";
import { tables } from "@/lib/core/db/tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { toDay } from "@/lib/core/format/calendar";
import { storeDay } from "@/lib/money/reports/test-day";
import { claudeCodeRow } from "@/lib/money/reports/test-rows";

const id = "33333333-3333-4333-8333-333333333333";
const first = new Date("2024-01-01T00:00:00Z");
const place = { method: "oidc", issuer: "https://id.example" };

beforeEach(resetDatabase);

/** The address has waited with another account, which an admin lets in. */
async function replace(owner: "same" | "other" = "other"): Promise<void> {
  const db = await database();
  const known = { email: ada.email, ...place, subject: "1", boundAt: first, seenAt: first };
  await db.insert(identities).values(known).onConflictDoNothing();
  const account = { email: ada.email, ...place, subject: "2", firstTriedAt: first, lastTriedAt: first };
  await db.insert(waitingAccounts).values({ id, ...account });
  const waiting = await getWaiting(id);
  await db.transaction((tx) => replaceAccount(tx, waiting, owner));
}

describe("every column that names people", () => {
  const namesPeople =
    /email|_by$|owner$|^actor$|^recipients?$|^assigned_to$|^reviewers$|^scope$|^person$|^address$|^by$|^handed_to$|^fallback$/;
  const stored: Record<string, string> = {
    recipients: JSON.stringify([
      { channel: "person", id: ada.email },
      { channel: "address", id: "cy@northwind.example" },
    ]),
    reviewers: JSON.stringify([ada.email]),
    fallback: JSON.stringify([ada.email]),
    scope: JSON.stringify({ of: "all", reviewers: { w: [ada.email] } }),
  };

  const columns = Object.values(tables)
    .filter((table) => is(table, PgTable))
    .flatMap((table) =>
      Object.values(getTableColumns(table)).map((column) => ({
        table: getTableName(table),
        name: column.name,
        type: column.getSQLType(),
      })),
    )
    // Only that of a review names people.
    .filter(({ name, type }) => namesPeople.test(name) && type === (name in stored ? "jsonb" : "text"));

  async function findColumns(): Promise<string[]> {
    const db = await database();
    const found: string[] = [];
    for (const { table, name } of columns) {
      const has = sql`position(${ada.email} in lower(${sql.identifier(name)}::text)) > 0`;
      const { rows } = await db.execute(sql`select 1 from ${sql.identifier(table)} where ${has} limit 1`);
      if (rows.length > 0) found.push(`${table}.${name}`);
    }
    return found;
  }

  /** Why each of these gives whoever has the address now nothing. */
  const harmless = {
    "who did something or answers for it, which no right follows from": [
      "bulk_runs.decided_by",
      "key_rotations.started_by",
      "key_owners.assigned_by",
      "key_owners.owner_email",
      "budgets.created_by",
      "webhooks.created_by",
      "invited_memberships.created_by",
      "dismissed_opportunities.dismissed_by",
      "findings.fixed_by",
      "findings.dismissed_by",
      "statements.closed_by",
      "statement_invoices.saved_by",
      "reviews.stopped_by",
      "reviews.closed_by",
      "review_rows.added_by",
      "review_rows.decided_by",
      "review_rows.submitted_by",
      "review_events.answered_by",
      "compliance_activities.actor_email",
      "compliance_activities.address",
    ],
    "what was asked for before the address was theirs, which ends by itself": [
      "bulk_runs.created_by",
      "key_rotations.stop_asked_by",
      "reviews.started_by",
    ],
    "what is read and mailed only to whoever had the address then (`lib/governance/reviews/events.test.ts`)":
      ["review_events.by", "review_events.reviewers"],
    "what the organization's directory and reports say": [
      "invites.email",
      "person_usage.email",
      "actor_usage_rows.actor_email",
      "actor_usage_rollups.actor_email",
      "actor_cost_rows.actor_email",
      "actor_cost_rollups.actor_email",
      "claude_code_rows.actor",
      "claude_code_rollups.actor",
      "claude_code_actor_rollups.actor",
      "claude_code_model_rollups.actor",
    ],
    "what has happened, for admins": [
      "sign_in_attempts.email",
      "deliveries.recipient",
      "refused_reads.email",
      "review_rows.email",
      "offboardings.email",
      "offboarding_keys.owner_email",
    ],
    "an ID, a network address, or what counts tries for minutes": [
      "operations.actor_email",
      "deliveries.claimed_by",
      "recent_changes.person",
      "sign_in_attempts.address",
      "bulk_runs.address",
      "key_rotations.address",
      "invited_memberships.address",
      "refused_reads.address",
    ],
    "the address itself, which is bound to the new account": ["identities.email"],
  };

  test("every column that names people leaves nothing to someone else who gets the address, save what is listed with a reason", async () => {
    await fillAllTables();
    const db = await database();
    await db.delete(waitingAccounts);
    for (const { table, name, type } of columns) {
      const value = type === "jsonb" ? stored[name] : ada.email;
      if (value !== undefined)
        await db.execute(
          sql`update ${sql.identifier(table)} set ${sql.identifier(name)} = ${value}::${sql.raw(type)}`,
        );
    }
    await db.execute(sql`update reviews set closed_at = null`);
    await db.execute(sql`update invited_memberships set email = 'new@northwind.example'`);
    await db.execute(sql`update schedules set owner = 'cy@northwind.example'`);
    await db.execute(sql`update unusual_day_notes set scope = 'organization'`);
    await replace();
    expect((await findColumns()).toSorted()).toEqual(Object.values(harmless).flat().toSorted());
    const left = await db.execute(sql`select (select recipients from budgets) as budget,
      (select recipients from schedules) as schedule, (select is_paused from schedules) as paused`);
    const cy = [{ channel: "address", id: "cy@northwind.example" }];
    expect(left.rows).toEqual([{ budget: cy, schedule: cy, paused: false }]);
  });
});

describe("what someone did before somebody else got their address", () => {
  const earlier = new Date(Date.now() - 3_600_000);
  const kept = { method: null, memberId: null, providerAddress: null };
  const addressOf = { email: ada.email, memberId: ada.id };
  const lead = permitFor(newActor("lead", addressOf), "bulk:write");
  const runId = "44444444-4444-4444-8444-444444444444";

  beforeEach(async () => {
    await addMember(ada.id, "admin", { email: ada.email });
    const row = { targetId: "key_1", label: "key_1" };
    const run = { id: runId, operation: "api_key.archive" as const, params: {}, rows: [row], startsAt: null };
    const db = await database();
    await db.transaction((tx) => insertRun(tx, lead.actor, { ...run, needsApproval: false }));
    await db.update(bulkRuns).set({ createdAt: earlier });
  });

  const isGone = async () => (await findAbsentActor(ada.email, kept, earlier)).actor === null;
  const search = { q: "", state: [], page: 1 };
  const read = () => findRun(permitFor(lead.actor, "bulk:read"), runId, search);
  const retry = async () => {
    const db = await database();
    await db.update(bulkRuns).set({ finishedAt: earlier });
    await db.execute(sql`update bulk_rows set state = 'failed'`);
    return db.transaction((tx) => retryRows(tx, lead, { runId, rows: "failed" }));
  };

  test("what someone did before somebody else got their address goes on as the same person's", async () => {
    await replace("same");
    expect([await isGone(), (await read()) === null]).toEqual([false, false]);
    expect(await retry()).toEqual({ count: 1 });
  });

  test("what someone did before somebody else got their address isn't done in the name of the other, who neither sees nor repeats it", async () => {
    await replace();
    expect([await isGone(), (await read()) === null]).toEqual([true, true]);
    await expect(retry()).rejects.toMatchObject({ code: "not_found" });
    expect((await findAbsentActor(ada.email, kept, new Date())).actor).toMatchObject({ persona: "admin" });
  });

  test.each([
    ["the same person", "same" as const],
    ["someone else", "other" as const],
  ])(
    "what someone did before somebody else got their address is approved as an admin of then by %s only if they were one",
    async (_, owner) => {
      const db = await database();
      await db.execute(sql`update members set added_at = '2024-01-01'`);
      const asked = { createdBy: "cy@northwind.example", needsApproval: true };
      await db.update(bulkRuns).set({ ...asked, approvalExpiresAt: new Date(Date.now() + 3_600_000) });
      await replace(owner);
      const admin = permitFor(newActor("admin", addressOf), "bulk:approve");
      const approving = db.transaction((tx) => decideRun(tx, admin, runId, true));
      if (owner === "same") await expect(approving).resolves.toBeUndefined();
      else await expect(approving).rejects.toMatchObject({ failure: { reason: "unfit_approver" } });
    },
  );

  test("what someone did before somebody else got their address isn't shown to the other as their own work", async () => {
    const day = toDay(Date.now() - 2 * 86_400_000);
    await storeDay("claude-code", day, [claudeCodeRow({ actor: ada.email, sessions: 7 })], new Date());
    const db = await database();
    await db.execute(sql`insert into person_usage (email, cents_30d) values (${ada.email}, '12')
      on conflict (email) do update set cents_30d = '12'`);
    const readOwn = async () => {
      const { claudeCode, spend } = await getMyAccess(permitFor(newActor("member", addressOf), "me:read"));
      return [claudeCode?.sessions, spend?.ownCents];
    };
    expect(await readOwn()).toEqual([7, "12"]);
    await replace();
    expect(await readOwn()).toEqual([0, null]);
  });
});
