import "server-only";
import { env } from "@/lib/core/env/env";
import { log } from "@/lib/core/log/log";
import { forget, processSingleton } from "@/lib/core/process/process-singleton";
import { Turns } from "@/lib/core/process/turns";
import type { Appended } from "./chain";
import { type Checkpoint, getLogName, isOfLog, signCheckpoint } from "./checkpoint";
import { type CheckpointTarget, listTargets, readLastCheckpoint } from "./checkpoint-targets";
import { readEnd, rememberEnd } from "./end";
import { getAuditKey, getAuditKeys } from "./key";
import type { Head } from "./line";
import { findHash } from "./verify";

const sendersKey = "audit-checkpoints";
const minWaitMs = 1_000;
const maxWaitMs = 5 * 60_000;
const stopMs = 5_000;

export type CheckpointState = { name: string; seq: number | null; at: string | null; error: string | null };

/**
 * Sends checkpoints to one target in order. While it fails, only the newest waits, because it proves what the older
 * ones did.
 */
class CheckpointSender {
  #waiting: Checkpoint[] = [];
  #sending: Promise<void> | null = null;
  #timer: NodeJS.Timeout | undefined;
  #failures = 0;
  #last: Checkpoint | null = null;
  #error: string | null = null;

  constructor(private readonly target: CheckpointTarget) {}

  get state(): CheckpointState {
    const { seq = null, at = null } = this.#last ?? {};
    return { name: this.target.name, seq, at, error: this.#error };
  }

  send(...checkpoints: Checkpoint[]): Promise<void> {
    this.#waiting.push(...checkpoints);
    clearTimeout(this.#timer);
    this.#sending ??= this.#run().finally(() => {
      this.#sending = null;
    });
    return this.#sending;
  }

  stop(): void {
    clearTimeout(this.#timer);
    this.#waiting = [];
  }

  async #run(): Promise<void> {
    for (let next = this.#waiting[0]; next; next = this.#waiting[0]) {
      try {
        await this.target.send(next);
      } catch (cause) {
        return this.#retryLater(cause);
      }
      this.#failures = 0;
      this.#error = null;
      this.#last = next;
      this.#waiting.shift();
    }
  }

  #retryLater(cause: unknown): void {
    this.#error = toReason(cause);
    this.#waiting = this.#waiting.slice(-1);
    const waitMs = Math.min(maxWaitMs, minWaitMs * 2 ** this.#failures);
    this.#failures += 1;
    const { name: target } = this.target;
    log.error({ target, reason: this.#error, failures: this.#failures }, "a checkpoint was not delivered");
    this.#timer = setTimeout(() => this.send(), waitMs);
    this.#timer.unref();
  }
}

/** Signing reads the log's name and key, during which a later checkpoint could overtake. */
const inOrder = () => processSingleton("audit-checkpoints-in-order", () => new Turns({ ofKey: 1 }));
const underWay = () => processSingleton("audit-checkpoints-under-way", () => new Set<Promise<void>>());
const senders = () =>
  processSingleton(sendersKey, () => listTargets().map((target) => new CheckpointSender(target)));

/**
 * At startup, compares the log with the file's last checkpoint and sends a new one, so that the receiver notices a log
 * that went back. A failure stops nothing.
 */
export async function startCheckpoints(): Promise<void> {
  const { AUDIT_CHECKPOINT_FILE: path } = env;
  if (path) await compareWith(path).catch(noteFailure);
  track(sendCheckpoint());
}

/** Sends a checkpoint every so many committed lines, and no one waits for it. */
export function noteLines({ lines, provenFrom }: Appended): void {
  if (senders().length === 0) return;
  const due = lines.findLast(
    ({ seq, action }) => seq % env.AUDIT_CHECKPOINT_LINES === 0 || action === "audit.unproven",
  );
  if (due) track(sendPlace({ ...due, provenFrom }));
}

/** At shutdown, before the database closes, sends the newest line within a time limit. */
export async function stopCheckpoints(): Promise<void> {
  const wait = new Promise<void>((resolve) => setTimeout(resolve, stopMs).unref());
  track(sendCheckpoint());
  await Promise.race([Promise.all(underWay()), wait]);
  for (const sender of senders()) sender.stop();
  forget(sendersKey);
}

export function listCheckpointStates(): CheckpointState[] {
  return senders().map(({ state }) => state);
}

function track(sending: Promise<void>): void {
  const tracked = sending.catch(noteFailure).finally(() => underWay().delete(tracked));
  underWay().add(tracked);
}

function noteFailure(cause: unknown): void {
  log.error({ err: cause }, "a checkpoint could not be created or read");
}

/** Sends nothing if the end can't be proven. */
async function sendCheckpoint(): Promise<void> {
  if (senders().length === 0) return;
  const { seq, hash, provenFrom, doubt } = await readEnd();
  if (seq > 0 && provenFrom !== null && !doubt) await sendPlace({ seq, hash, provenFrom });
}

type Place = Head & { provenFrom: number };

async function sendPlace(place: Place): Promise<void> {
  const all = senders();
  const checkpoint = await inOrder().run("", () => sign(place));
  await Promise.all(all.map((sender) => sender.send(checkpoint)));
}

async function sign({ seq, hash, provenFrom }: Place): Promise<Checkpoint> {
  return signCheckpoint({ log: await getLogName(), seq, hash, provenFrom }, await getAuditKey());
}

/** If a line that this key vouched for is gone, the next line follows it, so that the gap stays visible. */
async function compareWith(path: string): Promise<void> {
  const { key, former } = await getAuditKeys();
  const name = await getLogName();
  const isOurs = (one: Checkpoint) =>
    [key, ...former].some(({ id }) => id === one.keyId) && isOfLog(one, name);
  const last = await readLastCheckpoint(path, isOurs);
  if (!last) return;
  const { seq, hash, at } = last;
  if ((await findHash(seq)) === hash) return;
  rememberEnd({ seq, hash }, last.keyId);
  log.error(
    { audit: { seq, hash, at } },
    "the audit log does not contain the line of its last checkpoint: it was rolled back or rewritten",
  );
}

function toReason(cause: unknown): string {
  if (!(cause instanceof Error)) return "failed";
  return "code" in cause && typeof cause.code === "string" ? cause.code : cause.message;
}
