import { getHealth } from "@/lib/sync/health";

export const dynamic = "force-dynamic";

export async function GET(): Promise<Response> {
  const { isReady, ...health } = await getHealth();
  return Response.json(health, { status: isReady ? 200 : 503, headers: { "cache-control": "no-store" } });
}
