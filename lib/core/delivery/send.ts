import "server-only";
import { requireProof } from "@/lib/core/auth/proof";
import { log } from "@/lib/core/log/log";
import { isKnownPerson } from "./addresses-store";
import type { Compose, Composed, Delivery } from "./message";
import { claim, findDelivery, type Outcome, type Settling, settleDelivery } from "./outbox-store";
import { postWebhook } from "./post";
import type { SentOutcome } from "./schema";
import { sendMail } from "./smtp";
import { toUnsubscribeAddress } from "./unsubscribe";
import { isUnsubscribed } from "./unsubscribe-store";
import { openWebhook } from "./webhook";
import { selectWebhooks } from "./webhooks-store";

const minuteMs = 60_000;
const maxWaitMs = 6 * 60 * minuteMs;
const maxAttempts = 10;
/** Trying again changes nothing. */
const final = ["recipient_refused", "webhook_gone", "beyond_sandbox"];

/** Sends what is stored under these IDs without waiting for the next round. */
export async function sendNow(ids: readonly string[], compose: Compose): Promise<SentOutcome[]> {
  const found = await Promise.all(ids.map(findDelivery));
  return Promise.all(found.flatMap((one) => (one ? [attempt(one, compose)] : [])));
}

/**
 * Composed before it is claimed, so that a failure to compose leaves no doubt.
 * @throws AppError organization_unproven, because another organization's data must not be sent
 */
export async function attempt(delivery: Delivery, compose: Compose, now = new Date()): Promise<SentOutcome> {
  await requireProof();
  const composed = await composeFor(delivery, compose).catch((err: unknown) => {
    log.warn({ err, delivery: delivery.id }, "a message could not be composed");
    return null;
  });
  if (composed === null || "stopped" in composed)
    return settle(delivery.id, toUnsent(delivery, composed, now), { isClaimed: false, now });
  // By the clock, because a round may have taken minutes until here.
  if (!(await claim(delivery.id, new Date()))) return elsewhere;
  const failure = await transmit(delivery, composed);
  return settle(delivery.id, toOutcome(delivery, failure, now), { isClaimed: true, now });
}

/** Another process, or another request, has it. */
const elsewhere: SentOutcome = { state: "sending", errorCode: null };

async function settle(id: string, outcome: Outcome, how: Settling): Promise<SentOutcome> {
  const isKept = await settleDelivery(id, outcome, how);
  return isKept ? { state: outcome.state, errorCode: outcome.errorCode } : elsewhere;
}

async function composeFor(delivery: Delivery, compose: Compose): Promise<Composed> {
  if (delivery.channel === "person" && !(await isKnownPerson(delivery.recipient)))
    return { stopped: "recipient_gone" };
  if (delivery.channel !== "webhook" && (await isUnsubscribed(delivery))) return { stopped: "unsubscribed" };
  return compose(delivery);
}

function toUnsent(delivery: Delivery, composed: { stopped: string } | null, now: Date): Outcome {
  if (composed) return { state: "stopped", errorCode: composed.stopped, nextAttemptAt: null };
  const attempts = delivery.attempts + 1;
  return { ...toRetry("not_composed", attempts, now), attempts };
}

function toOutcome(delivery: Delivery, failure: string | null, now: Date): Outcome {
  if (failure === null) return { state: "sent", errorCode: null, nextAttemptAt: null };
  log.warn({ delivery: delivery.id, kind: delivery.kind, failure }, "a message was not delivered");
  if (failure === "no_answer") return { state: "unknown", errorCode: failure, nextAttemptAt: null };
  return toRetry(failure, final.includes(failure) ? maxAttempts : delivery.attempts + 1, now);
}

function toRetry(errorCode: string, attempts: number, now: Date): Outcome {
  if (attempts >= maxAttempts) return { state: "failed", errorCode, nextAttemptAt: null };
  const waitMs = Math.min(maxWaitMs, minuteMs * 2 ** (attempts - 1));
  return { state: "waiting", errorCode, nextAttemptAt: new Date(now.getTime() + waitMs) };
}

type Ready = Exclude<Composed, { stopped: string }>;

async function transmit(delivery: Delivery, { mail, post }: Ready): Promise<string | null> {
  if (delivery.channel !== "webhook") {
    const unsubscribe = mail.isMandatory ? null : await toUnsubscribeAddress(delivery, "/api/unsubscribe");
    return sendMail({ ...mail, id: delivery.id, to: delivery.recipient, unsubscribe });
  }
  const row = (await selectWebhooks()).find(({ id }) => id === delivery.recipient);
  if (!row) return "webhook_gone";
  const webhook = await openWebhook(row.sealed);
  return webhook ? postWebhook(webhook, JSON.stringify(post)) : "webhook_unreadable";
}
