import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { AppError } from "@/lib/core/errors/errors";
import { parseDay, toDay } from "@/lib/core/format/calendar";
import { type Row, type Sheet, toNumbers, toText } from "@/lib/core/sheets/columns";
import { listAllKeysOn, listAllMembersOn, requireKept } from "@/lib/directory/snapshots/read-model";
import type { KeyState, KeyThen, MemberState, MemberThen } from "@/lib/directory/snapshots/schema";
import {
  loadSnapshotSearch,
  type SnapshotQuery,
  toSnapshotQuery,
} from "@/lib/directory/snapshots/search-params";

/** The columns of today's files that are known of another day; with `since`, only what differs, and what it was. */
const columns = {
  members: {
    known: ["id", "type", "email", "name", "role", "added_at", "workspaces"],
    before: ["role", "workspaces"],
  },
  keys: {
    known: [
      ...["id", "type", "name", "status", "created_at", "expires_at", "partial_key_hint", "scope"],
      ...["workspace_id", "workspace", "created_by_id", "created_by_email", "created_by_name"],
    ],
    before: ["name", "status", "expires_at"],
  },
  memberships: [
    "type",
    "workspace_id",
    "user_id",
    "workspace_role",
    "workspace",
    "user_email",
    "user_name",
    "user_role",
  ],
} as const;

export async function openMembersOn(by: Permit<"members:read">, search: URLSearchParams): Promise<Sheet> {
  const query = await readQuery("member", search);
  const { known, before } = columns.members;
  const { rows } = await listAllMembersOn(by, query);
  const isCompared = query.since !== null;
  const toRow = (row: MemberThen): Row => [
    ...[row.id, "user", ...toMember(row.state), String(row.state.places.length), query.at],
    ...(isCompared
      ? [query.since, row.difference, row.before?.role ?? null, row.before && toNames(row.before)]
      : []),
  ];
  return toSheet(query, rows.map(toRow), [
    ...toText(known),
    ...toNumbers(["workspace_count"]),
    ...toText(["as_of", ...(isCompared ? toCompared(before) : [])]),
  ]);
}

export async function openKeysOn(by: Permit<"keys:read">, search: URLSearchParams): Promise<Sheet> {
  const query = await readQuery("api_key", search);
  const { known, before } = columns.keys;
  const { rows } = await listAllKeysOn(by, query);
  const isCompared = query.since !== null;
  const toRow = ({ id, state, before: old, difference }: KeyThen): Row => [
    ...[id, "api_key", ...toKey(state), query.at],
    ...(isCompared
      ? [query.since, difference, old?.name ?? null, old?.status ?? null, old?.expiresAt ?? null]
      : []),
  ];
  return toSheet(
    query,
    rows.map(toRow),
    toText([...known, "as_of", ...(isCompared ? toCompared(before) : [])]),
  );
}

/** Of people who were members; those with access to everything are listed where they were added. */
export async function openMembershipsOn(
  by: Permit<"workspaces:read">,
  search: URLSearchParams,
): Promise<Sheet> {
  const query = { ...(await readQuery("member", search)), since: null };
  const workspaceId = search.get("workspace");
  const { rows } = await listAllMembersOn(by, query);
  const found = rows.flatMap(({ id, state: { email, name, role, places } }) =>
    places
      .filter((place) => workspaceId === null || place.id === workspaceId)
      .map((place) => [
        "workspace_member",
        place.id,
        id,
        place.role,
        place.name,
        email,
        name,
        role,
        query.at,
      ]),
  );
  return toSheet(query, found, toText([...columns.memberships, "as_of"]));
}

function toMember(state: MemberState): Row {
  return [state.email, state.name, state.role, state.addedAt, toNames(state)];
}

function toNames({ places }: MemberState): string {
  return places.map(({ name }) => name).join("; ");
}

function toKey(state: KeyState): Row {
  const { name, status, createdAt, expiresAt, hint, scope, workspaceId, workspaceName } = state;
  const { makerId, makerEmail, makerName } = state;
  return [
    name,
    status,
    createdAt,
    expiresAt,
    hint,
    scope,
    workspaceId,
    workspaceName,
    makerId,
    makerEmail,
    makerName,
  ];
}

const toCompared = (names: readonly string[]) => [
  "since",
  "difference",
  ...names.map((name) => `${name}_before`),
];

/** @throws AppError invalid, rather than a file of another day than the one asked for */
async function readQuery(noun: "member" | "api_key", search: URLSearchParams): Promise<SnapshotQuery> {
  const asked = [search.get("at"), search.get("since")].flatMap((text) =>
    text === null ? [] : [parseDay(text)],
  );
  const days = asked.filter((day) => day !== null);
  if (days.length < asked.length) throw new AppError("invalid", "there is no such day");
  const [at = "", since] = days;
  if (since !== undefined && since >= at)
    throw new AppError("invalid", "a day is compared with an earlier one");
  const today = toDay(new Date());
  await requireKept(noun, days, today);
  return toSnapshotQuery(loadSnapshotSearch(search), today);
}

function toSheet({ at }: SnapshotQuery, rows: Row[], of: Sheet["columns"]): Sheet {
  return {
    columns: of,
    listRows: async function* () {
      yield rows;
    },
    isLongerThan: async (limit) => rows.length > limit,
    period: at,
  };
}
