import "server-only";
import { and, asc, sql } from "drizzle-orm";
import { loadActivitySearch } from "@/lib/activity/search-params";
import type { Permission } from "@/lib/auth/permissions";
import { type Permit, permitActor } from "@/lib/auth/permit";
import type { Actor } from "@/lib/auth/session";
import { apiKeys, invites } from "@/lib/db/directory-tables";
import { isFound as isFoundInvite, toOrder as toInviteOrder } from "@/lib/invites/mirror";
import { loadInviteSearch } from "@/lib/invites/search-params";
import { isFound as isFoundKey, toOrder as toKeyOrder } from "@/lib/keys/filter-mirror";
import { isInReach as isKeyInReach } from "@/lib/keys/mirror";
import { loadKeySearch } from "@/lib/keys/search-params";
import { getFacts, toScope } from "@/lib/members/facts-mirror";
import { loadMemberSearch } from "@/lib/members/search-params";
import { toDay } from "@/lib/reports/search-params";
import {
  fromWorkspaces,
  isFound as isFoundWorkspace,
  isLed as isWorkspaceInReach,
  toLike,
  toOrder as toWorkspaceOrder,
} from "@/lib/workspaces/list-mirror";
import { loadPersonSearch, loadWorkspaceSearch } from "@/lib/workspaces/search-params";
import { activityColumns, countActivity, readActivity } from "./activity";
import { type Sheet, toText } from "./columns";
import { toMembers } from "./members-mirror";
import {
  countDirectory,
  type Directory,
  readDirectory,
  toInvites,
  toKeys,
  toWorkspaceMembers,
  toWorkspaces,
} from "./mirror";
import { openClaudeCode, openCost, openUsage } from "./report-sheets";

type Open<P extends Permission> = (by: Permit<P>, search: URLSearchParams) => Sheet | Promise<Sheet>;
type OpenFor = (actor: Actor | null, search: URLSearchParams) => Promise<Sheet>;

/** Every noun with the permission that its file needs. */
const sheets = {
  members: defineSheet("members:read", openMembers),
  invites: defineSheet("invites:read", openInvites),
  workspaces: defineSheet("workspaces:read", openWorkspaces),
  "workspace-members": defineSheet("workspaces:read", openWorkspaceMembers),
  keys: defineSheet("keys:read", openKeys),
  usage: defineSheet("usage:read", openUsage),
  cost: defineSheet("cost:read", openCost),
  "claude-code": defineSheet("claude-code:read", openClaudeCode),
  activity: defineSheet("activity:read", openActivity),
} satisfies Record<string, OpenFor>;

export type ExportNoun = keyof typeof sheets;

export function isExportNoun(noun: string): noun is ExportNoun {
  return Object.hasOwn(sheets, noun);
}

/** @throws AppError unauthenticated, forbidden, invalid */
export function openSheet(noun: ExportNoun, actor: Actor | null, search: URLSearchParams): Promise<Sheet> {
  return sheets[noun](actor, search);
}

function defineSheet<P extends Permission>(permission: P, open: Open<P>): OpenFor {
  return async (actor, search) => open(permitActor(actor, permission), search);
}

/** The members page's own filter, order and reach. */
async function openMembers(by: Permit<"members:read">, search: URLSearchParams): Promise<Sheet> {
  return toSheet(toMembers(toScope(by.actor, await getFacts()), loadMemberSearch(search)));
}

/** The invites page's own filter and order. */
function openInvites(_by: Permit<"invites:read">, search: URLSearchParams): Sheet {
  const found = loadInviteSearch(search);
  return toSheet(toInvites(isFoundInvite(found), sql`${toInviteOrder(found)}, ${asc(invites.id)}`));
}

/** The keys page's own filter, order and reach. */
function openKeys(by: Permit<"keys:read">, search: URLSearchParams): Sheet {
  const found = loadKeySearch(search);
  const where = and(isKeyInReach(by), isFoundKey(found)) ?? sql`true`;
  return toSheet(toKeys(where, sql`${toKeyOrder(found)}, ${asc(apiKeys.id)}`));
}

/** The workspaces page's own filter, order and reach; archived ones too, unless `archived` is false. */
function openWorkspaces(by: Permit<"workspaces:read">, search: URLSearchParams): Sheet {
  const found = loadWorkspaceSearch(search);
  const where = and(isWorkspaceInReach(by), isFoundWorkspace(found)) ?? sql`true`;
  return toSheet(toWorkspaces({ from: fromWorkspaces(), where, order: toWorkspaceOrder(found) }));
}

/** Of every workspace, or with the search of one workspace's page. */
function openWorkspaceMembers({ actor }: Permit<"workspaces:read">, search: URLSearchParams): Sheet {
  const { q, role } = loadPersonSearch(search);
  const isLike = toLike(q);
  const found = and(
    isLike && sql`(${isLike(sql`u.name`)} or ${isLike(sql`u.email`)})`,
    role.length > 0 ? sql`m.role in ${role}` : undefined,
  );
  return toSheet(toWorkspaceMembers(actor, search.get("workspace"), found ?? sql`true`));
}

/** The activity page's own filter; always newest first. */
function openActivity(_by: Permit<"activity:read">, search: URLSearchParams): Sheet {
  const found = loadActivitySearch(search);
  return {
    columns: toText(activityColumns),
    listRows: () => readActivity(found),
    isLongerThan: async (rows) => (await countActivity(found)) > rows,
    period: toToday(),
  };
}

function toSheet(directory: Directory): Sheet {
  return {
    columns: Object.keys(directory.columns).map((name) => ({
      name,
      kind: directory.numbers?.includes(name) ? "number" : "text",
    })),
    listRows: () => readDirectory(directory),
    isLongerThan: async (rows) => (await countDirectory(directory)) > rows,
    period: toToday(),
  };
}

function toToday(): string {
  return toDay(new Date());
}
