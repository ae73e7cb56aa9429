import "server-only";
import type { Translate } from "@/lib/core/delivery/translate";
import { formatCents } from "@/lib/core/money/money";
import {
  activeDays,
  decisionNames,
  idleDays,
  type ReviewKind,
  suggested,
  toChangeName,
} from "@/lib/governance/reviews/vocabulary";
import type { PackHead, PackRow } from "./content-read-model";
import { type Cell, type Html, toTable } from "./html";
import { toFindingTitles, toMinute, toOrganizationRole, toRole } from "./report-words";

export function toRowTable(t: Translate, head: PackHead, rows: readonly PackRow[]): Html {
  const heads = [
    t(head.kind === "keys" ? "reviews.pack.key" : "reviews.person"),
    t("reviews.pack.evidence"),
    t("reviews.decision"),
    t("reviews.pack.outcome"),
  ];
  return toTable(
    t("reviews.pack.rows", { count: rows.length }),
    heads,
    rows.map((row) => [
      toSubject(t, head, row),
      toEvidence(t, head, row),
      toDecision(t, head, row),
      toOutcome(t, row),
    ]),
  );
}

export function toExceptionRows(
  t: Translate,
  head: PackHead,
  { name, rows }: { name: string; rows: readonly PackRow[] },
): Html {
  return toTable(
    name,
    [
      t(head.kind === "keys" ? "reviews.pack.key" : "reviews.person"),
      t("reviews.decision"),
      t("reviews.pack.why"),
    ],
    rows.map((row) => [toSubject(t, head, row), toDecision(t, head, row), toOutcome(t, row)]),
  );
}

function toSubject(t: Translate, { kind }: PackHead, row: PackRow): Cell {
  if (kind === "keys") return [row.facts?.name ?? row.userId, row.facts?.hint ?? null, row.userId];
  if (kind === "grants") {
    const { email, role, organizationRole } = row;
    const member = organizationRole
      ? t("reviews.memberAs", { role: toOrganizationRole(t, organizationRole) })
      : t("reviews.notMember");
    return [email, row.name, `${toRole(t, kind, role)}, ${member}`];
  }
  const inherited = row.membership?.inheritedRole;
  const access = inherited
    ? t("reviews.both", { role: toRole(t, kind, inherited) })
    : t(row.isInherited ? "workspaces.people.inherited" : "workspaces.people.direct");
  return [row.name || row.email, row.name && row.email, `${toRole(t, kind, row.role)}, ${access}`];
}

function toEvidence(t: Translate, { kind, locale }: PackHead, row: PackRow): Cell {
  const cost = row.keyCents === null ? null : formatCents(row.keyCents, locale, "USD");
  const [first = null, ...more] = [
    ...toOwnEvidence(t, row),
    row.keysUsedOn && t("reviews.pack.used", { day: row.keysUsedOn }),
    cost && t("reviews.pack.cost", { amount: cost }),
    toChange(t, kind, row),
    toSuggestion(t, kind, row),
  ].filter(Boolean);
  // Joined into one line, because a line for each would fill a page with a few people.
  return [first, more.join(" · ")];
}

function toOwnEvidence(t: Translate, row: PackRow): Cell {
  if (row.facts) return toKeyEvidence(t, row, row.facts);
  return row.grant ? toGrantEvidence(t, row, row.grant) : toPersonEvidence(t, row);
}

function toPersonEvidence(t: Translate, row: PackRow): Cell {
  return [
    row.since && t("reviews.pack.since", { at: toMinute(row.since) }),
    row.addedBy && t("reviews.pack.addedBy", { person: row.addedBy }),
    !row.since && row.seenSince ? t("reviews.pack.seen", { at: toMinute(row.seenSince) }) : null,
    row.lastActiveOn && t("reviews.pack.active", { day: row.lastActiveOn }),
    row.keys ? t("reviews.pack.keys", { count: row.keys }) : null,
    toElsewhere(t, row),
    row.membership?.keysElsewhereOn
      ? t("reviews.keysElsewhere", { day: row.membership.keysElsewhereOn })
      : null,
    toFindingTitles(t, row.findings),
  ];
}

function toElsewhere(t: Translate, { elsewhere, membership }: PackRow): string | null {
  if (elsewhere === 0) return null;
  if (!membership) return t("reviews.elsewhere", { count: elsewhere });
  const list = membership.elsewhere.map(({ name, role }) => `${name} (${toRole(t, "memberships", role)})`);
  return t("reviews.rolesElsewhere", { list: list.join(", ") });
}

function toKeyEvidence(t: Translate, row: PackRow, facts: NonNullable<PackRow["facts"]>): Cell {
  // Service accounts have no address.
  const person = row.email || row.name;
  return [
    person && t(facts.isMakerGone ? "reviews.pack.makerGone" : "reviews.pack.maker", { person }),
    facts.createdAt && t("reviews.pack.made", { at: toMinute(facts.createdAt) }),
    facts.expiresAt
      ? t("reviews.pack.expires", { at: toMinute(facts.expiresAt) })
      : t("reviews.pack.noExpiry"),
    toFindingTitles(t, facts.findings),
  ];
}

function toGrantEvidence(t: Translate, row: PackRow, grant: NonNullable<PackRow["grant"]>): Cell {
  if (grant.source === "environment")
    return [
      t("reviews.pack.environment", { variable: row.addedBy ?? "" }),
      toFindingTitles(t, grant.findings),
    ];
  return [
    t("reviews.pack.given", { person: row.addedBy ?? "", at: row.since ? toMinute(row.since) : "" }),
    grant.expiresOn ? t("reviews.pack.lastDay", { day: grant.expiresOn }) : t("settings.access.noEnd"),
    grant.isExpired ? t("settings.access.expired") : null,
    grant.renewedAt && t("reviews.pack.renewed", { at: toMinute(grant.renewedAt) }),
    grant.suspendedFor && t("reviews.pack.suspended", { why: grant.suspendedFor }),
    grant.lastUsedAt
      ? t("reviews.pack.usedAt", { at: toMinute(grant.lastUsedAt) })
      : t("reviews.pack.neverUsed"),
    grant.note && `${t("settings.access.note")}: ${grant.note}`,
    toFindingTitles(t, grant.findings),
  ];
}

function toChange(t: Translate, kind: ReviewKind, { change, previousRole }: PackRow): string | null {
  const known = (["added", "role", "again"] as const).find((one) => one === change);
  if (!known) return null;
  const before = known === "role" && previousRole ? ` (${toRole(t, kind, previousRole)})` : "";
  return `${t(`reviews.changes.${toChangeName(kind, known)}`)}${before}`;
}

function toSuggestion(t: Translate, kind: ReviewKind, { suggestion }: PackRow): string | null {
  const known = (["active", "inactive"] as const).find((one) => one === suggestion);
  if (!known) return null;
  const days = known === "active" ? activeDays : idleDays;
  const decision = t(`reviews.decisions.${decisionNames[kind][suggested[known]]}`);
  const why = t(`reviews.${kind === "memberships" ? "suggestions" : "useSuggestions"}.${known}`, { days });
  return `${t("reviews.suggested", { decision })} (${why})`;
}

function toDecision(t: Translate, { kind }: PackHead, row: PackRow): Cell {
  if (row.decision === null) return [t("reviews.pack.undecided")];
  const name = t(`reviews.decisions.${decisionNames[kind][row.decision]}`);
  const to = row.newRole ? toRole(t, kind, row.newRole) : row.rotateBy;
  return [
    to ? `${name}: ${to}` : name,
    row.reason,
    row.decidedBy && row.decidedAt && `${row.decidedBy}, ${toMinute(row.decidedAt)}`,
    row.submittedBy && row.submittedAt
      ? t("reviews.pack.submitted", { person: row.submittedBy, at: toMinute(row.submittedAt) })
      : t("reviews.pack.notSubmitted"),
  ];
}

/** The state at the end says why it is an exception. */
function toOutcome(t: Translate, row: PackRow): Cell {
  return [
    t(`reviews.states.${row.outcome}`),
    row.outcome === "exception" ? toEndState(t, row) : null,
    row.settledAt && t("reviews.pack.settled", { at: toMinute(row.settledAt) }),
    row.errorCode && [row.errorCode, row.errorReason].filter(Boolean).join(": "),
    row.requestId,
  ];
}

function toEndState(t: Translate, { facts, endState }: PackRow): string {
  return facts && endState === "task" ? t("reviews.keyTask") : t(`reviews.states.${endState}`);
}
