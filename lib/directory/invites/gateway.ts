import "server-only";
import { writeApi } from "@/lib/core/admin-api/client";
import { type Listing, listAll, listPage, type Seen } from "@/lib/core/admin-api/list-all";
import { readOne, writeOne } from "@/lib/core/admin-api/read-one";
import type { Permit } from "@/lib/core/auth/permit";
import { type Invite, invite } from "./response-schema";
import type { NewInvite } from "./schema";

export function fetchInvites(signal?: AbortSignal): Promise<Listing<Invite>> {
  return listAll(invite, (api, query, options) => api.organization.invites.list(query, options), { signal });
}

export function fetchInvite(inviteId: string): Promise<Seen<Invite> | null> {
  return readOne(invite, (api, options) => api.organization.invites.retrieve(inviteId, options));
}

export async function findPendingInvite(email: string): Promise<Seen<Invite> | null> {
  const wanted = email.toLowerCase();
  const query = { email, statuses: ["pending" as const], limit: 1000 };
  const found = await listPage(invite, (api, options) => api.organization.invites.list(query, options));
  const isTheirs = (each: Invite) => each.email.toLowerCase() === wanted && each.status === "pending";
  return found.find(isTheirs) ?? null;
}

export function createInviteInOrganization(
  _by: Permit<"invites:write">,
  { email, role }: NewInvite,
): Promise<Seen<Invite>> {
  return writeOne(invite, (api) => api.organization.invites.create({ email, role }));
}

export async function removeInviteFromOrganization(
  _by: Permit<"invites:write">,
  inviteId: string,
): Promise<null> {
  await writeApi((api) => api.organization.invites.delete(inviteId));
  return null;
}
