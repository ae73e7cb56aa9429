import type { Client } from "pg";
import type { RunningEmulator } from "@/e2e/emulator";
import type { Site } from "@/scripts/stage/site";
import type { Visitor } from "@/scripts/stage/visitor";
import type { Unit } from "./figures";

export type Bench = {
  api: RunningEmulator;
  site: Site;
  /** The first admin, and many others with sessions of their own. */
  admin: Visitor;
  people: readonly Visitor[];
  client: Client;
  historyDays: number;
  note: (subject: string, measure: string, value: number, unit: Unit) => void;
  say: (text: string) => void;
};

export type Part = { name: string; measure: (bench: Bench) => Promise<void> };
