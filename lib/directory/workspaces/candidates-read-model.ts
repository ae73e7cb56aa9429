import "server-only";
import { and, asc, eq, isNull, type SQL, sql } from "drizzle-orm";
import { type Permit, permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { database } from "@/lib/core/db/client";
import { members, workspaceMembers } from "@/lib/core/db/directory-tables";
import { SharedTokenBucket } from "@/lib/core/db/shared-token-bucket";
import { toFoldedPattern } from "@/lib/core/organization/search-pattern";
import { toFolded } from "@/lib/core/organization/search-sql";
import { visibleTo } from "@/lib/core/organization/visibility";
import { byName, getReachable, isFoundPerson, isInheriting, isMembershipOf } from "./people-read-model";
import { type Candidate, candidates } from "./schema";
import { countMissingLetters } from "./vocabulary";

const maxForAdmins = 20;
const maxForLeads = 8;
const leadSearches = new SharedTokenBucket("candidate-searches", { capacity: 40, perMinute: 10 });

/**
 * A lead must know whom to add: the first letters of each name or the full address, with a limited number of searches.
 * People who see the directory may search it freely.
 * Without a workspace, for those who may make one.
 * @throws AppError not_found, also if the workspace isn't visible; forbidden; too_many_requests
 */
export async function findCandidates(
  by: Permit<"memberships:write">,
  { workspace, q }: { workspace?: string | undefined; q: string },
): Promise<Candidate[]> {
  const isLead = !visibleTo(by.actor).isAll;
  if (isLead) await leadSearches.spend(by.actor.id);
  if (workspace === undefined) permitActor(by.actor, "workspaces:write");
  else await getReachable(by, workspace);
  const text = q.trim();
  const isAddress = eq(sql`lower(${members.email})`, text.toLowerCase());
  const db = await database();
  const rows = await db
    .select({ userId: members.id, name: members.name, email: members.email, reason: whyNot })
    .from(members)
    .leftJoin(workspaceMembers, workspace === undefined ? sql`false` : isMembershipOf(workspace))
    .where(and(isNull(members.goneAt), isNamed(by.actor, text, isAddress)))
    .orderBy(sql`${isAddress} desc`, byName, asc(members.id))
    .limit(isLead ? maxForLeads : maxForAdmins);
  return candidates.parse(rows);
}

const whyNot = sql<string | null>`case when ${isInheriting} then 'inherited_access'
  when ${workspaceMembers.userId} is not null then 'already_in_workspace' end`;

function isNamed(actor: Actor, text: string, isAddress: SQL): SQL {
  if (visibleTo(actor).isAll) return isFoundPerson(text) ?? sql`false`;
  return text.includes("@") || countMissingLetters(text) > 0
    ? isAddress
    : sql`(${isAddress} or ${startsName(text)})`;
}

/** Ignores accents and case; "an du" finds Ana Duarte. */
function startsName(text: string): SQL {
  const toWords = (folded: SQL) => sql`regexp_replace(${folded}, '[-''.,()[:space:]]+', ' ', 'g')`;
  const wanted = toWords(sql`${toFoldedPattern(text)}::text`);
  return sql`' ' || ${toWords(toFolded(members.name))} like '% ' || ${wanted} || '%'`;
}
