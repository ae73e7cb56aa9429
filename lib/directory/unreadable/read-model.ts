import "server-only";
import { asc, desc, eq, getTableColumns, lte, sql } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { unreadableRows, workspaces } from "@/lib/core/db/directory-tables";
import { type Unreadable, unreadable } from "./schema";

const namingField = /name|email|description|subject|title|hint|tags|url|actor$/i;

const address = /[^\s"<>@]+@[^\s"<>@]+/g;

const maxPartsOfNoun = 5;

export async function listUnreadable(_by: Permit<"settings:read">): Promise<Unreadable> {
  const db = await database();
  const [sums] = await db
    .select({
      total: sql`coalesce(sum(${unreadableRows.count}), 0)`.mapWith(Number),
      parts: sql`count(*)`.mapWith(Number),
    })
    .from(unreadableRows);
  const rank = sql<number>`row_number() over (partition by ${unreadableRows.noun} order by ${unreadableRows.part} desc)`;
  const ranked = db
    .select({ ...getTableColumns(unreadableRows), rank: rank.as("rank") })
    .from(unreadableRows)
    .as("ranked");
  const { rank: place, ...columns } = ranked._.selectedFields;
  const rows = await db
    .select({ ...columns, workspaceName: workspaces.name })
    .from(ranked)
    .leftJoin(workspaces, eq(workspaces.id, sql`regexp_replace(${ranked.part}, '^rate:', '')`))
    .where(lte(place, maxPartsOfNoun))
    .orderBy(asc(ranked.noun), desc(ranked.part));
  return unreadable.parse({
    total: sums?.total ?? 0,
    otherParts: (sums?.parts ?? 0) - rows.length,
    parts: rows.map(({ samples, seenAt, ...row }) => ({
      ...row,
      ...toShown(row),
      seenAt: seenAt.toISOString(),
      field: samples[0]?.field ?? "",
      problem: samples[0]?.problem ?? "form",
      sample: JSON.stringify(
        samples.map(({ field, problem, sample }) => ({ field, problem, row: redact(sample) })),
        null,
        2,
      ),
    })),
  });
}

/** Limits are kept by what was read at once, under names that mean nothing to a person. */
function toShown({ noun, part }: { noun: string; part: string }): { noun: string; part: string } {
  if (noun !== "limit") return { noun, part };
  if (part.startsWith("peaks:")) return { noun: "peak", part: part.slice("peaks:".length) };
  if (part === "rate:organization") return { noun: "rate_limit", part: "" };
  if (part.startsWith("rate:")) return { noun: "rate_limit", part: part.slice("rate:".length) };
  return part === "spend" ? { noun: "spend_limit", part: "" } : { noun, part };
}

/** Keeps the shape, IDs, and numbers of a row, but no names or addresses. */
function redact(value: unknown, isNaming = false): unknown {
  if (typeof value === "string") return isNaming ? "[text]" : value.replace(address, "[email]");
  if (Array.isArray(value)) return value.map((each) => redact(each, isNaming));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([field, each]) => [field, redact(each, isNaming || namingField.test(field))]),
  );
}
