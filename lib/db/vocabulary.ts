/** Client-safe. What the reports show of a key's last seven days; `unknown` where they have not been read up to now. */
export const keyUses = ["recent", "none", "unknown"] as const;
export type KeyUse = (typeof keyUses)[number];

/** Parts of the Admin API that pages stand on, as `key_powers` names them. */
export const pageParts = [
  "members",
  "invites",
  "workspaces",
  "api_keys",
  "usage",
  "cost",
  "claude_code",
  "rate_limits",
] as const;
export type PagePart = (typeof pageParts)[number];

/**
 * What is known of a part. `unavailable`: this kind of organization does not have it. `lost`: it answered once and is
 * refused now. `refused`: it never answered, and nobody can say yet whether it ever will.
 */
export const partStates = ["available", "unavailable", "lost", "refused"] as const;
export type PartState = (typeof partStates)[number];

/** Kinds of organization that lack parts of the API, by what they answer. */
export const limitedKinds = ["enterprise", "workspaces_only"] as const;
export type LimitedKind = (typeof limitedKinds)[number];
