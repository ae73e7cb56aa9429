import "server-only";

/** Numbers of our own: PostgreSQL keys advisory locks by number, within one database. */
export const migrationLock = 7_102_943_811;
/** Held by the process that syncs. */
export const leaderLock = 7_102_943_812;
/** Held while a process looks whether others have the same secrets. */
export const secretTurnLock = 7_102_943_813;
/** By its hash: held until the commit by whoever writes to the audit log or empties it. */
export const auditTurn = "castellan.audit";
/** Of locks of two numbers: every server holds one, shared, under the fingerprint of its secrets. */
export const secretClass = 710_294_381;
/** Of locks of two numbers: held while somebody's passkeys are counted, under the hash of their address. */
export const passkeyClass = 710_294_382;
