import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { AppError } from "@/lib/core/errors/errors";
import { parseDay, toDay } from "@/lib/core/format/calendar";
import { type Row, type Sheet, toText } from "@/lib/core/sheets/columns";
import { listChosen } from "@/lib/directory/access/columns-read-model";
import { readAccess } from "@/lib/directory/access/list-read-model";
import type { AccessColumn, AccessRow } from "@/lib/directory/access/schema";
import { type AccessSearch, loadAccessSearch, toAccessQuery } from "@/lib/directory/access/search-params";
import { toReach } from "@/lib/directory/access/vocabulary";
import { requireKept } from "@/lib/directory/snapshots/read-model";

type By = Permit<"members:read">;

/** In people. A million rows never are in memory at once. */
const piece = 1_000;

const columns = toText([
  ...["type", "user_id", "user_email", "user_name", "user_role", "left_on"],
  ...["workspace_id", "workspace", "workspace_role", "access", "as_of"],
]);

/** One row per person and workspace that they reach; people who reach none have one row without a workspace. */
export async function openAccess(by: By, search: URLSearchParams): Promise<Sheet> {
  const today = toDay(new Date());
  if (search.has("at")) await requireDay(search.get("at") ?? "", today);
  const query = toAccessQuery(loadAccessSearch(search), today);
  return {
    columns,
    listRows: () => listPieces(by, query, today),
    isLongerThan: (rows) => isLongerThan(by, query, rows),
    period: query.at ?? today,
  };
}

/** @throws AppError invalid, rather than a file of another day than the one asked for */
async function requireDay(text: string, today: string): Promise<void> {
  const day = parseDay(text);
  if (day === null) throw new AppError("invalid", "there is no such day");
  await requireKept("member", [day], today);
}

async function* listPieces(by: By, query: AccessSearch, today: string): AsyncGenerator<Row[]> {
  const chosen = await listChosen(by.actor, query);
  for (let page = 1; ; page++) {
    const { rows } = await readAccess(by, query, chosen, { page, size: piece });
    yield rows.flatMap((row) => toRows(row, chosen, query.at ?? today));
    if (rows.length < piece) return;
  }
}

async function isLongerThan(by: By, query: AccessSearch, limit: number): Promise<boolean> {
  let count = 0;
  for await (const rows of listPieces(by, query, "")) {
    count += rows.length;
    if (count > limit) return true;
  }
  return false;
}

function toRows(person: AccessRow, chosen: readonly AccessColumn[], day: string): Row[] {
  const { kind, id, email, name, role, leftOn } = person;
  const who = [kind, kind === "invite" ? null : id, email, name, role, leftOn];
  const reached = chosen.flatMap((workspace) => {
    const reach = toReach(person, workspace);
    return reach.kind === "none" ? [] : [[...who, workspace.id, workspace.name, reach.role, reach.kind, day]];
  });
  return reached.length > 0 ? reached : [[...who, null, null, null, "none", day]];
}
