import "server-only";
import { listAll, type Seen } from "@/lib/admin-api/list-all";
import { type Invite, invite } from "./schema";

export function fetchInvites(signal?: AbortSignal): Promise<Seen<Invite>[]> {
  return listAll(invite, (api, query, options) => api.organization.invites.list(query, options), signal);
}
