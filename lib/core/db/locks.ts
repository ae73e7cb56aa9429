import "server-only";

/** PostgreSQL identifies advisory locks by number within a database. */
export const migrationLock = 7_102_943_811;
export const leaderLock = 7_102_943_812;
export const secretTurnLock = 7_102_943_813;
/** Hashed; held until the commit by whoever writes or empties the audit log. */
export const auditTurn = "castellan.audit";
/** Hashed; held until the commit by whoever stores a run that reverts others. */
export const undoTurn = "castellan.undo";
export const secretClass = 710_294_381;
/** Held while someone's passkeys are counted, keyed by the hash of their address. */
export const passkeyClass = 710_294_382;
/** Held while the changes that someone has started are counted, keyed by the hash of who it is. */
export const changeClass = 710_294_383;
/** Held while someone's sessions are counted, keyed by the hash of their address. */
export const sessionClass = 710_294_384;
/** Shared by sign-ins, and held alone while a provider's logout is kept, keyed by the hash of the provider's issuer. */
export const logoutClass = 710_294_385;
