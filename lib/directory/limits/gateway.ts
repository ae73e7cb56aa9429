import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import { z } from "zod";
import { readOptionalApi, writeApi } from "@/lib/core/admin-api/client";
import { writeOne } from "@/lib/core/admin-api/read-one";
import type { Permit } from "@/lib/core/auth/permit";
import { AppError } from "@/lib/core/errors/errors";
import { readRows, type UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { deletedSpendLimit, organizationLimit, spendLimitAnswer, workspaceLimit } from "./response-schema";
import type { ChangeLimitsInput, LimitGroup, SetSpendLimit, SpendLimit } from "./schema";

const spendBeta = "spend-limit-reads-2026-09-26";
const maxPages = 50;
const page = z.looseObject({ data: z.array(z.unknown()), next_page: z.string().nullish() });

type Options = { maxRetries: number };
type FetchPage = (
  api: Anthropic,
  query: { page?: string },
  options: Options,
) => { asResponse(): Promise<Response> };

export type LimitListing<T> = { rows: T[]; unreadable: UnreadableRow[] };

/** Every item of a listing with the vendor's own cursor. */
async function readPages<T>(
  item: z.ZodType<T>,
  fetchPage: FetchPage,
  key: readonly string[] = ["id"],
): Promise<LimitListing<T>> {
  const found: LimitListing<T> = { rows: [], unreadable: [] };
  let cursor: string | undefined;
  for (let pages = 0; pages < maxPages; pages++) {
    const next = await readOptionalApi(async (api, options) => {
      const response = await fetchPage(api, cursor ? { page: cursor } : {}, options).asResponse();
      const { data, next_page } = page.parse(await response.json());
      const { rows, unreadable } = readRows(item, data, key);
      found.rows.push(...rows);
      found.unreadable.push(...unreadable);
      return next_page;
    });
    if (!next) return found;
    if (next === cursor) break;
    cursor = next;
  }
  throw new AppError("bad_answer", "the listing does not come to an end");
}

export function fetchOrganizationLimits(): Promise<LimitListing<LimitGroup>> {
  return readPages(organizationLimit, (api, query, options) =>
    api.organization.rateLimits.list(query, options),
  );
}

export function fetchWorkspaceLimits(workspaceId: string): Promise<LimitListing<LimitGroup>> {
  return readPages(
    workspaceLimit,
    (api, query, options) =>
      api.organization.workspaces.rateLimits.list(
        workspaceId,
        { ...query, include_inherited: true },
        options,
      ),
    ["rate_limit_id"],
  );
}

export function fetchSpendLimits(): Promise<LimitListing<SpendLimit>> {
  return readPages(spendLimitAnswer, (api, query, options) =>
    api.beta.organization.spendLimits.list({ ...query, limit: 1000, betas: [spendBeta] }, options),
  );
}

/** Reading one needs the same access as a write, so this shows whether there is any. */
export async function checkSpendLimitAccess(spendLimitId: string): Promise<void> {
  await readOptionalApi((api, options) => api.beta.organization.spendLimits.retrieve(spendLimitId, options));
}

export function setSpendLimit(
  _by: Permit<"limits:write">,
  { subjectId, scope, period, cents }: SetSpendLimit,
): Promise<SpendLimit> {
  const scopes = {
    organization: { type: "organization" },
    workspace: { type: "workspace", workspace_id: subjectId },
    user: { type: "user", user_id: subjectId },
  } as const;
  return writeOne(spendLimitAnswer, (api) =>
    api.beta.organization.spendLimits.set({ scope: scopes[scope], amount: cents, period }),
  );
}

export async function deleteSpendLimit(_by: Permit<"limits:write">, spendLimitId: string): Promise<void> {
  await writeApi(async (api) =>
    deletedSpendLimit.parse(await api.beta.organization.spendLimits.delete(spendLimitId)),
  );
}

export function updateWorkspaceLimits(
  _by: Permit<"workspaces:write">,
  { workspaceId, rateLimitId, change }: ChangeLimitsInput,
): Promise<LimitGroup> {
  const limits = Object.entries(change).map(([type, value]) => ({ type: type as KnownLimiter, value }));
  return writeOne(workspaceLimit, (api) =>
    api.organization.workspaces.rateLimits.update(rateLimitId, { workspace_id: workspaceId, limits }),
  );
}

/** Sound: kinds of limiters are open texts, which the API checks; the SDK types those of its day. */
type KnownLimiter = Anthropic.Organization.Workspaces.WorkspaceRateLimitUpdateValue["type"];
