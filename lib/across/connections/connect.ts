import "server-only";
import { randomUUID } from "node:crypto";
import { toRecordedToken } from "@/lib/account/access-tokens/make";
import { checkToken, insertToken, type Making } from "@/lib/account/access-tokens/store";
import type { AuditEntry } from "@/lib/core/audit/entry";
import type { Permit } from "@/lib/core/auth/permit";
import { env } from "@/lib/core/env/env";
import { AppError } from "@/lib/core/errors/errors";
import { challengeForm } from "./authorize-request";
import { insertCode, pruneConnections } from "./credential-store";
import { findClient } from "./find-client";
import { listGrantable } from "./grantable";
import { toDestination } from "./redirect-uri";
import { toResource } from "./resource";
import type { ConnectInput } from "./schema";
import { connectionDays } from "./vocabulary";

/**
 * Connects an app to MCP in the person's name: a token that nobody holds, and a code for what the app is given instead.
 * @throws AppError invalid, not_available, refused
 */
export async function connect(
  { actor }: Permit<"tokens:write">,
  { clientId, redirectUri, challenge, resource, scopes, headers }: ConnectInput & { headers: Headers },
  entry: AuditEntry,
): Promise<{ id: string; token: string }> {
  if (env.mcp === "off") throw new AppError("not_available", "MCP is off");
  const client = await findClient(clientId, redirectUri);
  if (typeof client === "string") throw new AppError("invalid", `the app: ${client}`);
  if (!challengeForm.test(challenge) || resource !== toResource(headers))
    throw new AppError("invalid", "the challenge or the resource is wrong");
  const grantable = listGrantable(actor, scopes.join(" "));
  if (scopes.some((scope) => !grantable.includes(scope)))
    throw new AppError("refused", "beyond what may be given", { reason: "scope_beyond_rights" });
  const making: Making = {
    id: randomUUID(),
    name: client.name,
    owner: actor,
    persona: null,
    clientId,
    createdBy: actor.email,
    scopes: [...new Set(scopes)],
    networks: [],
    days: connectionDays,
  };
  checkToken(making);
  const origin = client.host ?? toDestination(redirectUri) ?? "localhost";
  const after = { id: making.id, ...toRecordedToken(making), origin };
  let token = "";
  await entry.settle({ outcome: "succeeded", label: client.name, after }, async (tx) => {
    await pruneConnections(tx, actor.email);
    await insertToken(tx, making);
    token = await insertCode(tx, { tokenId: making.id, resource, challenge, redirectUri });
  });
  return { id: making.id, token };
}
