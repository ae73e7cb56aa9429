import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { type ShownSettings, shownSettings } from "./schema";
import { getSettings } from "./store";
import { builtInSuccessors } from "./successors";

export async function listSettings(_by: Permit<"settings:read">): Promise<ShownSettings> {
  const { successors, ...settings } = await getSettings();
  const table = { ...(successors ?? builtInSuccessors), isBuiltIn: successors === null };
  return shownSettings.parse({ ...settings, successors: table });
}
