import "server-only";
import { toProduct } from "./profiles";
import { hash } from "./random";
import type { KeylessSource, KeyRecord, LiveSpan, Load } from "./records";
import type { Store } from "./store";

type Actor =
  | { type: "user_actor"; user_id: string }
  | { type: "service_account_actor"; service_account_id: string }
  | { type: "api_actor"; api_key_id: string };

export type Source = {
  salt: number;
  load: Load;
  spans: readonly LiveSpan[];
  product: string;
  apiKeyId: string | null;
  apiKeyName: string | null;
  /** A real ID, even for the Default workspace and for org-wide keys, whose usage is booked there. */
  workspaceId: string;
  accountId: string | null;
  serviceAccountId: string | null;
  actor: Actor;
};

export function listSources(store: Store): Source[] {
  return [
    ...store.keys.list().map((record) => toKeySource(store, record)),
    ...store.keyless.map((source) => toKeylessSource(store, source)),
  ];
}

function toKeySource(store: Store, { key, spans, load }: KeyRecord): Source {
  const salt = hash(store.seed, key.id);
  const workspaceId = key.scope.type === "workspace" ? key.scope.workspace_id : store.defaultWorkspaceId;
  return {
    salt,
    load,
    spans: key.expires_at === null ? spans : endSpansAt(spans, Date.parse(key.expires_at)),
    product: toProduct(load.profile, salt),
    apiKeyId: key.id,
    apiKeyName: key.name,
    workspaceId,
    accountId: null,
    serviceAccountId: null,
    actor: key.principal ?? { type: "api_actor", api_key_id: key.id },
  };
}

function toKeylessSource(store: Store, source: KeylessSource): Source {
  const salt = hash(store.seed, source.id);
  const workspaceId = source.workspaceId ?? store.defaultWorkspaceId;
  return {
    salt,
    load: source.load,
    spans: source.spans,
    product: toProduct(source.load.profile, salt),
    apiKeyId: null,
    apiKeyName: null,
    workspaceId,
    accountId: source.accountId,
    serviceAccountId: source.serviceAccountId,
    actor: source.accountId
      ? { type: "user_actor", user_id: source.accountId }
      : { type: "service_account_actor", service_account_id: source.serviceAccountId ?? source.id },
  };
}

function endSpansAt(spans: readonly LiveSpan[], end: number): LiveSpan[] {
  return spans.map(({ from, to }) => ({ from, to: Math.min(to ?? end, end) }));
}
