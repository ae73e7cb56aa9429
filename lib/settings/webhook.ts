import "server-only";
import { z } from "zod";
import { seal, unseal } from "@/lib/auth/envelope";
import type { Settings } from "./schema";
import { getSetting } from "./store";

const webhook = z.object({ url: z.url({ protocol: /^https?$/ }), secret: z.string().min(1) });
/** Anyone with the address can post to it, so it is as secret as the signing key. */
export type Webhook = z.infer<typeof webhook>;
export type KeptWebhook =
  | { state: "none" }
  /** Encrypted with a key that this process doesn't have. */
  | { state: "unreadable" }
  | { state: "set"; webhook: Webhook };

const purpose = "settings.webhook";

export async function readWebhook(): Promise<KeptWebhook> {
  return openWebhook(await getSetting("webhook"));
}

export async function openWebhook(kept: Settings["webhook"]): Promise<KeptWebhook> {
  if (!kept) return { state: "none" };
  const text = await unseal(purpose, kept.sealed);
  const { data } = webhook.safeParse(text === null ? null : JSON.parse(text));
  return data ? { state: "set", webhook: data } : { state: "unreadable" };
}

export async function sealWebhook({ url, secret }: Webhook): Promise<NonNullable<Settings["webhook"]>> {
  return { sealed: await seal(purpose, JSON.stringify({ url, secret })) };
}

/** The only part of an address that may be shown or logged. */
export function toOrigin({ url }: Pick<Webhook, "url">): string {
  return new URL(url).origin;
}
