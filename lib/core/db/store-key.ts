import "server-only";

/** Separate from client.ts, so that tests can set theirs before it loads. */
export const storeKey = "store";

export const auditEndKey = "audit-end";
