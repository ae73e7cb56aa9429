import "server-only";
import { randomUUID } from "node:crypto";
import { eq } from "drizzle-orm";
import type { Actor } from "@/lib/core/auth/session";
import { auditLog } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import type { Transaction } from "@/lib/core/db/database";
import { currentTrial } from "@/lib/core/db/trial";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { append } from "./append";
import type { LineDraft } from "./line";
import { maxTargetLength, toRecorded, toRecordedText, toSmall } from "./record";
import { noteEnded, noteOpened } from "./under-way";
import type { AuditAction, AuditOutcome } from "./vocabulary";

type Opening = {
  /** A person, or Castellan itself. */
  actor: Actor | { email: string; persona: "system"; session: null };
  action: AuditAction;
  targetId: string | null;
  request: unknown;
  /** For work that must find its entry after a crash. */
  entryId?: string;
};

type Settlement = {
  outcome: AuditOutcome;
  label?: string | undefined;
  before?: unknown;
  after?: unknown;
  errorCode?: ErrorCode | undefined;
  requestId?: string | undefined;
};

/** Records the intent, without which nothing may be sent. */
export async function openEntry(opening: Opening): Promise<AuditEntry> {
  const { actor, action, targetId, request, entryId = randomUUID() } = opening;
  const subject = {
    entryId,
    actorEmail: toRecordedText(actor.email),
    actorPersona: actor.persona,
    ...toSessionFields(actor.session),
    action,
    targetId: targetId && toRecordedText(targetId.slice(0, maxTargetLength)),
  };
  const entry = new AuditEntry(subject);
  await append([toIntent(subject, toSmall(request))]);
  if (opening.entryId === undefined) noteOpened(entry);
  return entry;
}

function toIntent(subject: Subject, after: unknown): LineDraft {
  return { ...subject, ...blank, phase: "intent", after };
}

type Settled = { outcome: AuditOutcome; errorCode: string | null; requestId: string | null };

export async function findEntry(
  entryId: string,
): Promise<{ entry: AuditEntry; settled: Settled | null } | null> {
  const db = await database();
  const lines = await db.select().from(auditLog).where(eq(auditLog.entryId, entryId));
  const intent = lines.find(({ phase }) => phase === "intent");
  if (!intent) return null;
  const { actorEmail, actorPersona, actorMethod, actorSession, actorAddress, action, targetId } = intent;
  const session = { actorMethod, actorSession, actorAddress };
  const entry = new AuditEntry({ entryId, actorEmail, actorPersona, ...session, action, targetId });
  entry.markSent();
  const end = lines.find(({ phase }) => phase === "outcome");
  if (!end) return { entry, settled: null };
  const { outcome, errorCode, requestId } = end;
  return { entry, settled: { outcome: outcome as AuditOutcome, errorCode, requestId } }; // Sound: `settle` wrote it.
}

type SessionFields = Pick<LineDraft, "actorMethod" | "actorSession" | "actorAddress">;
type Subject = SessionFields &
  Pick<LineDraft, "entryId" | "actorEmail" | "actorPersona" | "action" | "targetId">;
const blank = { targetLabel: null, before: null, outcome: null, errorCode: null, requestId: null };

/** An operation with a recorded intent. If its outcome never comes, it reads as unknown. */
export class AuditEntry {
  #isSettled = false;
  #isSent = false;
  #isAbandoned = false;
  #outcome: AuditOutcome | null = null;
  readonly #trial = currentTrial();
  /** Whether another entry of the same operation has changed something, which a failure of this one leaves. */
  hasOtherChange = false;

  constructor(private readonly subject: Subject) {}

  get id(): string {
    return this.subject.entryId;
  }

  /** True once the outcome is recorded, the operation's log is gone, or another process has the operation. */
  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Whether the request may have left; from then on, `failed` needs an answer that says so. */
  get isSent(): boolean {
    return this.#isSent;
  }

  /** Whether it is certain that a failure left everything as it was. */
  get hasChangedNothing(): boolean {
    return !this.hasOtherChange && (this.#outcome === "failed" || !this.#isSent);
  }

  get isExport(): boolean {
    return this.subject.action === "export.download";
  }

  /**
   * @throws AppError unauthenticated if the sandbox was reset since, because the operation belongs to the previous one;
   * store_unavailable if the server is stopping and has recorded an outcome
   */
  markSent(): void {
    if (this.#trial !== currentTrial()) this.#refuseReset();
    if (this.#isAbandoned) throw new AppError("store_unavailable", "the server stops");
    this.#isSent = true;
  }

  /**
   * Records the outcome in the same transaction as `apply`, the change of the mirror.
   * @throws AppError unauthenticated if the sandbox was reset since
   */
  async settle(settlement: Settlement, apply?: (tx: Transaction) => Promise<void>): Promise<void> {
    await this.#end([this.#toOutcome(settlement)], apply);
    this.#outcome = settlement.outcome;
  }

  /** Like `settle`, but `clear` empties the log, and the new log starts with this operation. */
  async settleFirst(settlement: Settlement, clear: (tx: Transaction) => Promise<void>): Promise<void> {
    await this.#end([toIntent(this.subject, null), this.#toOutcome(settlement)], clear);
  }

  /** At shutdown, what may have been sent is unknown, and nothing more is sent. */
  async abandon(): Promise<void> {
    this.#isAbandoned = true;
    noteEnded(this);
    const outcome = this.#isSent ? "unknown" : "failed";
    const errorCode = this.#isSent ? "outcome_unknown" : "store_unavailable";
    await this.settle({ outcome, errorCode }).catch((err) =>
      log.error({ err, entry: this.id }, "an action was left without an outcome"),
    );
  }

  /** Leaves the outcome to another process, which has taken the operation over. */
  leave(): void {
    this.#isSettled = true;
    noteEnded(this);
  }

  async #end(drafts: LineDraft[], apply?: (tx: Transaction) => Promise<void>): Promise<void> {
    if (this.#isSettled) throw new Error(`audit entry ${this.id} is settled already`);
    if (!(await append(drafts, apply))) this.#refuseReset();
    this.#isSettled = true;
    noteEnded(this);
  }

  #refuseReset(): never {
    this.leave();
    throw new AppError("unauthenticated", "the sandbox was reset while this was under way");
  }

  #toOutcome(settlement: Settlement): LineDraft {
    const { outcome, label, before, after, errorCode, requestId } = settlement;
    return {
      ...this.subject,
      phase: "outcome",
      targetLabel: label === undefined ? null : toRecordedText(label),
      before: toRecorded(before),
      after: toRecorded(after),
      outcome,
      errorCode: errorCode ?? null,
      requestId: requestId === undefined ? null : toRecordedText(requestId),
    };
  }
}

function toSessionFields(session: Actor["session"]): SessionFields {
  const toText = (text: string | undefined) =>
    text === undefined ? null : toRecordedText(text.slice(0, maxTargetLength));
  return {
    actorMethod: toText(session?.method),
    actorSession: toText(session?.id),
    actorAddress: toText(session?.address),
  };
}
