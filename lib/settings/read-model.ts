import "server-only";
import type { Permit } from "@/lib/auth/permit";
import { type ShownSettings, shownSettings } from "./schema";
import { getSettings } from "./store";
import { openWebhook, toOrigin } from "./webhook";

export async function listSettings(_by: Permit<"settings:read">): Promise<ShownSettings> {
  const { webhook, ...settings } = await getSettings();
  const kept = await openWebhook(webhook);
  const shown = kept.state === "set" ? { state: kept.state, origin: toOrigin(kept.webhook) } : kept;
  return shownSettings.parse({ ...settings, webhook: shown });
}
