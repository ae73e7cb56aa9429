import "server-only";
import { permitActor } from "@/lib/core/auth/permit";
import type { Actor } from "@/lib/core/auth/session";
import { AppError } from "@/lib/core/errors/errors";
import { type Row, toNumbers, toText } from "@/lib/core/sheets/columns";
import { getReceipt } from "@/lib/directory/offboardings/receipt-read-model";
import type { Receipt } from "@/lib/directory/offboardings/schema";
import { sendFile } from "./export-file";

const columns = [
  ...toText([
    "offboarding",
    "person",
    "email",
    "ordered_by",
    "ordered_at",
    "approved_by",
    "what",
    "target",
    "target_id",
    "result",
    "at",
    "request_id",
    "decision",
    "owner",
    "note",
    "status_now",
    "silent_since",
    "read_until",
    "traffic",
    "last_used_on",
  ]),
  ...toNumbers(["tokens_since"]),
];

/** `receipt`: a line for each step, then one for each key and what it did since. */
export function exportReceipt(
  request: Request,
  file: string,
  getActor: () => Promise<Actor | null>,
): Promise<Response> {
  return sendFile(request, file, getActor, async (actor, name, search) => {
    const by = permitActor(actor, "members:read");
    if (name !== "receipt") throw new AppError("not_found", "there is no such file of an off-boarding");
    const receipt = await getReceipt(by, { id: search.get("id") ?? "" });
    const rows = [...listStepRows(receipt), ...listKeyRows(receipt)];
    return {
      columns,
      listRows: async function* () {
        yield rows;
      },
      isLongerThan: async (most) => rows.length > most,
      period: receipt.orderedAt.slice(0, 10),
    };
  });
}

function toHead({ id, name, email, orderedBy, orderedAt, approvedBy }: Receipt): Row {
  return [id, name, email, orderedBy, orderedAt, approvedBy];
}

function listStepRows(receipt: Receipt): Row[] {
  const none = Array.from({ length: 9 }, () => null);
  return receipt.steps.map(({ operation, label, targetId, state, finishedAt, requestId }) => [
    ...toHead(receipt),
    operation,
    label,
    targetId,
    state,
    finishedAt,
    requestId,
    ...none,
  ]);
}

function listKeyRows(receipt: Receipt): Row[] {
  return receipt.keys.map((key) => [
    ...toHead(receipt),
    "key",
    key.name,
    key.id,
    null,
    null,
    null,
    key.fate,
    key.ownerEmail,
    key.note,
    key.status,
    key.since,
    receipt.readUntil,
    key.traffic,
    key.lastUsedOn,
    String(key.tokens),
  ]);
}
