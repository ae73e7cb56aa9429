/** What can be decided about a key that works and would keep working. Client-safe. */
export const keyChoices = ["stop", "keep", "hand_over"] as const;
export type KeyChoice = (typeof keyChoices)[number];

/** As stored: a key may also end with the person, or not have been active. */
export const keyFates = [...keyChoices, "ends", "inactive"] as const;
export type KeyFate = (typeof keyFates)[number];

/** `silent`: no traffic on any day read since. `waiting`: no whole day has been read since. */
export const keyTraffics = ["silent", "used", "waiting", "none"] as const;
export type KeyTraffic = (typeof keyTraffics)[number];

/** The states of a bulk row, and `met`: nothing had to be done, because it was so already. */
export const stepStates = [
  "queued",
  "running",
  "succeeded",
  "met",
  "failed",
  "unknown",
  "cancelled",
] as const;
export type StepState = (typeof stepStates)[number];

export function isDone(state: StepState): boolean {
  return state === "succeeded" || state === "met";
}

export const maxPeople = 200;
export const maxNoteLength = 500;
export const maxKeysOfOrder = 5_000;

/** For so many days, a receipt watches the traffic of the keys. */
export const watchedDays = 30;

/** The farthest time for which an off-boarding can be ordered. */
export const maxDaysAhead = 90;

/** What the Admin API can't do, and where it is done. Each has a sentence in the catalogs. */
export const doneElsewhere = [
  "identity_provider",
  "secrets",
  "admin_keys",
  "console",
  "claude_code",
] as const;
