import "server-only";
import { proposingScopes } from "@/lib/across/mcp/proposing-scopes";
import type { Actor } from "@/lib/core/auth/actor";
import { listLacking, type Scope, scopes } from "@/lib/core/auth/scopes";
import { env } from "@/lib/core/env/env";

/** What MCP can be asked for here at all: reading, and where changes are taken, proposing them. */
export function listServed(): Scope[] {
  return env.mcp === "propose" ? ["read", ...proposingScopes] : ["read"];
}

/**
 * What this person could give of what an app asks for. An app that asks for nothing reads; what others don't know, such as
 * `offline_access`, stands for nothing.
 */
export function listGrantable(person: Pick<Actor, "persona">, asked: string | null): Scope[] {
  const names = asked === null ? ["read"] : asked.split(" ");
  const served: readonly Scope[] = listServed();
  const meant = scopes.filter(
    (one) => names.includes(one) && (served.includes(one) || one.endsWith(":read")),
  );
  const lacking = listLacking(person, meant);
  return meant.filter((one) => !lacking.includes(one));
}
