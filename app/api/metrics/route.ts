import { readMetrics } from "@/lib/across/metrics/metrics";
import { env } from "@/lib/core/env/env";
import { hasMetricsToken } from "@/lib/core/telemetry/metrics-token";

export const dynamic = "force-dynamic";

export async function GET(request: Request): Promise<Response> {
  if (!env.METRICS_TOKEN) return new Response("Not found", { status: 404 });
  if (!hasMetricsToken(request.headers))
    return new Response("Unauthorized", { status: 401, headers: { "www-authenticate": "Bearer" } });
  const { text, contentType } = await readMetrics();
  return new Response(text, { headers: { "content-type": contentType, "cache-control": "no-store" } });
}
