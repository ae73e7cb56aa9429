import type { EmulatedApi } from "./emulated-api";
import { listTruth, type Queried } from "./truth";

type Named = Record<string, unknown>;

const nouns: [noun: string, path: string, fields: string[], table: string][] = [
  ["member", "users?", ["id", "email", "role"], "members where gone_at is null"],
  ["invite", "invites?", ["id", "email", "status"], "invites where gone_at is null"],
  [
    "workspace",
    "workspaces?include_archived=true",
    ["id", "name"],
    "workspaces where gone_at is null and not is_default",
  ],
  ["key", "api_keys?", ["id", "name", "status"], "api_keys where gone_at is null"],
];

/** What the store lacks or holds with other values, one line each. */
export async function compareDirectory(api: EmulatedApi, store: Queried): Promise<string[]> {
  const found: string[] = [];
  const compare = async (noun: string, reported: readonly string[], sql: string) => {
    const { rows } = await store.query<{ text: string }>(sql);
    found.push(...compareLists(noun, new Set(reported), new Set(rows.map(({ text }) => text))));
  };
  for (const [noun, path, fields, table] of nouns) {
    const reported = (await listTruth(api, path)).map((row) => toText(row, fields));
    await compare(noun, reported, `select concat_ws(' ', ${fields.join()}) as text from ${table}`);
  }
  const memberships: Named[] = [];
  for (const { id } of await listTruth(api, "workspaces?"))
    memberships.push(...(await listTruth(api, `workspaces/${id}/members?`)));
  await compare(
    "membership",
    memberships.map((row) => toText(row, ["workspace_id", "user_id", "workspace_role"])),
    `select concat_ws(' ', m.workspace_id, m.user_id, m.role) as text from workspace_members m
      join workspaces w on w.id = m.workspace_id where m.gone_at is null and w.archived_at is null and not w.is_default`,
  );
  return found;
}

function toText(row: Named, fields: readonly string[]): string {
  return fields.map((field) => row[field]).join(" ");
}

function compareLists(noun: string, reported: Set<string>, kept: Set<string>): string[] {
  const missing = [...reported].filter((text) => !kept.has(text));
  const extra = [...kept].filter((text) => !reported.has(text));
  return [
    ...missing.map((text) => `${noun} missing: ${text}`),
    ...extra.map((text) => `${noun} that is none: ${text}`),
  ];
}
