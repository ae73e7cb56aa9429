import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq, ne, sql } from "drizzle-orm";
import { z } from "zod";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { savedViews } from "@/lib/core/db/personal-tables";
import { keptRead } from "@/lib/core/entry/kept-read";
import { AppError } from "@/lib/core/errors/errors";
import { type View, view } from "./schema";
import { maxViews, type ViewPage } from "./vocabulary";

type By = Permit<"views:write">;
type Reader = Permit<"views:read" | "views:write">;

/** A person's own; no one reads those of another. */
export const listViews = keptRead("person", readViews);

async function readViews(by: Reader, page?: ViewPage): Promise<View[]> {
  const db = await database();
  const isOfPage = page === undefined ? undefined : eq(savedViews.page, page);
  const rows = await db
    .select({ id: savedViews.id, page: savedViews.page, name: savedViews.name, query: savedViews.query })
    .from(savedViews)
    .where(and(isOwn(by), isOfPage))
    .orderBy(sql`lower(${savedViews.name})`, savedViews.createdAt);
  return z.array(view).parse(rows);
}

/** @throws AppError not_found, also if the view is someone else's */
export async function getView(by: By, id: string): Promise<View> {
  const found = (await readViews(by)).find((one) => one.id === id);
  if (!found) throw new AppError("not_found", `no view ${id} of ${by.actor.email}`);
  return found;
}

/** @throws AppError conflict if the page has one with that name; refused if there are too many */
export async function insertView(tx: Transaction, by: By, given: Omit<View, "id">): Promise<void> {
  await refuseTaken(tx, by, given, null);
  if ((await tx.$count(savedViews, isOwn(by))) >= maxViews)
    throw new AppError("conflict", "too many views", { reason: "too_many_views" });
  await tx
    .insert(savedViews)
    .values({ id: randomUUID(), email: toOwner(by), createdAt: new Date(), ...given });
}

/** @throws AppError conflict */
export async function renameView(tx: Transaction, by: By, { id, page, name }: View): Promise<void> {
  await refuseTaken(tx, by, { page, name }, id);
  await tx
    .update(savedViews)
    .set({ name })
    .where(and(eq(savedViews.id, id), isOwn(by)));
}

export async function deleteView(tx: Transaction, by: By, id: string): Promise<void> {
  await tx.delete(savedViews).where(and(eq(savedViews.id, id), isOwn(by)));
}

async function refuseTaken(
  tx: Transaction,
  by: By,
  { page, name }: Pick<View, "page" | "name">,
  but: string | null,
): Promise<void> {
  const isOther = but === null ? undefined : ne(savedViews.id, but);
  const isSame = and(
    isOwn(by),
    eq(savedViews.page, page),
    sql`lower(${savedViews.name}) = lower(${name})`,
    isOther,
  );
  if ((await tx.$count(savedViews, isSame)) > 0)
    throw new AppError("conflict", "the name is taken", { reason: "view_name_taken" });
}

function isOwn(by: Reader) {
  return eq(savedViews.email, toOwner(by));
}

function toOwner({ actor }: Reader): string {
  return actor.email.toLowerCase();
}
