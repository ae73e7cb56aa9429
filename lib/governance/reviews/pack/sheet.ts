import "server-only";
import { toExact } from "@/lib/core/money/money";
import { type Column, type Row, type Sheet, toAmounts, toNumbers, toText } from "@/lib/core/sheets/columns";
import { decisionNames, type ReviewKind } from "@/lib/governance/reviews/vocabulary";
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
    toAccess(row),
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

/** Billing by role and a direct role that someone gave are two things to look at. */
function toAccess({ isInherited, membership }: PackRow): string {
  if (membership?.inheritedRole) return "both";
  return isInherited ? "inherited" : "direct";
}

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
    row.decision && decisionNames.keys[row.decision],
    row.rotateBy,
  ],
};

const ofGrants: Field = {
  columns: toText([
    ...["email", "name", "source", "access", "note", "granted_by", "granted_at", "last_day_on", "expired"],
    ...["renewed_at", "suspended_for", "suspended_at", "last_used_at", "member_id", "organization_role"],
    ...["findings", "previous_access", "change", "suggestion", "decision"],
  ]),
  read: ({ grant, ...row }) => [
    row.email,
    row.name,
    grant?.source ?? null,
    row.role,
    grant?.note ?? null,
    row.addedBy,
    row.since,
    grant?.expiresOn ?? null,
    grant?.isExpired ? "yes" : "no",
    grant?.renewedAt ?? null,
    grant?.suspendedFor ?? null,
    grant?.suspendedAt ?? null,
    grant?.lastUsedAt ?? null,
    grant?.memberId ?? null,
    row.organizationRole,
    grant?.findings.join(" ") ?? null,
    row.previousRole,
    row.change,
    row.suggestion,
    row.decision && decisionNames.grants[row.decision],
  ],
};

const fields: Record<ReviewKind, Field> = { memberships: ofPeople, keys: ofKeys, grants: ofGrants };

/** What later versions added comes last, so that older files can be read on. */
const ofMemberships: Field = {
  columns: toText(["findings", "inherited_role", "roles_elsewhere", "keys_elsewhere_used_on"]),
  read: ({ findings, membership }) => [
    findings?.join(" ") ?? null,
    membership?.inheritedRole ?? null,
    membership?.elsewhere.map(({ name, role }) => `${name}: ${role}`).join("; ") ?? null,
    membership?.keysElsewhereOn ?? null,
  ],
};

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

/** One line for each decision, in the order of the report. Grants belong to no workspace. */
export function toPackSheet(head: PackHead, places: readonly PackPlace[]): Sheet {
  const { columns, read } = fields[head.kind];
  const isOfPeople = head.kind === "memberships";
  const isOfPlaces = head.kind !== "grants";
  const before = toText(isOfPlaces ? ["workspace_id", "workspace"] : []);
  const added = [
    ...(isOfPeople ? ofMemberships.columns : []),
    ...toText(isOfPlaces ? ["workspace_findings"] : []),
  ];
  return {
    columns: [...before, ...columns, ...ofEnd.columns, ...added],
    listRows: async function* () {
      for await (const { place, rows } of walkPackRows(head, places)) {
        const { workspaceId, name, findings } = place;
        const ofPlace = findings?.join(" ") ?? null;
        yield rows.map((row) => [
          ...(isOfPlaces ? [workspaceId, name] : []),
          ...read(row),
          ...ofEnd.read(row),
          ...(isOfPeople ? ofMemberships.read(row) : []),
          ...(isOfPlaces ? [ofPlace] : []),
        ]);
      }
    },
    isLongerThan: async () => false,
    period: head.closedAt.slice(0, 10),
  };
}
