import type { Installation } from "./installation";

export type Given = { seed: number; kills: number };

export type Fault = {
  name: string;
  /** How many days the installation reads: settled ones too where no sync may read them again. */
  historyDays: number;
  /** Whether the start that creates the database is disturbed as well. */
  isFromStart?: boolean;
  /** Returns what went wrong besides what every store is checked for. */
  disturb: (installation: Installation, given: Given) => Promise<string[]>;
};
