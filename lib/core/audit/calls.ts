import "server-only";
import { randomUUID } from "node:crypto";
import type { Actor } from "@/lib/core/auth/session";
import type { ErrorCode } from "@/lib/core/errors/errors";
import { appendFrom } from "./append";
import type { LineDraft } from "./line";
import { toRecorded, toRecordedText } from "./record";

type Called = { actor: Actor; client: string; tool: string; errorCode: ErrorCode | null };

/** That a program has called a tool: the log names the program, and whoever it belongs to. */
export async function recordCall({ actor, client, tool, errorCode }: Called): Promise<void> {
  const subject = {
    entryId: randomUUID(),
    actorEmail: toRecordedText(actor.email),
    actorPersona: actor.persona,
    actorMethod: actor.session?.method ?? null,
    actorSession: actor.session?.id ?? null,
    actorAddress: actor.session?.address ?? null,
    action: "mcp.call",
    targetId: null,
    targetLabel: toRecordedText(client),
    before: null,
    requestId: null,
  } satisfies Partial<LineDraft>;
  const outcome = errorCode === null ? "succeeded" : "failed";
  await appendFrom(async () => [
    { ...subject, phase: "intent", after: toRecorded({ tool }), outcome: null, errorCode: null },
    { ...subject, phase: "outcome", after: null, outcome, errorCode },
  ]);
}
