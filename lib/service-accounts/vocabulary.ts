/** `absent`: no OAuth token is given. `waiting`: it has not been used yet. `refused` and `failed`: the last reading did not work. */
export const namings = ["named", "absent", "waiting", "refused", "failed"] as const;
export type Naming = (typeof namings)[number];
