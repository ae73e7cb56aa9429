import "server-only";
import { and, inArray, isNull, sql } from "drizzle-orm";
import { isInForce } from "@/lib/core/auth/grant-sql";
import { getSignInMethods } from "@/lib/core/auth/methods";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import { adminRoles } from "@/lib/core/auth/role-personas";
import { grants } from "@/lib/core/db/access-tables";
import { budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { identities } from "@/lib/core/db/identity-tables";
import { listChannels } from "@/lib/core/delivery/read-model";
import { env } from "@/lib/core/env/env";
import { getSetting } from "@/lib/core/settings/store";
import type { Setup } from "./schema";

/** Null in the sandbox, which needs none of it, and once somebody has hidden it. */
export async function getSetup({ actor }: Permit<"settings:write">): Promise<Setup | null> {
  if (env.isSandbox || (await getSetting("setup_hidden"))) return null;
  const db = await database();
  const [hasAdmin, { mailFrom, lastMail }, budgetCount] = await Promise.all([
    hasOwnAdmin(),
    listChannels(permitActor(actor, "schedules:read")),
    db.$count(budgets),
  ]);
  const toState = (isDone: boolean) => (isDone ? "done" : "todo");
  return {
    signIn: toState(getSignInMethods().providers.length > 0),
    admin: toState(hasAdmin),
    mail: mailFrom === null ? "todo" : lastMail?.state === "sent" ? "done" : "started",
    budget: toState(budgetCount > 0),
  };
}

/** Whether someone has signed in who is an admin by the directory or a grant, not by the link or the environment. */
async function hasOwnAdmin(): Promise<boolean> {
  const db = await database();
  const own = sql`lower(${identities.email})`;
  const ofDirectory = db
    .select({ email: sql`lower(${members.email})` })
    .from(members)
    .where(and(inArray(members.role, adminRoles), isNull(members.goneAt)));
  const ofGrants = db
    .select({ email: sql`lower(${grants.email})` })
    .from(grants)
    .where(and(sql`${grants.persona} = 'admin'`, isInForce()));
  return (await db.$count(identities, sql`${own} in ${ofDirectory} or ${own} in ${ofGrants}`)) > 0;
}
