import "server-only";
import { listAll, type Seen } from "@/lib/admin-api/list-all";
import { type ApiKey, apiKey } from "./schema";

export function fetchApiKeys(signal?: AbortSignal): Promise<Seen<ApiKey>[]> {
  return listAll(apiKey, (api, query, options) => api.organization.apiKeys.list(query, options), signal);
}
