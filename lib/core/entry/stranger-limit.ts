import "server-only";
import { env } from "@/lib/core/env/env";
import { log } from "@/lib/core/log/log";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { TokenBucket } from "@/lib/core/process/token-bucket";

/** An office behind one address opens the sign-in page with it, and health checks pay separately. */
const size = { capacity: 300, perMinute: 600 };
/** Thirty people behind one address load a new version at once. */
const fileSize = { capacity: 1_000, perMinute: 3_000 };
const noteMs = 60_000;

const buckets = () => processSingleton("stranger-tokens", () => new TokenBucket(size));
const fileBuckets = () => processSingleton("stranger-file-tokens", () => new TokenBucket(fileSize));
const refused = () => processSingleton("refused-strangers", () => ({ count: 0, sinceMs: 0 }));

/** Zero takes one request of whoever has no session at this address; otherwise the milliseconds to wait. */
export function takeOfStranger(address: string, purpose: "request" | "probe", cost: number): number {
  return noteWait(address, buckets().take(`${purpose} ${address}`, Math.min(cost, size.capacity)));
}

/** Like `takeOfStranger`, for static files of the build. */
export function takeFile(address: string): number {
  return noteWait(address, fileBuckets().take(address));
}

function noteWait(address: string, waitMs: number): number {
  if (waitMs > 0) note(address);
  return waitMs;
}

/** One line a minute, so that a flood doesn't fill the log. */
function note(address: string, nowMs = Date.now()): void {
  const all = refused();
  all.count += 1;
  if (nowMs - all.sinceMs < noteMs) return;
  const hint = env.TRUSTED_PROXIES === 0 ? "; behind a proxy, set TRUSTED_PROXIES" : "";
  log.warn({ address, refused: all.count }, `too many requests without a session from one address${hint}`);
  Object.assign(all, { count: 0, sinceMs: nowMs });
}
