import "server-only";
import { desc } from "drizzle-orm";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { organization } from "@/lib/core/db/directory-tables";

/** Tells the staged changes of organizations and people apart in a browser that several use. */
export async function getBasketOwner({ actor }: Permit<"members:read">): Promise<string> {
  const db = await database();
  const [found] = await db
    .select({ id: organization.id })
    .from(organization)
    .orderBy(desc(organization.seenAt))
    .limit(1);
  return `${found?.id ?? ""} ${actor.email.toLowerCase()}`;
}
