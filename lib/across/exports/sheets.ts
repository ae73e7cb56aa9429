import "server-only";
import { and, asc, sql } from "drizzle-orm";
import type { Permission } from "@/lib/core/auth/permissions";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { findRunOperation } from "@/lib/core/bulk/list-read-model";
import { apiKeys, invites } from "@/lib/core/db/directory-tables";
import { findings } from "@/lib/core/db/finding-tables";
import { isPartUnavailable } from "@/lib/core/db/parts";
import type { PagePart } from "@/lib/core/db/vocabulary";
import { AppError } from "@/lib/core/errors/errors";
import { toDay, toDaysBefore, windowDays } from "@/lib/core/format/calendar";
import { isVisibleFinding } from "@/lib/core/marks/visible-sql";
import { isFoldedLike } from "@/lib/core/organization/search-sql";
import { visibleTo } from "@/lib/core/organization/visibility";
import { toColumns } from "@/lib/core/sheets/cells-sql";
import { type Sheet, toText } from "@/lib/core/sheets/columns";
import { isFound as isFoundInvite, toOrder as toInviteOrder } from "@/lib/directory/invites/list-read-model";
import { loadInviteSearch } from "@/lib/directory/invites/search-params";
import { isFound as isFoundKey, toOrder as toKeyOrder } from "@/lib/directory/keys/filter-sql";
import { findMergedKeys } from "@/lib/directory/keys/merged-read-model";
import { loadKeySearch } from "@/lib/directory/keys/search-params";
import { getFacts, toScope } from "@/lib/directory/members/org-facts-read-model";
import { loadMemberSearch } from "@/lib/directory/members/search-params";
import { measuredReports } from "@/lib/directory/members/vocabulary";
import {
  fromWorkspaces,
  isFound as isFoundWorkspace,
  toOrder as toWorkspaceOrder,
} from "@/lib/directory/workspaces/list-sql";
import { loadPersonSearch, loadWorkspaceSearch } from "@/lib/directory/workspaces/search-params";
import { loadActivitySearch } from "@/lib/governance/activity/search-params";
import {
  isFound as isFoundFinding,
  toSortKeys as toFindingSortKeys,
} from "@/lib/governance/findings/list-read-model";
import { loadFindingSearch } from "@/lib/governance/findings/search-params";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { claudeCodeKeys } from "@/lib/money/reports/vocabulary";
import { openAccess } from "./access";
import { activityColumns, countActivity, readActivity } from "./activity";
import {
  countDirectory,
  type Directory,
  readDirectory,
  toFindings,
  toInvites,
  toKeys,
  toWorkspaceMembers,
  toWorkspaces,
} from "./directory-sql";
import { openFocus } from "./focus";
import { toMembers } from "./members-sql";
import { openClaudeCode, openCost, openUsage } from "./report-sheets";
import { openKeysOn, openMembershipsOn, openMembersOn } from "./snapshots";

type Open<P extends Permission> = (by: Permit<P>, search: URLSearchParams) => Sheet | Promise<Sheet>;
type OpenFor = (actor: Actor | null, search: URLSearchParams) => Promise<Sheet>;

const sheets = {
  members: defineSheet("members:read", "members", openMembers),
  invites: defineSheet("invites:read", "invites", openInvites),
  workspaces: defineSheet("workspaces:read", "workspaces", openWorkspaces),
  "workspace-members": defineSheet("workspaces:read", "workspaces", openWorkspaceMembers),
  access: defineSheet("members:read", "workspaces", openAccess),
  keys: defineSheet("keys:read", "api_keys", openKeys),
  usage: defineSheet("usage:read", "usage", openUsage),
  cost: defineSheet("cost:read", "cost", openCost),
  "claude-code": defineSheet("claude-code:read", "claude_code", openClaudeCode),
  focus: defineSheet("cost:read", "cost", openFocus),
  activity: defineSheet("activity:read", null, openActivity),
  findings: defineSheet("findings:read", null, openFindings),
} satisfies Record<string, OpenFor>;

export type ExportNoun = keyof typeof sheets;

export function isExportNoun(noun: string): noun is ExportNoun {
  return Object.hasOwn(sheets, noun);
}

/** @throws AppError unauthenticated, forbidden, invalid; not_available where the organization does not have the part */
export function openSheet(noun: ExportNoun, actor: Actor | null, search: URLSearchParams): Promise<Sheet> {
  return sheets[noun](actor, search);
}

/** An empty file would claim that there are none. */
function defineSheet<P extends Permission>(permission: P, part: PagePart | null, open: Open<P>): OpenFor {
  return async (actor, search) => {
    const by = permitActor(actor, permission);
    if (part && (await isPartUnavailable(part)))
      throw new AppError("not_available", `this organization does not have ${part}`);
    return open(by, search);
  };
}

const nothing = { total: 0, done: 0 };

async function openMembers(by: Permit<"members:read">, search: URLSearchParams): Promise<Sheet> {
  if (search.has("at")) return openMembersOn(by, search);
  const facts = await getFacts();
  const { total, done } = facts.loading?.isUnavailable ? nothing : (facts.loading ?? nothing);
  const sheet = toSheet(toMembers(toScope(by.actor, facts), loadMemberSearch(search)));
  const today = toDay(new Date());
  const measured = toDaysBefore(today, windowDays);
  const incompleteDays = await countIncompleteDays(measuredReports, [measured]);
  return { ...sheet, incompleteDays, missingDays: total - done };
}

function openInvites(_by: Permit<"invites:read">, search: URLSearchParams): Sheet {
  const found = loadInviteSearch(search);
  return toSheet(toInvites(isFoundInvite(found), sql`${toInviteOrder(found)}, ${asc(invites.id)}`));
}

async function openKeys(by: Permit<"keys:read">, search: URLSearchParams): Promise<Sheet> {
  if (search.has("at")) return openKeysOn(by, search);
  const found = loadKeySearch(search);
  const merged = await findMergedKeys(by, found);
  const where = and(visibleTo(by.actor).keys, isFoundKey(found)) ?? sql`true`;
  const sheet = toSheet(toKeys(where, sql`${toKeyOrder(found)}, ${asc(apiKeys.id)}`));
  return merged ? withMergedKeys(sheet) : sheet;
}

/** While names are masked, Claude Code keys are one row without details of a single key. */
function withMergedKeys(sheet: Sheet): Sheet {
  const known = new Map([
    ["id", claudeCodeKeys],
    ["type", "api_key"],
    ["name", "Claude Code keys"],
  ]);
  return {
    ...sheet,
    listRows: async function* () {
      yield* sheet.listRows();
      yield [sheet.columns.map(({ name }) => known.get(name) ?? null)];
    },
  };
}

/** Archived ones are included unless `archived` is false. */
function openWorkspaces(by: Permit<"workspaces:read">, search: URLSearchParams): Sheet {
  const found = loadWorkspaceSearch(search);
  const where = and(visibleTo(by.actor).workspaces, isFoundWorkspace(found)) ?? sql`true`;
  return toSheet(toWorkspaces({ from: fromWorkspaces(), where, order: toWorkspaceOrder(found) }));
}

function openWorkspaceMembers(
  by: Permit<"workspaces:read">,
  search: URLSearchParams,
): Sheet | Promise<Sheet> {
  if (search.has("at")) return openMembershipsOn(by, search);
  const { q, role, only } = loadPersonSearch(search);
  const found = and(
    q.trim() ? isFoldedLike(sql`u.folded`, q) : undefined,
    role.length > 0 ? sql`m.role in ${role}` : undefined,
    only.length > 0 ? sql`u.id in ${only}` : undefined,
  );
  return toSheet(toWorkspaceMembers(by.actor, search.get("workspace"), found ?? sql`true`));
}

function openFindings({ actor }: Permit<"findings:read">, search: URLSearchParams): Sheet {
  const found = loadFindingSearch(search);
  const where = and(isVisibleFinding(actor), isFoundFinding(found, actor)) ?? sql`false`;
  const keys = toFindingSortKeys(found).map((key) => sql`${key} ${sql.raw(found.direction)} nulls last`);
  return toSheet(toFindings(where, sql`${sql.join(keys, sql`, `)}, ${asc(findings.id)}`));
}

/** The record of a run has the name of what it did. */
async function openActivity(by: Permit<"activity:read">, search: URLSearchParams): Promise<Sheet> {
  const { actor } = by;
  const found = loadActivitySearch(search);
  const operation = found.run === null ? null : await findRunOperation(by, found.run);
  return {
    ...(operation && { name: operation.replaceAll(/[._]/g, "-") }),
    columns: toText(activityColumns),
    listRows: () => readActivity(found, actor),
    isLongerThan: async (rows) => (await countActivity(found, actor)) > rows,
    period: toToday(),
  };
}

function toSheet(directory: Directory): Sheet {
  return {
    columns: toColumns(directory.columns),
    listRows: () => readDirectory(directory),
    isLongerThan: async (rows) => (await countDirectory(directory)) > rows,
    period: toToday(),
  };
}

function toToday(): string {
  return toDay(new Date());
}
