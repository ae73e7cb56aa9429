import "server-only";
import type Anthropic from "@anthropic-ai/sdk";
import { z } from "zod";
import { readOauthApi } from "@/lib/core/admin-api/client";
import { objectId, optionalInstant, storedObject } from "@/lib/core/admin-api/schema";
import { AppError } from "@/lib/core/errors/errors";
import { readRows, type UnreadableRow } from "@/lib/core/errors/unreadable-row";

const serviceAccount = storedObject({
  id: objectId,
  name: z.string(),
  description: z.string().nullish(),
  organization_role: z.string().nullish(),
  created_at: optionalInstant,
  archived_at: optionalInstant,
}).transform((raw) => ({
  id: raw.id,
  name: raw.name,
  description: raw.description ?? null,
  role: raw.organization_role ?? null,
  createdAt: raw.created_at || null,
  archivedAt: raw.archived_at || null,
  raw,
}));

const serviceAccountPlace = z.looseObject({
  workspace_id: z.string().min(1),
  workspace_role: z.string(),
  implicit: z.boolean().nullish(),
});

const pageSize = 1000;
const maxPages = 100;
const tokenPage = z.looseObject({ data: z.array(z.unknown()), next_page: z.string().nullish() });

export type FoundAccount = ServiceAccount & {
  workspaces: { id: string; role: string }[];
  seenAt: string;
};

export async function fetchServiceAccounts(
  signal?: AbortSignal,
): Promise<{ rows: FoundAccount[]; unreadable: UnreadableRow[] }> {
  const seenAt = new Date().toISOString();
  const received = await listPages("service_accounts", { include_archived: "true" }, signal);
  const { rows, unreadable } = readRows(serviceAccount, received, ["id"]);
  const found: FoundAccount[] = [];
  for (const row of rows) {
    const places = row.archivedAt ? null : await fetchPlaces(row.id, signal);
    unreadable.push(...(places?.unreadable ?? []));
    found.push({ ...row, workspaces: places?.workspaces ?? [], seenAt });
  }
  return { rows: found, unreadable };
}

async function fetchPlaces(id: string, signal: AbortSignal | undefined) {
  const received = await listPages(`service_accounts/${encodeURIComponent(id)}/workspaces`, {}, signal);
  const { rows, unreadable } = readRows(serviceAccountPlace, received, [
    "service_account_id",
    "workspace_id",
  ]);
  const explicit = rows.filter(({ implicit }) => !implicit);
  return {
    workspaces: explicit.map((row) => ({ id: row.workspace_id, role: row.workspace_role })),
    unreadable: unreadable.map((row) => ({ ...row, id: id })),
  };
}

async function listPages(
  path: string,
  query: Record<string, string>,
  signal: AbortSignal | undefined,
): Promise<unknown[]> {
  const received: unknown[] = [];
  let page: string | undefined;
  for (let pages = 0; pages < maxPages; pages++) {
    signal?.throwIfAborted();
    const found = await readPage(path, { ...query, limit: String(pageSize), ...(page && { page }) }, signal);
    received.push(...found.data);
    if (!found.next_page) return received;
    if (found.next_page === page) break;
    page = found.next_page;
  }
  throw new AppError("bad_answer", "the listing does not come to an end");
}

function readPage(path: string, query: Record<string, string>, signal: AbortSignal | undefined) {
  return readOauthApi(async (api: Anthropic, options) => {
    const answer = await api.get(`/v1/organizations/${path}`, {
      ...options,
      query,
      ...(signal && { signal: AbortSignal.any([signal]) }),
    });
    return tokenPage.parse(answer);
  });
}

type ServiceAccount = z.infer<typeof serviceAccount>;
