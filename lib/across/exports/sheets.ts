import "server-only";
import type { Permission } from "@/lib/core/auth/permissions";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { findRunOperation } from "@/lib/core/bulk/list-read-model";
import { isPartUnavailable } from "@/lib/core/db/parts";
import type { PagePart } from "@/lib/core/db/vocabulary";
import { AppError } from "@/lib/core/errors/errors";
import { toDay, toDaysBefore, windowDays } from "@/lib/core/format/calendar";
import { toColumns } from "@/lib/core/sheets/cells-sql";
import { type Sheet, toText } from "@/lib/core/sheets/columns";
import { findMergedKeys } from "@/lib/directory/keys/merged-read-model";
import { loadKeySearch } from "@/lib/directory/keys/search-params";
import { getFacts } from "@/lib/directory/members/org-facts-read-model";
import { measuredReports } from "@/lib/directory/members/vocabulary";
import { loadActivitySearch } from "@/lib/governance/activity/search-params";
import { countIncompleteDays } from "@/lib/money/reports/query/incomplete";
import { claudeCodeKeys } from "@/lib/money/reports/vocabulary";
import { openAccess } from "./access";
import { activityColumns, countActivity, readActivity } from "./activity";
import {
  findFindings,
  findInvites,
  findKeys,
  findMembers,
  findWorkspaceMembers,
  findWorkspaces,
} from "./directories";
import { countDirectory, type Directory, readDirectory } from "./directory-sql";
import { openFocus } from "./focus";
import { openClaudeCode, openCost, openUsage } from "./report-sheets";
import { openKeysOn, openMembershipsOn, openMembersOn } from "./snapshots";

type Open<P extends Permission> = (by: Permit<P>, search: URLSearchParams) => Sheet | Promise<Sheet>;
type OpenFor = (actor: Actor | null, search: URLSearchParams) => Promise<Sheet>;

const sheets = {
  members: defineSheet("members:read", "members", openMembers),
  invites: defineSheet("invites:read", "invites", (by, search) => toSheet(findInvites(by, search))),
  workspaces: defineSheet("workspaces:read", "workspaces", (by, search) =>
    toSheet(findWorkspaces(by, search)),
  ),
  "workspace-members": defineSheet("workspaces:read", "workspaces", openWorkspaceMembers),
  access: defineSheet("members:read", "workspaces", openAccess),
  keys: defineSheet("keys:read", "api_keys", openKeys),
  usage: defineSheet("usage:read", "usage", openUsage),
  cost: defineSheet("cost:read", "cost", openCost),
  "claude-code": defineSheet("claude-code:read", "claude_code", openClaudeCode),
  focus: defineSheet("cost:read", "cost", openFocus),
  activity: defineSheet("activity:read", null, openActivity),
  findings: defineSheet("findings:read", null, (by, search) => toSheet(findFindings(by, search))),
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
  const sheet = toSheet(await findMembers(by, search, Promise.resolve(facts)));
  const today = toDay(new Date());
  const measured = toDaysBefore(today, windowDays);
  const incompleteDays = await countIncompleteDays(measuredReports, [measured]);
  return { ...sheet, incompleteDays, missingDays: total - done };
}

async function openKeys(by: Permit<"keys:read">, search: URLSearchParams): Promise<Sheet> {
  if (search.has("at")) return openKeysOn(by, search);
  const merged = await findMergedKeys(by, loadKeySearch(search));
  const sheet = toSheet(findKeys(by, search));
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

function openWorkspaceMembers(
  by: Permit<"workspaces:read">,
  search: URLSearchParams,
): Sheet | Promise<Sheet> {
  if (search.has("at")) return openMembershipsOn(by, search);
  return toSheet(findWorkspaceMembers(by, search, search.get("workspace")));
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
