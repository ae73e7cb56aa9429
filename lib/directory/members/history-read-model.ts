import "server-only";
import { z } from "zod";
import { type HistoryEvent, listHistory, toNewest } from "@/lib/core/audit/history";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { workspaces } from "@/lib/core/db/directory-tables";
import { findPeople } from "@/lib/core/organization/people";
import { visibleTo } from "@/lib/core/organization/visibility";
import type { MemberEvent } from "./schema";

type By = Permit<"members:read">;

const fields = ["email", "name", "role", "persona"] as const;
const text = z.string().nullish();
const state = z.looseObject({ email: text, name: text, role: text, persona: text });

/** Newest first: changes to the person's organization membership and access. A lead sees only their own workspaces. */
export async function listMemberHistory(
  by: By,
  { id, email }: { id: string; email: string },
): Promise<MemberEvent[]> {
  const names = await listWorkspaceNames(by);
  const places = new Map([...names].map(([workspaceId, name]) => [`${workspaceId}/${id}`, name]));
  const isWhole = visibleTo(by.actor).isAll;
  const events = [
    ...(await listHistory(by, "workspace_member", [...places.keys()])),
    ...(isWhole ? await listHistory(by, "member", [id]) : []),
    ...(isWhole ? await listHistory(by, "grant", [...new Set([email, email.toLowerCase()])]) : []),
  ];
  const toPerson = await findPeople(
    by.actor,
    events.map(({ actorEmail }) => actorEmail),
  );
  return toNewest(events).map(({ at, before, after, targetId, ...event }) => ({
    ...event,
    at: at.toISOString(),
    actorName: toPerson(event.actorEmail).name,
    workspaceName: places.get(targetId) ?? null,
    differences: toDifferences(event, before, after),
  }));
}

async function listWorkspaceNames({ actor }: By): Promise<Map<string, string>> {
  const db = await database();
  const rows = await db
    .select({ id: workspaces.id, name: workspaces.name })
    .from(workspaces)
    .where(visibleTo(actor).inWorkspace(workspaces.id));
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** A refused operation changed nothing. Additions and removals show only the role. */
function toDifferences(
  { outcome }: Pick<HistoryEvent, "outcome">,
  before: unknown,
  after: unknown,
): MemberEvent["differences"] {
  if (outcome === "failed" || outcome === "unknown") return [];
  const [from, to] = [toState(before), toState(after)];
  const isWhole = from !== null && to !== null;
  return fields
    .filter((field) => (isWhole ? field in from && field in to : field === "role" || field === "persona"))
    .map((field) => ({ field, before: from?.[field] ?? null, after: to?.[field] ?? null }))
    .filter((difference) => difference.before !== difference.after);
}

function toState(value: unknown): z.infer<typeof state> | null {
  return state.safeParse(value).data ?? null;
}
