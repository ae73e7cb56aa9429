import "server-only";
import { createHash, timingSafeEqual } from "node:crypto";
import { env } from "@/lib/core/env/env";

/** True for requests of the operator's own programs, and never if no token is set. */
export function hasMetricsToken(headers: Headers, token = env.METRICS_TOKEN): boolean {
  if (!token) return false;
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return timingSafeEqual(digest(headers.get("authorization") ?? ""), digest(`Bearer ${token}`));
}
