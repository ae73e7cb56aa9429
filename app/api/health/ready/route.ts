import { getHealth } from "@/lib/sync/health";

export const dynamic = "force-dynamic";

/** `?only=database` is for load balancers: a server whose Admin API is down can still show pages. */
export async function GET(request: Request): Promise<Response> {
  const { isReady, ...health } = await getHealth();
  const isOnlyDatabase = new URL(request.url).searchParams.get("only") === "database";
  const isGood = isOnlyDatabase ? health.database === "ok" : isReady;
  return Response.json(health, { status: isGood ? 200 : 503, headers: { "cache-control": "no-store" } });
}
