import "server-only";
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/auth/session";
import { database, type Transaction } from "@/lib/db/client";
import type { ErrorCode } from "@/lib/errors";
import { log } from "@/lib/log";
import { type AuditLine, appendLine, type LineDraft } from "./chain";
import { toRecorded, toRecordedText } from "./record";
import type { AuditAction, AuditOutcome } from "./vocabulary";

type Opening = {
  actor: Actor;
  action: AuditAction;
  targetId: string | null;
  /** What was asked for; kept with the intent when it is small. */
  request: unknown;
};

type Settlement = {
  outcome: AuditOutcome;
  /** The target's name for people, as it was at the time. */
  label?: string | undefined;
  before?: unknown;
  after?: unknown;
  errorCode?: ErrorCode | undefined;
  requestId?: string | undefined;
};

const largestRequestBytes = 4_096;
const longestTarget = 200;

/** Records the intent. Only what has an intent may be sent. */
export async function openEntry({ actor, action, targetId, request }: Opening): Promise<AuditEntry> {
  const subject = {
    entryId: randomUUID(),
    actorEmail: toRecordedText(actor.email),
    actorPersona: actor.persona,
    action,
    targetId: targetId && toRecordedText(targetId.slice(0, longestTarget)),
  };
  await append({ ...subject, ...blank, phase: "intent", after: toSmall(request) });
  return new AuditEntry(subject);
}

type Subject = Pick<LineDraft, "entryId" | "actorEmail" | "actorPersona" | "action" | "targetId">;
const blank = { targetLabel: null, before: null, outcome: null, errorCode: null, requestId: null };

/** An act whose intent is recorded and whose outcome is still to come. One that never comes reads as unknown. */
export class AuditEntry {
  #isSettled = false;
  #isSent = false;

  constructor(private readonly subject: Subject) {}

  get id(): string {
    return this.subject.entryId;
  }

  get isSettled(): boolean {
    return this.#isSettled;
  }

  /** Whether the request may have left: from then on "failed" needs an answer that says so. */
  get isSent(): boolean {
    return this.#isSent;
  }

  markSent(): void {
    this.#isSent = true;
  }

  /** Records the outcome. `apply`, the change of the mirror, stands or falls with it. */
  async settle(settlement: Settlement, apply?: (tx: Transaction) => Promise<void>): Promise<void> {
    if (this.#isSettled) throw new Error(`audit entry ${this.id} is settled already`);
    const { outcome, label, before, after, errorCode, requestId } = settlement;
    const line: LineDraft = {
      ...this.subject,
      phase: "outcome",
      targetLabel: label === undefined ? null : toRecordedText(label),
      before: toRecorded(before),
      after: toRecorded(after),
      outcome,
      errorCode: errorCode ?? null,
      requestId: requestId === undefined ? null : toRecordedText(requestId),
    };
    await append(line, apply);
    this.#isSettled = true;
  }
}

async function append(draft: LineDraft, apply?: (tx: Transaction) => Promise<void>): Promise<void> {
  const db = await database();
  const line: AuditLine = await db.transaction(async (tx) => {
    await apply?.(tx);
    return appendLine(tx, draft);
  });
  const { seq, hash, phase, action, outcome } = line;
  // A copy of the hash outside of the database: whoever rewrites the chain there cannot rewrite this.
  log.info({ audit: { seq, hash, phase, action, outcome } }, "audit");
}

function toSmall(request: unknown): unknown {
  const recorded = toRecorded(request);
  return JSON.stringify(recorded).length <= largestRequestBytes ? recorded : null;
}
