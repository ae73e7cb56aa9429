import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { getSettings } from "./mirror";
import { type ShownSettings, shownSettings } from "./schema";

/** Every setting as a browser may see it: the webhook's secret stays here. */
export async function listSettings(_by: Permit<"settings:read">): Promise<ShownSettings> {
  return shownSettings.parse(await getSettings());
}
