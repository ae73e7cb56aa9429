import "server-only";
import { randomUUID } from "node:crypto";
import { and, eq } from "drizzle-orm";
import type { Actor } from "@/lib/auth/session";
import { auditLog } from "@/lib/db/access-tables";
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
  /** For work that must find its entry again after a crash. */
  entryId?: string;
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
export async function openEntry(opening: Opening): Promise<AuditEntry> {
  const { actor, action, targetId, request, entryId = randomUUID() } = opening;
  const subject = {
    entryId,
    actorEmail: toRecordedText(actor.email),
    actorPersona: actor.persona,
    action,
    targetId: targetId && toRecordedText(targetId.slice(0, longestTarget)),
  };
  await append({ ...subject, ...blank, phase: "intent", after: toSmall(request) });
  return new AuditEntry(subject);
}

type Settled = { outcome: AuditOutcome; errorCode: string | null; requestId: string | null };

/** An entry whose process may have died over it, with its outcome if it came to one; null where none was opened. */
export async function findEntry(
  entryId: string,
): Promise<{ entry: AuditEntry; settled: Settled | null } | null> {
  const db = await database();
  const lines = await db.select().from(auditLog).where(eq(auditLog.entryId, entryId));
  const intent = lines.find(({ phase }) => phase === "intent");
  if (!intent) return null;
  const { actorEmail, actorPersona, action, targetId } = intent;
  const entry = new AuditEntry({ entryId, actorEmail, actorPersona, action, targetId });
  entry.markSent(); // Nobody knows that it was not.
  const end = lines.find(({ phase }) => phase === "outcome");
  if (!end) return { entry, settled: null };
  const { outcome, errorCode, requestId } = end;
  return { entry, settled: { outcome: outcome as AuditOutcome, errorCode, requestId } }; // Sound: `settle` wrote it.
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
    const line = await appendLine(tx, draft);
    if (draft.phase === "outcome") await refuseSecond(tx, line);
    return line;
  });
  const { seq, hash, phase, action, outcome } = line;
  // A copy of the hash outside of the database: whoever rewrites the chain there cannot rewrite this.
  log.info({ audit: { seq, hash, phase, action, outcome } }, "audit");
}

/** An act ends once. A worker that was taken for dead may come back and think otherwise. */
async function refuseSecond(tx: Transaction, { entryId }: AuditLine): Promise<void> {
  const ends = await tx.$count(auditLog, and(eq(auditLog.entryId, entryId), eq(auditLog.phase, "outcome")));
  if (ends > 1) throw new Error(`audit entry ${entryId} was settled elsewhere`);
}

function toSmall(request: unknown): unknown {
  const recorded = toRecorded(request);
  return JSON.stringify(recorded).length <= largestRequestBytes ? recorded : null;
}
