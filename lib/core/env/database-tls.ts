import "server-only";
import { isLoopback } from "./loopback";

type Tls = "local" | "verified" | "unverified" | "off" | "unsaid";

/** How pg connects to this address. It encrypts for every mode but `disable`, and not at all without one. */
export function toDatabaseTls(url: string): Tls {
  const { hostname, searchParams } = new URL(url);
  const host = searchParams.get("host") || hostname;
  const isSocket = host === "" || /^(\/|%2f)/i.test(host);
  if (isSocket || isLoopback(host)) return "local";
  const mode = searchParams.get("sslmode");
  const isLikeLibpq = searchParams.get("uselibpqcompat") === "true";
  if (mode === "disable") return "off";
  if (mode === "no-verify" || (isLikeLibpq && (mode === "prefer" || mode === "require"))) return "unverified";
  const isAsked =
    ["prefer", "require", "verify-ca", "verify-full"].some((one) => one === mode) ||
    ["true", "1"].some((one) => one === searchParams.get("ssl")) ||
    ["sslcert", "sslkey", "sslrootcert"].some((name) => searchParams.has(name));
  return isAsked ? "verified" : "unsaid";
}
