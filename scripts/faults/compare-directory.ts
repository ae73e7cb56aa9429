import type { EmulatedApi } from "./emulated-api";
import type { Store } from "./store";
import { listTruth } from "./truth";

type Named = Record<string, unknown>;
type Noun = { noun: string; path: string; sql: string; toText: (row: Named) => string };

const nouns: Noun[] = [
  {
    noun: "member",
    path: "users",
    sql: "select concat_ws(' ', id, email, role) as text from members",
    toText: (row) => `${row.id} ${row.email} ${row.role}`,
  },
  {
    noun: "invite",
    path: "invites",
    sql: "select concat_ws(' ', id, email, status) as text from invites",
    toText: (row) => `${row.id} ${row.email} ${row.status}`,
  },
  {
    noun: "workspace",
    path: "workspaces?include_archived=true",
    sql: "select concat_ws(' ', id, name) as text from workspaces",
    toText: (row) => `${row.id} ${row.name}`,
  },
  {
    noun: "key",
    path: "api_keys",
    sql: "select concat_ws(' ', id, name, status) as text from api_keys",
    toText: (row) => `${row.id} ${row.name} ${row.status}`,
  },
];

/** Members, invites, workspaces, memberships and keys that the store lacks or holds with other values, one line each. */
export async function compareDirectory(api: EmulatedApi, store: Store): Promise<string[]> {
  const found: string[] = [];
  for (const { noun, path, sql, toText } of nouns) {
    const reported = (await listTruth(api, path)).map(toText);
    const isOdd = noun === "workspace" ? " and not is_default" : "";
    const kept = await store.query<{ text: string }>(`${sql} where gone_at is null${isOdd}`);
    found.push(
      ...compareLists(
        noun,
        reported,
        kept.rows.map(({ text }) => text),
      ),
    );
  }
  const memberships: string[] = [];
  for (const workspace of await listTruth(api, "workspaces"))
    for (const row of await listTruth(api, `workspaces/${workspace.id}/members`))
      memberships.push(`${row.workspace_id} ${row.user_id} ${row.workspace_role}`);
  const kept = await store.query<{ text: string }>(
    `select concat_ws(' ', m.workspace_id, m.user_id, m.role) as text from workspace_members m
      join workspaces w on w.id = m.workspace_id where m.gone_at is null and w.archived_at is null and not w.is_default`,
  );
  return [
    ...found,
    ...compareLists(
      "membership",
      memberships,
      kept.rows.map(({ text }) => text),
    ),
  ];
}

function compareLists(noun: string, reported: readonly string[], kept: readonly string[]): string[] {
  const [isReported, isKept] = [new Set(reported), new Set(kept)];
  const missing = reported.filter((text) => !isKept.has(text)).map((text) => `${noun} missing: ${text}`);
  const extra = kept.filter((text) => !isReported.has(text)).map((text) => `${noun} that is none: ${text}`);
  return [...missing, ...extra];
}
