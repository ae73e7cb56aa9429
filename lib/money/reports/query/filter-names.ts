import "server-only";
import { and, inArray, sql } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { apiKeys, workspaces } from "@/lib/core/db/directory-tables";
import { isShownByItself } from "@/lib/core/organization/claude-code-keys";
import { visibleTo } from "@/lib/core/organization/visibility";
import { isTag, toTagValue } from "@/lib/money/reports/dimension";
import type { Filter } from "@/lib/money/reports/search-params";

type Named = { dimension: string; values: { key: string; label: string | null | undefined }[] };

/** Someone who writes another workspace's or key's ID into the URL doesn't learn its name. */
export async function nameFilter(actor: Actor, filter: Filter<string>): Promise<Named[]> {
  const named = Object.entries(filter).map(async ([dimension, values = []]) => {
    const names = await listNames(actor, dimension, values);
    const toOwnLabel = (key: string) => (key.startsWith("(") ? null : key);
    const toLabel = isTag(dimension) ? toTagValue : toOwnLabel;
    return {
      dimension,
      values: values.map((key) => ({ key, label: names.has(key) ? names.get(key) : toLabel(key) })),
    };
  });
  return Promise.all(named);
}

async function listNames(actor: Actor, dimension: string, keys: readonly string[]) {
  const { inWorkspace } = visibleTo(actor);
  const db = await database();
  if (dimension === "workspace") {
    const found = await db
      .select({
        id: workspaces.id,
        name: sql<string | null>`case when ${workspaces.isDefault} then null else ${workspaces.name} end`,
      })
      .from(workspaces)
      .where(and(inArray(workspaces.id, [...keys]), inWorkspace(workspaces.id)));
    return new Map(found.map(({ id, name }) => [id, name]));
  }
  if (dimension !== "key") return new Map<string, string | null>();
  const found = await db
    .select({ id: apiKeys.id, name: apiKeys.name })
    .from(apiKeys)
    .where(
      and(
        inArray(apiKeys.id, [...keys]),
        isShownByItself(sql`${apiKeys.id}`),
        inWorkspace(apiKeys.workspaceId),
      ),
    );
  return new Map(found.map(({ id, name }) => [id, name]));
}
