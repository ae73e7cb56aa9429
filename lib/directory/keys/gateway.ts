import "server-only";
import { type Listing, listAll, type Seen } from "@/lib/core/admin-api/list-all";
import { readOne, writeOne } from "@/lib/core/admin-api/read-one";
import type { Permit } from "@/lib/core/auth/permit";
import { type ApiKey, apiKey } from "./response-schema";

type KeyChange = { name: string } | { status: "active" | "inactive" | "archived" };

export function fetchApiKeys(signal?: AbortSignal): Promise<Listing<ApiKey>> {
  return listAll(apiKey, (api, query, options) => api.organization.apiKeys.list(query, options), { signal });
}

export function fetchApiKey(keyId: string): Promise<Seen<ApiKey> | null> {
  return readOne(apiKey, (api, options) => api.organization.apiKeys.retrieve(keyId, options));
}

export function updateApiKey(
  _by: Permit<"keys:write" | "keys:manage">,
  keyId: string,
  change: KeyChange,
): Promise<Seen<ApiKey>> {
  return writeOne(apiKey, (api) => api.organization.apiKeys.update(keyId, change));
}
