import "server-only";

/** Any of them lets a program propose changes, of those that its owner could make. */
export const proposingScopes = ["memberships:write", "members:write", "keys:write", "keys:manage"] as const;
