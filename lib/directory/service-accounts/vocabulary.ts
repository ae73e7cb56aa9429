/**
 * `absent`: no OAuth token is given. `waiting`: it hasn't been used yet. `refused` and `failed`: the last reading
 * didn't work.
 */
export const namings = ["named", "absent", "waiting", "refused", "failed"] as const;
export type Naming = (typeof namings)[number];
