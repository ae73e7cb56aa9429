import "server-only";
import { requireProof } from "@/lib/core/auth/proof";
import { log } from "@/lib/core/log/log";
import { atPriority } from "@/lib/core/process/priority";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import type { Compose } from "./message";
import { listDue, settleLost } from "./outbox-store";
import { attempt } from "./send";

const pollMs = 15_000;
const stopMs = 5_000;
const mostAtOnce = 50;
const key = "delivery-worker";

export type Source = {
  compose: Compose;
  /** Stores what has become due since, if anything does by itself. */
  expand?: (now: Date) => Promise<void>;
};
export type Sources = Readonly<Record<string, Source>>;
type Options = { sources: Sources; isLeading: () => boolean };

type Worker = { timer: NodeJS.Timeout; round: Promise<void>; isStopped: boolean };

/** One server sends: the one that also syncs. */
export function startDelivery({ sources, isLeading }: Options): void {
  processSingleton(key, (): Worker => {
    const worker: Worker = {
      round: Promise.resolve(),
      isStopped: false,
      timer: setInterval(() => {
        if (!isLeading()) return;
        worker.round = worker.round.then(() => runRound(sources, () => !worker.isStopped && isLeading()));
      }, pollMs),
    };
    worker.timer.unref();
    return worker;
  });
}

/** Starts nothing more and waits a moment for what is being sent. Returns whether there was a worker. */
export async function stopDelivery(): Promise<boolean> {
  const worker = processSingleton<Worker | null>(key, () => null);
  forget(key);
  if (!worker) return false;
  worker.isStopped = true;
  clearInterval(worker.timer);
  await Promise.race([worker.round, new Promise((resolve) => setTimeout(resolve, stopMs).unref())]);
  return true;
}

async function runRound(sources: Sources, mayGoOn: () => boolean): Promise<void> {
  await atPriority("background", () => sendDue(sources, new Date(), mayGoOn)).catch((err: unknown) =>
    log.warn({ err }, "messages are delayed"),
  );
}

/** @throws AppError organization_unproven */
export async function sendDue(sources: Sources, now = new Date(), mayGoOn = () => true): Promise<void> {
  await requireProof();
  const lost = await settleLost(now);
  if (lost > 0)
    log.warn({ lost }, "messages were being sent when their server ended; they are not sent again");
  for (const { expand } of Object.values(sources)) if (mayGoOn()) await expand?.(now);
  for (const delivery of await listDue(now, mostAtOnce)) {
    const source = sources[delivery.kind];
    if (!mayGoOn()) return;
    if (source) await attempt(delivery, source.compose, now);
  }
}
