import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { type ShownSettings, shownSettings } from "./schema";
import { getSettings } from "./store";

export async function listSettings(_by: Permit<"settings:read">): Promise<ShownSettings> {
  return shownSettings.parse(await getSettings());
}
