import "server-only";

/** Under what `once` keeps the open store. Apart from client.ts, so that tests can put theirs there before it loads. */
export const storeKey = "store";

/** Under what it keeps the newest line of the audit log that is known to be committed. */
export const auditEndKey = "audit-end";
