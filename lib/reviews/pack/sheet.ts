import "server-only";
import { type Column, type Row, type Sheet, toAmounts, toNumbers, toText } from "@/lib/exports/columns";
import { toExact } from "@/lib/money";
import type { ReviewKind } from "@/lib/reviews/vocabulary";
import { type PackHead, type PackPlace, type PackRow, walkPackRows } from "./content-read-model";

type Field = { columns: Column[]; read: (row: PackRow) => Row };

const amount = (cents: string | null) => (cents === null ? null : toExact(cents, "USD"));
const count = (value: number | null) => (value === null ? null : String(value));

const ofPeople: Field = {
  columns: [
    ...toText(["user_id", "email", "name", "organization_role", "role", "access", "member_at", "added_by"]),
    ...toText(["seen_since_at", "last_active_on"]),
    ...toNumbers(["keys"]),
    ...toText(["keys_used_on"]),
    ...toAmounts(["keys_30d_usd"]),
    ...toNumbers(["other_workspaces"]),
    ...toText(["previous_role", "change", "suggestion", "decision", "new_role"]),
  ],
  read: (row) => [
    row.userId,
    row.email,
    row.name,
    row.organizationRole,
    row.role,
    row.isInherited ? "inherited" : "direct",
    row.since,
    row.addedBy,
    row.seenSince,
    row.lastActiveOn,
    count(row.keys),
    row.keysUsedOn,
    amount(row.keyCents),
    count(row.elsewhere),
    row.previousRole,
    row.change,
    row.suggestion,
    row.decision,
    row.newRole,
  ],
};

const keyDecisions = { keep: "keep", change: "rotate", remove: "deactivate" } as const;

const ofKeys: Field = {
  columns: [
    ...toText(["key_id", "key", "hint", "scope", "created_at", "expires_at", "maker", "maker_name"]),
    ...toText(["maker_gone", "last_used_on"]),
    ...toAmounts(["cost_30d_usd"]),
    ...toText(["findings", "change", "suggestion", "decision", "rotate_by_on"]),
  ],
  read: (row) => [
    row.userId,
    row.facts?.name ?? null,
    row.facts?.hint ?? null,
    row.facts?.scope ?? null,
    row.facts?.createdAt ?? null,
    row.facts?.expiresAt ?? null,
    row.email,
    row.name,
    row.facts?.isMakerGone ? "yes" : "no",
    row.keysUsedOn,
    amount(row.keyCents),
    row.facts?.findings.join(" ") ?? null,
    row.change,
    row.suggestion,
    row.decision && keyDecisions[row.decision],
    row.rotateBy,
  ],
};

const fields: Record<ReviewKind, Field> = { memberships: ofPeople, keys: ofKeys };

const ofEnd: Field = {
  columns: toText(
    "reason decided_by decided_at submitted_by submitted_at outcome end_state applied_at error error_reason request_id".split(
      " ",
    ),
  ),
  read: (row) => [
    row.reason,
    row.decidedBy,
    row.decidedAt,
    row.submittedBy,
    row.submittedAt,
    row.outcome,
    row.endState,
    row.settledAt,
    row.errorCode,
    row.errorReason,
    row.requestId,
  ],
};

/** One line for each decision, in the order of the report. */
export function toPackSheet(head: PackHead, places: readonly PackPlace[]): Sheet {
  const { columns, read } = fields[head.kind];
  const isOfPeople = head.kind === "memberships";
  const added = toText([...(isOfPeople ? ["findings"] : []), "workspace_findings"]);
  return {
    columns: [...toText(["workspace_id", "workspace"]), ...columns, ...ofEnd.columns, ...added],
    listRows: async function* () {
      for await (const { place, rows } of walkPackRows(head, places)) {
        const { workspaceId, name, findings } = place;
        const ofPlace = findings?.join(" ") ?? null;
        yield rows.map((row) => [
          workspaceId,
          name,
          ...read(row),
          ...ofEnd.read(row),
          ...(isOfPeople ? [row.findings?.join(" ") ?? null] : []),
          ofPlace,
        ]);
      }
    },
    isLongerThan: async () => false,
    period: head.closedAt.slice(0, 10),
  };
}
