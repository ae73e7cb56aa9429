import "server-only";
import { recordActivity, toConsoleActor, toUserActor } from "./activity-log";
import { toLetters } from "./random";
import type { ApiKey, Load } from "./records";
import { createNextId, type Store, toNowText } from "./store";

export type NewKey = Partial<
  Pick<ApiKey, "name" | "created_at" | "created_by" | "expires_at" | "principal" | "scope">
> & {
  load?: Partial<Load>;
};

export function addKey(store: Store, given: NewKey = {}): ApiKey {
  const id = createNextId(store, "apikey");
  const { load, ...fields } = given;
  const key: ApiKey = {
    id,
    type: "api_key",
    name: `key-${store.serial}`,
    status: "active",
    created_at: toNowText(store),
    created_by: null,
    expires_at: null,
    partial_key_hint: `sk-ant-api03-${toLetters(3, id)}...${toLetters(4, id, "end")}`,
    principal: null,
    scope: { type: "workspace", workspace_id: store.defaultWorkspaceId },
    ...fields,
  };
  store.keys.put({
    key,
    spans: [{ from: Date.parse(key.created_at), to: null }],
    load: { profile: "app", kilotokens: 40, inferenceGeo: "global", ...load },
  });
  store.revision += 1;
  const maker = store.users.get(key.created_by?.id ?? "");
  const actor = maker ? toUserActor(maker) : toConsoleActor(store);
  recordActivity(store, { at: key.created_at, actor, type: "platform_api_key_created", api_key_id: id });
  return key;
}

export function changeKeyStatus(store: Store, keyId: string, status: ApiKey["status"]): void {
  const record = store.keys.get(keyId);
  if (!record || record.key.status === status) return;
  const now = store.now().getTime();
  if (status === "active") record.spans.push({ from: now, to: null });
  else closeSpans(record, now);
  store.keys.put({ ...record, key: { ...record.key, status } });
  store.revision += 1;
}

export function closeSpans(record: { spans: { from: number; to: number | null }[] }, now: number): void {
  for (const span of record.spans) span.to ??= now;
}
