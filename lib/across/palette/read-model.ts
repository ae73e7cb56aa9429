import "server-only";
import { and, eq, type SQL, sql } from "drizzle-orm";
import { can, type Permission } from "@/lib/core/auth/permissions";
import type { Permit } from "@/lib/core/auth/permit";
import { database } from "@/lib/core/db/client";
import { apiKeys, members, workspaces } from "@/lib/core/db/directory-tables";
import { unicode } from "@/lib/core/organization/collation";
import { currentStatus } from "@/lib/core/organization/key-status";
import { toFolded } from "@/lib/core/organization/search-sql";
import { visibleTo } from "@/lib/core/organization/visibility";
import { toMatch, toMatchWithTypo } from "./match-sql";
import { type PaletteHits, paletteHits } from "./schema";
import type { PaletteSearch } from "./search-params";
import { maxHits } from "./vocabulary";

/** What the actor may open, of each kind at most eight: the best matches, or those with the given IDs. */
export async function findPaletteHits(by: Permit<"me:read">, search: PaletteSearch): Promise<PaletteHits> {
  const q = search.q.trim();
  const asked = { q, ids: q ? [] : search.ids.slice(0, maxHits) };
  const ifCan = (
    permission: Permission,
    find: (by: Permit<"me:read">, asked: Asked) => Promise<unknown[]>,
  ) => (can(by.actor, permission) && (asked.q || asked.ids.length > 0) ? find(by, asked) : []);
  const [people, places, keys] = await Promise.all([
    ifCan("members:read", findMembers),
    ifCan("workspaces:read", findWorkspaces),
    ifCan("keys:read", findKeys),
  ]);
  return paletteHits.parse({ members: people, workspaces: places, keys });
}

type Asked = Pick<PaletteSearch, "q" | "ids">;
/** `text` is what is searched, folded. Of equal matches, those that are late come last, and the others by name. */
type Kind = { id: SQL; text: SQL; columns: SQL; from: SQL; visible: SQL; isLate: SQL; name: SQL };

const listedId = sql`listed.id`;
const listedText = sql`listed.text`;

async function find(kind: Kind, { q, ids }: Asked): Promise<unknown[]> {
  const { id, text, columns, from, visible, isLate, name } = kind;
  const db = await database();
  const list = async ({ isFound, rank }: ReturnType<typeof toMatch>) => {
    // "offset 0" keeps the planner from folding the text again for each condition.
    const { rows } = await db.execute(sql`
      select *, ${rank} as rank from (
        select ${id} as id, ${text} as text, ${isLate} as is_late, ${name} as shown, ${columns}
        from ${from} where ${and(visible, q ? undefined : sql`${id} in ${ids}`)} offset 0) listed
      where ${isFound} order by rank, is_late, shown ${unicode}, listed.id limit ${maxHits}`);
    return rows;
  };
  if (!q) return list({ isFound: sql`true`, rank: sql`0` });
  const rows = await list(toMatch(listedId, listedText, q));
  return rows.length > 0 ? rows : list(toMatchWithTypo(listedText, q));
}

function findMembers({ actor }: Permit<"me:read">, asked: Asked) {
  return find(
    {
      id: sql`${members.id}`,
      text: sql`${members.folded}`,
      columns: sql`${members.name} as name, ${members.email} as email, ${members.goneAt} is not null as "hasLeft"`,
      from: sql`${members}`,
      visible: sql`(${visibleTo(actor).members} or ${visibleTo(actor).leavers})`,
      isLate: sql`${members.goneAt} is not null`,
      name: sql`coalesce(nullif(${members.name}, ''), ${members.email})`,
    },
    asked,
  );
}

function findWorkspaces({ actor }: Permit<"me:read">, asked: Asked) {
  return find(
    {
      id: sql`${workspaces.id}`,
      text: toFolded(workspaces.name),
      columns: sql`${workspaces.name} as name, ${workspaces.isDefault} as "isDefault",
        ${workspaces.archivedAt} is not null as "isArchived"`,
      from: sql`${workspaces}`,
      visible: visibleTo(actor).workspaces,
      isLate: sql`${workspaces.archivedAt} is not null`,
      name: sql`${workspaces.name}`,
    },
    asked,
  );
}

function findKeys({ actor }: Permit<"me:read">, asked: Asked) {
  return find(
    {
      id: sql`${apiKeys.id}`,
      text: sql`${apiKeys.folded}`,
      columns: sql`${apiKeys.name} as name, ${apiKeys.partialKeyHint} as hint, ${currentStatus} as status,
        coalesce(${apiKeys.workspaceId}, ${apiKeys.scope}) as place, ${workspaces.name} as "workspaceName",
        coalesce(${workspaces.isDefault}, false) as "isDefaultWorkspace"`,
      from: sql`${apiKeys} left join ${workspaces} on ${eq(workspaces.id, apiKeys.workspaceId)}`,
      visible: visibleTo(actor).keys,
      isLate: sql`${currentStatus} <> 'active'`,
      name: sql`${apiKeys.name}`,
    },
    asked,
  );
}
