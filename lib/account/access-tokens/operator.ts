import "server-only";
import { openEntry } from "@/lib/core/audit/entry";
import { getActor } from "@/lib/core/auth/actor";
import { castellan, operatorName } from "@/lib/core/auth/program";
import { AppError } from "@/lib/core/errors/errors";
import { makeToken, toMaking } from "./make";
import type { NewToken } from "./schema";
import { getToken, type Making, readStoredTokens, revokeToken } from "./store";

const operator = { ...castellan, email: operatorName };

type Given = NewToken & Pick<Making, "persona"> & { owner: string };

/**
 * For `npm run token`. Returns the token, which nothing else ever shows.
 * @throws AppError not_found for a stranger; refused, invalid
 */
export async function makeTokenFor({ owner, ...given }: Given): Promise<string> {
  const actor = await getActor(owner);
  if (!actor) throw new AppError("not_found", `${owner} has no access to Castellan`);
  const action = given.persona === null ? "access_token.add" : "access_token.add_service";
  const making = toMaking(actor, { ...given, createdBy: operator.email });
  const entry = await openEntry({ actor: operator, action, targetId: null, request: null });
  const { token } = await makeToken(making, entry);
  return token;
}

/** @throws AppError not_found */
export async function revokeTokenBy(id: string): Promise<void> {
  const { name } = await getToken(id);
  const entry = await openEntry({
    actor: operator,
    action: "access_token.revoke",
    targetId: id,
    request: null,
  });
  await entry.settle({ outcome: "succeeded", label: name }, (tx) => revokeToken(tx, id));
}

export async function listTokensForOperator() {
  const found = await readStoredTokens();
  return found.map(({ token, state }) => ({
    id: token.id,
    name: token.name,
    kind: token.clientId !== null ? "connection" : token.persona === null ? "personal" : "service",
    owner: token.owner,
    scopes: token.scopes,
    until: token.expiresAt.toISOString(),
    last_used_at: token.lastUsedAt?.toISOString() ?? null,
    state,
  }));
}
