import "server-only";
import { z } from "zod";
import { readApi } from "@/lib/core/admin-api/client";
import { readOne } from "@/lib/core/admin-api/read-one";
import { toStorableText } from "@/lib/core/format/storable";

const organization = z.looseObject({ id: z.string(), name: z.string().transform(toStorableText) });
export type Organization = z.infer<typeof organization>;

/** The cheapest way to learn whether the key works. */
export function fetchOrganization(): Promise<Organization> {
  return readApi(async (api, options) => organization.parse(await api.organization.retrieve(options)));
}

/** A person waits for this, so it is retried only once. */
const standingOptions = { maxRetries: 1, timeout: 5_000 };
const member = z.looseObject({ role: z.string() });
const membership = z.looseObject({ workspace_role: z.string() });

export async function fetchMemberRole(memberId: string): Promise<string | null> {
  const found = await readOne(member, (api) => api.organization.users.retrieve(memberId, standingOptions));
  return found?.role ?? null;
}

export async function fetchWorkspaceRole(workspaceId: string, memberId: string): Promise<string | null> {
  const place = { workspace_id: workspaceId };
  const found = await readOne(membership, (api) =>
    api.organization.workspaces.members.retrieve(memberId, place, standingOptions),
  );
  return found?.workspace_role ?? null;
}
