import { z } from "zod";
import { locales } from "@/i18n/locale";
import { lineText } from "@/lib/core/format/typed-text";
import { channels, deliveryStates, maxNameLength, maxRecipients } from "./vocabulary";

/** Plain ASCII, so that no address can look like another or break a header. */
const address = z
  .string()
  .trim()
  .toLowerCase()
  .max(254)
  .regex(/^[!-~]+$/)
  .pipe(z.email());

const text = z.string().max(2_000);
const exact = z.object({ addresses: z.array(address), webhooks: z.array(z.uuid()) });

/** Checked as a whole, so that a wrong address is a fault of the field that holds all of them. */
export const recipientsInput = z
  .strictObject({ addresses: z.array(text), webhooks: z.array(text) })
  .transform((given, context) => {
    const { data } = exact.safeParse(given);
    const [addresses, webhooks] = [new Set(data?.addresses), new Set(data?.webhooks)];
    if (!data || addresses.size + webhooks.size > maxRecipients)
      context.addIssue({ code: "custom", message: "are not addresses and webhooks, or too many" });
    return { addresses: [...addresses], webhooks: [...webhooks] };
  });
export type RecipientsInput = z.infer<typeof recipientsInput>;

export const recipient = z.object({ channel: z.enum(channels), id: z.string() });
export type Recipient = z.infer<typeof recipient>;

export const knownPeople = z.object({
  people: z.array(z.object({ email: z.string(), name: z.string().nullable() })),
});
export type KnownPeople = z.infer<typeof knownPeople>;

/** The audit log keeps nothing from fields named as a secret. */
const url = z.url({ protocol: /^https?$/ }).max(2_000);
const secret = z.string().min(16).max(200);
const name = z
  .string()
  .transform((text) => text.normalize("NFC").trim())
  .pipe(lineText.min(1).max(maxNameLength));

/** Whether it hears of unusual days, and in which language: that of whoever saves it. */
const alarms = { getsAlarms: z.boolean(), locale: z.enum(locales) };

/** The ID is chosen by the browser, so that a form sent twice adds one webhook. */
export const addWebhookInput = z.strictObject({
  webhookId: z.uuid(),
  name,
  secretUrl: url,
  /** Signs messages; Slack needs none. */
  secret: secret.nullable(),
  ...alarms,
});
export const changeWebhookInput = z.strictObject({
  webhookId: z.uuid(),
  name,
  /** Fields that are absent stay as they are. */
  secretUrl: url.optional(),
  secret: secret.optional(),
  ...alarms,
});
export const mailTestInput = z.object({});
export const webhookInput = z.strictObject({ webhookId: z.uuid() });
export type AddWebhook = z.infer<typeof addWebhookInput>;
export type ChangeWebhook = z.infer<typeof changeWebhookInput>;

export const requestWebhookInput = z.discriminatedUnion("isNew", [
  z.strictObject({ isNew: z.literal(true), webhook: addWebhookInput }),
  z.strictObject({ isNew: z.literal(false), webhook: changeWebhookInput }),
]);
export type RequestWebhook = z.infer<typeof requestWebhookInput>;

const last = z.object({ state: z.enum(deliveryStates), at: z.string(), errorCode: z.string().nullable() });

export const shownWebhook = z.object({
  id: z.string(),
  name: z.string(),
  /** Null if this server can't decrypt it. */
  origin: z.string().nullable(),
  isSigned: z.boolean(),
  getsAlarms: z.boolean(),
  last: last.nullable(),
});
export type ShownWebhook = z.infer<typeof shownWebhook>;

export const deliveryChannels = z.object({
  webhooks: z.array(shownWebhook),
  /** Null if the server isn't set up to send mail. */
  mailFrom: z.string().nullable(),
  lastMail: last.nullable(),
  /** In the sandbox, messages reach only this machine. */
  isSandbox: z.boolean(),
});
export type DeliveryChannels = z.infer<typeof deliveryChannels>;

export const sentOutcome = z.object({ state: z.enum(deliveryStates), errorCode: z.string().nullable() });
export type SentOutcome = z.infer<typeof sentOutcome>;
