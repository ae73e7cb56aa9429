/** Client-safe. Parts of the Admin API that pages depend on, as named in `key_powers`. */
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
 * `unavailable`: this kind of organization doesn't have it. `lost`: it answered once and is refused now. `refused`: it
 * never answered, and it isn't known yet whether it will.
 */
export const partStates = ["available", "unavailable", "lost", "refused"] as const;
export type PartState = (typeof partStates)[number];

export const limitedKinds = ["enterprise", "workspaces_only"] as const;
export type LimitedKind = (typeof limitedKinds)[number];
