import "server-only";
import { and, count, eq, gt, inArray, isNull, ne, notInArray, sql } from "drizzle-orm";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { isInForce } from "@/lib/core/auth/grant-sql";
import { wasPersonThen } from "@/lib/core/auth/person-sql";
import { adminRoles } from "@/lib/core/auth/role-personas";
import type { Actor } from "@/lib/core/auth/session";
import { auditLog, grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { apiKeys, changes, members, workspaces } from "@/lib/core/db/directory-tables";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { env } from "@/lib/core/env/env";
import { couldBeOnePerson, selectAgreed } from "./one-person-store";

const windowHours = 24;
const endsOfKeys: AuditAction[] = ["api_key.archive", "api_key.deactivate"];

/** A key that is archived and one that is deactivated are both stopped. */
function toKind(action: AuditAction): AuditAction[] {
  return endsOfKeys.includes(action) ? endsOfKeys : [action];
}

/**
 * Counts this person's recent operations of one kind, including those under way, so that two at once don't both count
 * as the first. Approved ones and the requesting `entryId` are left out.
 */
export async function countAlone({ email }: Actor, action: AuditAction, entryId?: string): Promise<number> {
  const db = await database();
  const since = new Date(Date.now() - windowHours * 3_600_000);
  const failed = db
    .select({ entryId: auditLog.entryId })
    .from(auditLog)
    .where(and(gt(auditLog.at, since), eq(auditLog.outcome, "failed")));
  return db.$count(
    auditLog,
    and(
      inArray(auditLog.action, toKind(action)),
      eq(sql`lower(${auditLog.actorEmail})`, email.toLowerCase()),
      eq(auditLog.phase, "intent"),
      gt(auditLog.at, since),
      entryId === undefined ? undefined : ne(auditLog.entryId, entryId),
      notInArray(auditLog.entryId, failed),
      notInArray(auditLog.entryId, selectAgreed(db)),
    ),
  );
}

/** Counts the rows of this person's runs that are due without an approval and that the log doesn't hold yet. */
export async function countWaiting({ email }: Actor, action: AuditAction): Promise<number> {
  const db = await database();
  const [found] = await db
    .select({ rows: count() })
    .from(bulkRows)
    .innerJoin(bulkRuns, eq(bulkRuns.id, bulkRows.runId))
    .where(
      and(
        inArray(sql`coalesce(${bulkRows.operation}, ${bulkRuns.operation})`, toKind(action)),
        eq(sql`lower(${bulkRuns.createdBy})`, email.toLowerCase()),
        eq(bulkRuns.needsApproval, false),
        isNull(bulkRuns.finishedAt),
        sql`coalesce(${bulkRuns.startsAt} <= now(), true)`,
        inArray(bulkRows.state, ["queued", "running"]),
        sql`not exists (select 1 from ${auditLog} where ${auditLog.entryId} = ${bulkRows.entryId})`,
      ),
    );
  return found?.rows ?? 0;
}

export async function hasOtherAdmin(actor: Actor): Promise<boolean> {
  return (await listOtherAdmins(actor)).length > 0;
}

/** Whether another admin could approve what this person asks for. */
export async function hasApprover(actor: Actor): Promise<boolean> {
  const others = await listOtherAdmins(actor);
  const db = await database();
  return db.transaction(async (tx) => {
    for (const other of others) if (!(await couldBeOnePerson(tx, actor.email, other))) return true;
    return false;
  });
}

/** Their addresses, in lower case. */
async function listOtherAdmins({ email }: Actor): Promise<string[]> {
  const db = await database();
  const ofDirectory = db
    .select({ email: sql<string>`lower(${members.email})` })
    .from(members)
    .where(and(inArray(members.role, adminRoles), isNull(members.goneAt)));
  const ofGrants = db
    .select({ email: sql<string>`lower(${grants.email})` })
    .from(grants)
    .where(and(eq(grants.persona, "admin"), isInForce()));
  const found = await ofDirectory.union(ofGrants);
  const all = new Set([...env.BOOTSTRAP_ADMINS, ...found.map((admin) => admin.email)]);
  all.delete(email.toLowerCase());
  return [...all];
}

/** Whether a workspace or key of the run has another name by now than whoever approves is shown. */
export async function wasRenamed(tx: Transaction, runId: string): Promise<boolean> {
  const named = sql`select id, name from ${workspaces} union all select id, name from ${apiKeys}`;
  const { rows } =
    await tx.execute(sql`select 1 from ${bulkRows} r join (${named}) named on named.id = r.target_id
    where r.run_id = ${runId}::uuid and coalesce(nullif(named.name, ''), named.id) <> coalesce(nullif(r.label, ''), r.target_id)
    limit 1`);
  return rows.length > 0;
}

const renames: AuditAction[] = ["workspace.update", "api_key.rename"];
const renamedDays = 7;

/**
 * Whether somebody else renamed something in the run lately, so that the approver may know it by another name. Of a name
 * that looks like a key, the log has only that it does.
 */
export async function wasRenamedLately(tx: Transaction, runId: string, approver: string): Promise<boolean> {
  const { rows } = await tx.execute(sql`select 1 from ${bulkRows} r join ${bulkRuns} run on run.id = r.run_id
    join ${auditLog} l on l.target_id = r.target_id and lower(l.actor_email) <> ${approver.toLowerCase()}
    where r.run_id = ${runId}::uuid and l.action in ${renames} and l.phase = 'outcome' and l.outcome <> 'failed'
      and l.at > run.created_at - make_interval(days => ${renamedDays}::integer)
      and (l.before ->> 'name' is distinct from l.after ->> 'name' or l.after ->> 'name' like '%[key]%') limit 1`);
  return rows.length > 0;
}

/** Whether the actor was an admin before `instant`: no one approves what they were made an admin for. */
export async function wasAdminBefore(tx: Transaction, actor: Actor, instant: Date): Promise<boolean> {
  const email = actor.email.toLowerCase();
  if (!(await wasPersonThen(tx, email, instant))) return false;
  if (env.BOOTSTRAP_ADMINS.includes(email)) return true;
  const [granted] = await tx
    .select({ persona: grants.persona })
    .from(grants)
    .where(and(eq(sql`lower(${grants.email})`, email), isInForce()));
  if (granted?.persona === "admin" && !(await hasNewGrant(tx, email, instant))) return true;
  return actor.memberId !== null && (await wasAdminOfDirectory(tx, actor.memberId, instant));
}

async function hasNewGrant(tx: Transaction, email: string, instant: Date): Promise<boolean> {
  const isOfGrant = inArray(auditLog.action, [
    "grant.add",
    "grant.change",
    "grant.renew",
  ] satisfies AuditAction[]);
  const isTheirs = eq(sql`lower(${auditLog.targetId})`, email);
  const isDone = and(eq(auditLog.phase, "outcome"), ne(auditLog.outcome, "failed"));
  const found = and(isOfGrant, isTheirs, isDone, gt(auditLog.at, instant));
  return (await tx.$count(auditLog, found)) > 0;
}

async function wasAdminOfDirectory(tx: Transaction, memberId: string, instant: Date): Promise<boolean> {
  const [member] = await tx
    .select({ role: members.role, addedAt: members.addedAt })
    .from(members)
    .where(and(eq(members.id, memberId), isNull(members.goneAt)));
  // An unknown date can't be shown to be earlier.
  const wasThere = member?.addedAt && member.addedAt <= instant;
  if (!wasThere || !adminRoles.includes(member.role)) return false;
  const isTheirs = and(eq(changes.noun, "member"), eq(changes.targetId, memberId));
  return (await tx.$count(changes, and(isTheirs, gt(changes.seenAt, instant)))) === 0;
}

/** Whether the run removes this person, whose approval wouldn't outlive it. */
export async function removes(tx: Transaction, runId: string, { memberId, email }: Actor): Promise<boolean> {
  const { rows } = await tx.execute<{ isOne: boolean }>(sql`select exists (
    select 1 from ${bulkRows} join ${bulkRuns} on ${bulkRuns.id} = ${bulkRows.runId} where ${bulkRows.runId} = ${runId}::uuid
      and coalesce(${bulkRows.operation}, ${bulkRuns.operation}) = 'member.remove'
      and (${bulkRows.targetId} = ${memberId ?? ""} or lower(${bulkRows.label}) = ${email.toLowerCase()})) as "isOne"`);
  return rows[0]?.isOne === true;
}
