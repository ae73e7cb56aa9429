import { getHealth, toStatuses } from "@/lib/across/sync/health";
import { can } from "@/lib/core/auth/permissions";
import { currentActor } from "@/lib/core/auth/session";
import { hasMetricsToken } from "@/lib/core/telemetry/metrics-token";

export const dynamic = "force-dynamic";

/** `?only=database` is for load balancers: a server whose Admin API is down can still show pages. */
export async function GET(request: Request): Promise<Response> {
  const { isReady, ...health } = await getHealth();
  const isOnlyDatabase = new URL(request.url).searchParams.get("only") === "database";
  const isGood = isOnlyDatabase ? health.database === "ok" : isReady;
  const answer = (await maySeeDetails(request.headers)) ? health : toStatuses(health);
  return Response.json(answer, { status: isGood ? 200 : 503, headers: { "cache-control": "no-store" } });
}

/** Details are for people and programs that may read the metrics or the settings. */
async function maySeeDetails(headers: Headers): Promise<boolean> {
  if (hasMetricsToken(headers)) return true;
  // Without a database, no one is known, and the check has its answer nevertheless.
  const actor = await currentActor().catch(() => null);
  return actor !== null && can(actor, "settings:read");
}
