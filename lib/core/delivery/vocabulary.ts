/** Client-safe. A person is an address that Castellan knows; once it doesn't, they get nothing more. */
export const channels = ["person", "address", "webhook"] as const;
export type Channel = (typeof channels)[number];

/** `unknown`: sent, but no one knows whether it arrived, so it isn't sent again. `stopped`: never sent, for a reason. */
export const deliveryStates = ["waiting", "sending", "sent", "failed", "unknown", "stopped"] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** Why a message is stopped because someone wanted that, so that it needs no attention. */
export const wantedStops = [
  "unsubscribed",
  "recipient_removed",
  "schedule_paused",
  "schedule_gone",
  "budget_gone",
  "day_acknowledged",
  "review_closed",
  "review_decided",
] as const;

export const maxRecipients = 20;
/** People that a search lists. */
export const mostFound = 8;
export const maxWebhooks = 50;
export const maxNameLength = 80;

const separators = /[\s,;]+/;

/** Addresses as people paste them: one per line, or separated by commas or semicolons. */
export function splitAddresses(text: string): string[] {
  const found = text.split(separators).map((one) => one.replace(/^<|>$/g, "").toLowerCase());
  return [...new Set(found.filter((one) => one !== ""))];
}

/** The worst of several messages, which is what someone needs to know first. */
export function toWorst(messages: readonly { state: DeliveryState }[]): DeliveryState | null {
  const order = ["failed", "unknown", "stopped", "waiting", "sending", "sent"] as const;
  return order.find((state) => messages.some((one) => one.state === state)) ?? null;
}
