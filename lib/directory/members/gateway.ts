import "server-only";
import { writeApi } from "@/lib/core/admin-api/client";
import { type Listing, listAll, listPage, type Seen } from "@/lib/core/admin-api/list-all";
import { readOne, writeOne } from "@/lib/core/admin-api/read-one";
import type { Permit } from "@/lib/core/auth/permit";
import { AppError } from "@/lib/core/errors/errors";
import type { RefusalReason } from "@/lib/core/errors/refusal-reasons";
import type { AssignableRole } from "@/lib/core/organization/vocabulary";
import { type KeyStatus, keyStatus, type Member, member } from "./response-schema";

export function fetchMembers(signal?: AbortSignal): Promise<Listing<Member>> {
  return listAll(member, (api, query, options) => api.organization.users.list(query, options), { signal });
}

export function fetchMember(memberId: string): Promise<Seen<Member> | null> {
  return readOne(member, (api, options) => api.organization.users.retrieve(memberId, options));
}

/** Exact, because the API also matches plus-tags. */
export async function findMemberByEmail(email: string): Promise<Seen<Member> | null> {
  const wanted = email.toLowerCase();
  const found = await listPage(member, (api, options) =>
    api.organization.users.list({ email, limit: 100 }, options),
  );
  return found.find((each) => each.email.toLowerCase() === wanted) ?? null;
}

export function updateMemberRole(
  _by: Permit<"members:write">,
  memberId: string,
  role: AssignableRole,
): Promise<Seen<Member>> {
  return writeOne(member, (api) => api.organization.users.update(memberId, { role })).then(
    undefined,
    explain("role_change_refused"),
  );
}

/** If the API refuses without a code, people learn what it can mean. */
function explain(reason: RefusalReason): (cause: unknown) => never {
  return (cause) => {
    const isMute = cause instanceof AppError && cause.code === "refused" && !cause.failure.reason;
    throw isMute ? new AppError("refused", cause.message, { ...cause.failure, reason, cause }) : cause;
  };
}

export async function removeMemberFromOrganization(
  _by: Permit<"members:write">,
  memberId: string,
): Promise<null> {
  await writeApi((api) => api.organization.users.remove(memberId)).then(
    undefined,
    explain("removal_refused"),
  );
  return null;
}

export function fetchKeyStatus(keyId: string): Promise<Seen<KeyStatus> | null> {
  return readOne(keyStatus, (api, options) => api.organization.apiKeys.retrieve(keyId, options));
}
