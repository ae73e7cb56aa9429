import "server-only";
import { z } from "zod";
import { seal, unseal } from "@/lib/core/auth/envelope";

const webhook = z.object({
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(1).nullable(),
});
/** Anyone with the address can post to it, so it is as secret as the signing key. */
export type Webhook = z.infer<typeof webhook>;

/** The name that earlier versions sealed with. */
const purpose = "settings.webhook";

/** Null if it was sealed with a key that this process doesn't have. */
export async function openWebhook(sealed: string): Promise<Webhook | null> {
  const text = await unseal(purpose, sealed);
  return text === null ? null : (webhook.safeParse(JSON.parse(text)).data ?? null);
}

export function sealWebhook({ url, secret }: Webhook): Promise<string> {
  return seal(purpose, JSON.stringify({ url, secret }));
}

/** The only part of an address that may be shown or logged. */
export function toOrigin({ url }: Pick<Webhook, "url">): string {
  return new URL(url).origin;
}
