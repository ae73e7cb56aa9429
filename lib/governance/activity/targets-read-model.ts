import "server-only";
import { inArray, or, type SQL, sql } from "drizzle-orm";
import { z } from "zod";
import { can, type Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaces } from "@/lib/core/db/directory-tables";
import { waitingAccounts } from "@/lib/core/db/identity-tables";
import { visibleTo } from "@/lib/core/organization/visibility";
import type { ActivityRow } from "./schema";

type Entry = {
  noun: string;
  action: string;
  targetId: string | null;
  targetLabel: string | null;
  workspaceId: string | null;
  before: unknown;
  after: unknown;
};
type Target = Pick<ActivityRow, "targetName" | "targetHref" | "workspaceName">;
type Known = { name: string; isOpen: boolean };

/** What each entry is about, as people call it, and the page of it. */
export async function readTargets(
  { actor }: Permit<"activity:read">,
  entries: readonly Entry[],
): Promise<Target[]> {
  const ids = [
    ...new Set(entries.flatMap((entry) => [findSubject(entry), findPlace(entry)].flatMap((id) => id ?? []))),
  ];
  const known = ids.length > 0 ? await readKnown(actor, ids) : new Map<string, Known>();
  return entries.map((entry) => {
    const subject = known.get(findSubject(entry) ?? "");
    const place = known.get(findPlace(entry) ?? "");
    return {
      targetName: toName(entry, subject),
      targetHref: subject?.isOpen ? toObjectHref(entry) : toOtherHref(actor, entry),
      workspaceName: place?.name ?? null,
    };
  });
}

const ofPeople = ["member", "workspace_member"];

/** People are called by their name of today; an object keeps the name that it had. */
function toName({ noun, targetId, targetLabel }: Entry, subject: Known | undefined): string | null {
  const label = targetLabel?.trim() || null;
  if (subject && (ofPeople.includes(noun) || label === null || noun === "budget")) return subject.name;
  return label ?? targetId;
}

/** The ID of the person, workspace, key, or account that waited. */
function findSubject(entry: Entry): string | null {
  const { noun, targetId } = entry;
  if (noun === "budget") return findPlace(entry);
  if (noun === "workspace_member") return targetId?.split("/").at(-1) ?? null;
  return ["member", "workspace", "api_key", "identity"].includes(noun) ? targetId : null;
}

function findPlace({ noun, workspaceId, before, after }: Entry): string | null {
  if (noun !== "budget") return workspaceId;
  const state = [after, before].find((one) => typeof one === "object" && one !== null);
  return state && "workspaceId" in state && typeof state.workspaceId === "string" ? state.workspaceId : null;
}

async function readKnown(actor: Actor, ids: readonly string[]): Promise<Map<string, Known>> {
  const visible = visibleTo(actor);
  const given = [...ids];
  const accounts = ["", ...given.filter((id) => z.uuid().safeParse(id).success)];
  const db = await database();
  const { rows } = await db.execute<Known & { id: string }>(sql`
    select id, coalesce(nullif(name, ''), email) as name, ${isTrue(or(visible.members, visible.leavers))} as "isOpen"
    from ${members} where ${inArray(members.id, given)}
    union all select id, name, ${isTrue(visible.workspaces)} from ${workspaces} where ${inArray(workspaces.id, given)}
    union all select id, name, ${isTrue(visible.keys)} from ${apiKeys} where ${inArray(apiKeys.id, given)}
    union all select id::text, email, false from ${waitingAccounts} where ${inArray(sql`${waitingAccounts.id}::text`, accounts)}
    union all select target_id, max(target_label), false from ${auditLog}
      where action = 'identity.let_in' and ${inArray(auditLog.targetId, accounts)} group by target_id having count(target_label) > 0`);
  return new Map(rows.map(({ id, ...one }) => [id, one]));
}

function isTrue(condition: SQL | undefined): SQL {
  return sql`coalesce(${condition ?? sql`true`}, false)`;
}

function toObjectHref(entry: Entry): string | null {
  const id = encodeURIComponent(findSubject(entry) ?? "");
  if (entry.noun === "budget") return toBudgetHref(entry);
  if (ofPeople.includes(entry.noun)) return `/members/${id}`;
  return entry.noun === "workspace" ? `/workspaces/${id}` : `/keys/${id}`;
}

function toBudgetHref({ action, targetId }: Entry): string {
  return action === "budget.remove" || targetId === null
    ? "/cost/budgets"
    : `/cost/budgets?${new URLSearchParams({ budget: targetId })}`;
}

type Page = { permission: Permission; toHref: (entry: Entry) => string };
const at = (permission: Permission, href: string): Page => ({ permission, toHref: () => href });

const pages: Record<string, Page> = {
  budget: { permission: "cost:read", toHref: toBudgetHref },
  invite: {
    permission: "invites:read",
    toHref: ({ targetLabel, targetId }) =>
      `/invites?${new URLSearchParams({ q: targetLabel?.trim() || targetId || "" })}`,
  },
  review: {
    permission: "reviews:read",
    toHref: ({ targetId }) => (targetId ? `/reviews/${encodeURIComponent(targetId)}` : "/reviews"),
  },
  unusual_day: {
    permission: "cost:read",
    toHref: ({ targetId }) =>
      `/cost/changes?${new URLSearchParams({ from: targetId ?? "", to: targetId ?? "", unusual: targetId ?? "" })}`,
  },
  statement: at("statements:read", "/cost/statements"),
  ledger_account: at("statements:read", "/cost/statements"),
  schedule: at("schedules:read", "/schedules"),
  finding: at("findings:read", "/findings"),
  opportunity: at("cost:read", "/cost/savings"),
  spend_limit: at("limits:read", "/limits"),
  grant: at("settings:read", "/settings"),
  settings: at("settings:read", "/settings?tab=rules"),
  webhook: at("settings:read", "/settings?tab=rules"),
  mail: at("settings:read", "/settings?tab=rules"),
  provider: at("settings:read", "/settings"),
  audit: at("settings:read", "/settings?tab=log"),
};

function toOtherHref(actor: Actor, entry: Entry): string | null {
  const page = Object.hasOwn(pages, entry.noun) ? pages[entry.noun] : undefined;
  return page && can(actor, page.permission) ? page.toHref(entry) : null;
}
