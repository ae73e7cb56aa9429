import { type Clock, hourMs, minuteMs } from "@/lib/sandbox/clock";
import { Problem } from "@/lib/sandbox/problem";

type Bucket = { limit: number; windowMs: number };

function toBucket(method: string, path: string, perMinute: number): Bucket & { name: string } {
  if (method === "POST" && path.endsWith("/invites"))
    return { name: "invites", limit: 1200, windowMs: hourMs };
  const family = /\/(spend_limit|analytics)/.exec(path)?.[1];
  if (family) return { name: family, limit: Math.min(60, perMinute), windowMs: minuteMs };
  return { name: "admin", limit: perMinute, windowMs: minuteMs };
}

export function createLimiter(perMinute: number, now: Clock): (method: string, path: string) => void {
  const windows = new Map<string, { start: number; used: number }>();
  return (method, path) => {
    const { name, limit, windowMs } = toBucket(method, path, perMinute);
    const at = now().getTime();
    const known = windows.get(name);
    const window = known && at - known.start < windowMs ? known : { start: at, used: 0 };
    windows.set(name, window);
    if (window.used >= limit) {
      const seconds = Math.max(1, Math.ceil((window.start + windowMs - at) / 1000));
      throw new Problem(429, "Rate limited", undefined, { "retry-after": String(seconds) });
    }
    window.used += 1;
  };
}
