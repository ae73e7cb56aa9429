import type { KeyDetail } from "@/lib/directory/keys/schema";

type Of = { key: Pick<KeyDetail["key"], "scope">; reach: KeyDetail["reach"] };

/**
 * What a key without a workspace reaches; null where the name of its place says it all. One that acts as someone reaches
 * no more than they do, so "whole organization" would be wrong. Where the API doesn't say whether it belongs to Default or
 * to the organization, "all workspaces" would be.
 */
export function toShownReach({ key, reach }: Of): KeyDetail["reach"] {
  return key.scope === "unknown" && reach?.isAll ? null : reach;
}
