import "server-only";
import { and, sql } from "drizzle-orm";
import { openAccess } from "@/lib/across/exports/access";
import { parseAsDay, parseAsText } from "@/lib/core/address/search-params";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { members, workspaces } from "@/lib/core/db/directory-tables";
import { isPartUnavailable } from "@/lib/core/db/parts";
import { readStrictly, refuseFields } from "@/lib/core/entry/strict-search";
import { AppError } from "@/lib/core/errors/errors";
import { visibleTo } from "@/lib/core/organization/visibility";
import { type Call, defineEndpoint, type Endpoint } from "./endpoint";
import { pageQuery, toPage, toPageSchema } from "./page";
import { toFields, toObject, toObjectSchema } from "./values";

type By = Permit<"members:read">;
const subjects = { workspace: parseAsText, member: parseAsText, at: parseAsDay };
const columns = [
  ...["type", "user_id", "user_email", "user_name", "user_role", "left_on"],
  ...["workspace_id", "workspace", "workspace_role", "access", "as_of"],
].map((name) => ({ name, kind: "text" as const }));

export const accessEndpoint: Endpoint = defineEndpoint({
  path: "/access",
  permission: "members:read",
  summary: "List who can reach a workspace, or what a member can reach, and why",
  query: { ...subjects, ...pageQuery },
  getSchema: async () => toPageSchema(toObjectSchema(toFields([{ name: "id", kind: "text" }, ...columns]))),
  read: async (by, call) => {
    if (await isPartUnavailable("workspaces"))
      throw new AppError("not_available", "this organization does not have workspaces");
    return toPage(await listReached(by, call), ({ id }) => id, call.search);
  },
});

/** As the matrix shows it: by a membership, by the organization role, or because everyone reaches Default. */
async function listReached(by: By, { search }: Call): Promise<({ id: string } & Record<string, unknown>)[]> {
  const { workspace, member, at } = readStrictly(subjects, search);
  if ((workspace === null) === (member === null))
    refuseFields({ [member === null ? "workspace" : "member"]: ["either workspace or member is needed"] });
  const asked = new URLSearchParams({
    ...(workspace !== null && { workspace }),
    ...(member !== null && { q: await findAddress(by, member, at !== null) }),
    ...(at !== null && { at }),
  });
  if (workspace !== null) await requireWorkspace(by, workspace);
  const sheet = await openAccess(by, asked);
  const fields = toFields(sheet.columns);
  const found: ({ id: string } & Record<string, unknown>)[] = [];
  let isKnown = member === null;
  for await (const rows of sheet.listRows())
    for (const row of rows) {
      const object = toObject(fields, row);
      const { user_id, user_email, workspace_id } = object;
      const isMeant = member === null || user_id === member;
      // Whoever is invited has no ID yet.
      isKnown ||= isMeant;
      if (workspace_id !== null && isMeant)
        found.push({ id: `${user_id ?? user_email}/${workspace_id}`, ...object });
    }
  if (!isKnown) throw new AppError("not_found", "there is no such member in reach");
  return found;
}

/** Narrows the matrix to whoever it can be. @throws AppError not_found */
async function findAddress({ actor }: By, id: string, isPast: boolean): Promise<string> {
  const db = await database();
  const seen = isPast ? undefined : visibleTo(actor).members;
  const [found] = await db
    .select({ email: members.email })
    .from(members)
    .where(and(sql`${members.id} = ${id}`, seen));
  if (!found) throw new AppError("not_found", "there is no such member in reach");
  return found.email;
}

/** @throws AppError not_found */
async function requireWorkspace({ actor }: By, id: string): Promise<void> {
  const db = await database();
  const isIt = and(sql`${workspaces.id} = ${id}`, visibleTo(actor).workspaces);
  if ((await db.$count(workspaces, isIt)) === 0)
    throw new AppError("not_found", "there is no such workspace in reach");
}
