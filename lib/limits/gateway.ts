import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import { z } from "zod";
import { readOptionalApi } from "@/lib/admin-api/client";
import { writeOne } from "@/lib/admin-api/read-one";
import type { Permit } from "@/lib/auth/permit";
import { AppError } from "@/lib/errors";
import {
  type ChangeLimitsInput,
  type LimitGroup,
  organizationLimit,
  type SpendLimit,
  toldSpendLimit,
  workspaceLimit,
} from "./schema";

const spendBeta = "spend-limit-reads-2026-09-26";
const mostPages = 50;
const page = z.looseObject({ data: z.array(z.unknown()), next_page: z.string().nullish() });

type Options = { maxRetries: number };
type FetchPage = (
  api: Anthropic,
  query: { page?: string },
  options: Options,
) => { asResponse(): Promise<Response> };

/** Every item of a listing whose cursor is the vendor's own. */
async function readPages<T>(item: z.ZodType<T>, fetchPage: FetchPage): Promise<T[]> {
  const found: T[] = [];
  let cursor: string | undefined;
  for (let pages = 0; pages < mostPages; pages++) {
    const next = await readOptionalApi(async (api, options) => {
      const response = await fetchPage(api, cursor ? { page: cursor } : {}, options).asResponse();
      const { data, next_page } = page.parse(await response.json());
      found.push(...z.array(item).parse(data));
      return next_page;
    });
    if (!next) return found;
    cursor = next;
  }
  throw new AppError("bad_answer", "the listing does not come to an end");
}

export function fetchOrganizationLimits(): Promise<LimitGroup[]> {
  return readPages(organizationLimit, (api, query, options) =>
    api.organization.rateLimits.list(query, options),
  );
}

/** With what is inherited, where the API knows to tell. */
export function fetchWorkspaceLimits(workspaceId: string): Promise<LimitGroup[]> {
  return readPages(workspaceLimit, (api, query, options) =>
    api.organization.workspaces.rateLimits.list(workspaceId, { ...query, include_inherited: true }, options),
  );
}

/** Not every organisation may read these. */
export function fetchSpendLimits(): Promise<SpendLimit[]> {
  return readPages(toldSpendLimit, (api, query, options) =>
    api.beta.organization.spendLimits.list({ ...query, limit: 1000, betas: [spendBeta] }, options),
  );
}

/** Answers with the group's own limits of the workspace. */
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
