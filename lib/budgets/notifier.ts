import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { budgetCrossings, budgets } from "@/lib/db/budget-tables";
import { database } from "@/lib/db/client";
import { workspaces } from "@/lib/db/directory-tables";
import { log } from "@/lib/log";
import { atPriority } from "@/lib/priority";
import { forget, processSingleton } from "@/lib/process-singleton";
import { readWebhook, type Webhook } from "@/lib/settings/webhook";
import { type Crossing, toMessage } from "./messages";
import { postWebhook, type WebhookFailure } from "./webhook";

const pollMs = 15_000;
const minuteMs = 60_000;
const maxWaitMs = 6 * 60 * minuteMs;
const maxAttempts = 10;
const leaseMs = 2 * minuteMs;
const key = "budget-notifier";

export function startNotifier(): void {
  processSingleton(key, () => {
    const timer = setInterval(() => {
      atPriority("background", () => sendDue()).catch((cause: unknown) =>
        log.warn({ err: cause }, "budget notifications are delayed"),
      );
    }, pollMs);
    timer.unref();
    return timer;
  });
}

export function stopNotifier(): boolean {
  const timer = processSingleton<NodeJS.Timeout | null>(key, () => null);
  forget(key);
  if (timer) clearInterval(timer);
  return timer !== null;
}

export async function sendDue(now = new Date()): Promise<void> {
  const kept = await readWebhook();
  if (kept.state !== "set") return;
  for (let crossing = await claim(now); crossing; crossing = await claim(now))
    await send(kept.webhook, crossing, now);
}

type Claimed = Crossing & { attempts: number };

async function claim(now: Date): Promise<Claimed | undefined> {
  const db = await database();
  const leased = new Date(now.getTime() + leaseMs).toISOString();
  const { rows } = await db.execute<Claimed>(sql`
    with due as (select budget_id, month, threshold from ${budgetCrossings}
      where sent_at is null and next_attempt_at <= ${now.toISOString()}::timestamptz
      order by next_attempt_at limit 1 for update skip locked),
    claimed as (update ${budgetCrossings} c set next_attempt_at = ${leased}::timestamptz, attempts = attempts + 1 from due
      where (c.budget_id, c.month, c.threshold) = (due.budget_id, due.month, due.threshold) returning c.*)
    select c.budget_id as "budgetId", c.month, c.threshold, trim_scale(c.cents)::text as cents,
      trim_scale(c.budget_cents)::text as "budgetCents", c.attempts, b.scope,
      case b.scope when 'workspace' then coalesce(w.name, b.workspace_id) when 'tag' then b.tag_key || ': ' || b.tag_value end as subject
    from claimed c join ${budgets} b on b.id = c.budget_id left join ${workspaces} w on w.id = b.workspace_id`);
  return rows[0];
}

async function send(webhook: Webhook, { attempts, ...crossing }: Claimed, now: Date): Promise<void> {
  const failure = await postWebhook(webhook, toMessage(crossing));
  if (failure)
    log.warn({ budget: crossing.budgetId, failure, attempts }, "a budget notification was not delivered");
  const { budgetId, month, threshold } = crossing;
  const isThat = and(
    eq(budgetCrossings.budgetId, budgetId),
    eq(budgetCrossings.month, month),
    eq(budgetCrossings.threshold, threshold),
  );
  const db = await database();
  await db
    .update(budgetCrossings)
    .set(toOutcome(failure, attempts, now))
    .where(isThat);
}

function toOutcome(failure: WebhookFailure | null, attempts: number, now: Date) {
  if (!failure) return { sentAt: now, nextAttemptAt: null, errorCode: null };
  const waitMs = Math.min(maxWaitMs, minuteMs * 2 ** (attempts - 1));
  const isOver = attempts >= maxAttempts;
  return { nextAttemptAt: isOver ? null : new Date(now.getTime() + waitMs), errorCode: failure };
}
