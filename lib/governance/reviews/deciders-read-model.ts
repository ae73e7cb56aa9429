import "server-only";
import { sql } from "drizzle-orm";
import { can } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { listAdmins } from "@/lib/core/delivery/addresses-store";
import { findPeople } from "@/lib/core/organization/people";
import { findReviewName } from "./detail-read-model";
import { type DecidersPage, decidersPage } from "./event-schema";
import { getPlace } from "./rows-read-model";

/**
 * Others who may decide: about a workspace its leads, who see each other, and the admins; about several, the admins.
 * @throws AppError not_found
 */
export async function listDeciders(
  by: Permit<"reviews:read">,
  { reviewId, workspaceId }: { reviewId: string; workspaceId: string | undefined },
): Promise<DecidersPage> {
  const mayHandOver = can(by.actor, "reviews:write") && (await findReviewName(by, reviewId)) !== null;
  if (!mayHandOver) return { people: [] };
  const leads = workspaceId === undefined ? [] : await listLeads(by, { reviewId, workspaceId });
  const own = by.actor.email.toLowerCase();
  const emails = [...new Set([...leads, ...(await listAdmins())])].filter((email) => email !== own);
  const toPerson = await findPeople(by.actor, emails);
  const people = emails.map((email) => ({ email, name: toPerson(email).name }));
  return decidersPage.parse({
    people: people.toSorted((one, other) => (one.name ?? one.email).localeCompare(other.name ?? other.email)),
  });
}

async function listLeads(
  by: Permit<"reviews:read">,
  asked: { reviewId: string; workspaceId: string },
): Promise<string[]> {
  await getPlace(by, asked);
  const db = await database();
  const { rows } = await db.execute<{ email: string }>(sql`
    select lower(who.email) as email from ${workspaceMembers} led join ${members} who on who.id = led.user_id
    where led.workspace_id = ${asked.workspaceId} and led.role = 'workspace_admin' and led.gone_at is null
      and who.gone_at is null`);
  return rows.map(({ email }) => email);
}
