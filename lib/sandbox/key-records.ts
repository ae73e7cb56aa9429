import "server-only";
import type { ApiKey } from "./records";
import type { Store } from "./store";

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
