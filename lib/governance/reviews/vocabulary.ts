/** Client-safe. */
export const reviewCadences = ["once", "monthly", "quarterly"] as const;
export type ReviewCadence = (typeof reviewCadences)[number];
export const reviewKinds = ["memberships", "keys", "grants"] as const;
export type ReviewKind = (typeof reviewKinds)[number];
/** Stands for the workspace of grants, which belong to none: no lead leads it, so only admins see and decide. */
export const grantsPlace = "organization";
export const reviewScopes = ["all", "workspaces", "tag"] as const;

export const decisions = ["keep", "change", "remove"] as const;
export type Decision = (typeof decisions)[number];

/** What a decision is called, on screen and in files. */
export const decisionNames = {
  memberships: { keep: "keep", change: "change", remove: "remove" },
  keys: { keep: "keep", change: "rotate", remove: "deactivate" },
  grants: { keep: "keep", change: "change", remove: "revoke" },
} as const satisfies Record<ReviewKind, Record<Decision, string>>;

/**
 * `lapsed`: decided by someone who may no longer decide. `waiting`: the API is about to be asked. `pending`: submitted,
 * but the API never answered. `task`: an admin has to change the organization role. `left`: no longer in the workspace, or
 * there at all.
 */
export const rowStates = [
  "open",
  "decided",
  "lapsed",
  "waiting",
  "pending",
  "refused",
  "task",
  "kept",
  "applied",
  "left",
  "archived",
  "exception",
] as const;
export type ReviewRowState = (typeof rowStates)[number];

/** Nothing more has to be done about these. */
export const doneStates: readonly ReviewRowState[] = ["kept", "applied", "left", "archived"];
/** Nobody has decided about these. */
export const openStates: readonly ReviewRowState[] = ["open", "lapsed"];
/** A reviewer may still decide about these. */
export const decidableStates: readonly ReviewRowState[] = [
  "open",
  "decided",
  "lapsed",
  "pending",
  "refused",
  "task",
];
/** Submitting covers these. */
export const submittableStates: readonly ReviewRowState[] = ["decided", "pending", "refused"];

/** Why a decision is suggested. */
export const suggestions = ["active", "inactive"] as const;
export type Suggestion = (typeof suggestions)[number];
export const suggested: Record<Suggestion, Decision> = { active: "keep", inactive: "remove" };
export const activeDays = 30;
export const idleDays = 90;

/** Since the review before; `again`: an earlier review took it away, whichever that was. */
export const rowChanges = ["added", "role", "again", "same"] as const;
export type RowChange = (typeof rowChanges)[number];

const changeNames = {
  memberships: { added: "added", role: "role", again: "again" },
  keys: { added: "added", role: "role", again: "activeAgain" },
  grants: { added: "added", role: "persona", again: "grantedAgain" },
} as const satisfies Record<ReviewKind, object>;

/** A grant has a persona where memberships have a role. */
export function toChangeName(kind: ReviewKind, change: Exclude<RowChange, "same">) {
  return changeNames[kind][change];
}

/** The messages about what came after a review started. */
export const addedNotes = {
  memberships: "addedNote",
  keys: "addedKeys",
  grants: "addedGrants",
} as const satisfies Record<ReviewKind, string>;

/** What becomes of rows that nobody decided about, once the review closes. */
export const undecidedRules = ["exception", "keep", "remove"] as const;
export type UndecidedRule = (typeof undecidedRules)[number];

export const eventKinds = ["handed_over", "question", "days", "reviewers", "due"] as const;
export type EventKind = (typeof eventKinds)[number];
/** Admins answer these. */
export const askedKinds: readonly EventKind[] = ["question", "days"];

export function isUnanswered({ kind, answeredAt }: { kind: EventKind; answeredAt: string | null }): boolean {
  return askedKinds.includes(kind) && answeredAt === null;
}

/** What people are told about besides reminders. */
export const eventStages = ["handed_over", "question", "days", "answered"] as const;
export type EventStage = (typeof eventStages)[number];

export const reminderStages = ["started", "week", "day", "overdue"] as const;
export type ReminderStage = (typeof reminderStages)[number];

export const maxReviewers = 20;
export const maxNameLength = 80;
export const maxNoteLength = 1_000;
export const maxReasonLength = 500;
export const maxScopeWorkspaces = 1_000;
/** As many as one bulk change has. */
export const maxDecisions = 10_000;

type Judged = { suggestion: Suggestion | null };

/** A decision against what the evidence suggests needs a reason. */
export function needsReason({ suggestion }: Judged, decision: Decision): boolean {
  if (suggestion === null) return false;
  return suggestion === "inactive" ? decision === "keep" : decision === "remove";
}

type Decided = { kind: ReviewKind; isInherited: boolean };

/** Admins that `BOOTSTRAP_ADMINS` names can only be confirmed: the server's environment isn't changed from here. */
export function listOffered({ kind, isInherited }: Decided): readonly Decision[] {
  if (kind === "grants") return isInherited ? ["keep"] : ["keep", "remove"];
  return isInherited ? ["keep", "remove"] : decisions;
}

/** Access by organization role is out of reach here, so to remove it is to ask an admin. */
export function toDecisionName({ kind, isInherited }: Decided, decision: Decision) {
  if (kind === "memberships" && decision === "remove" && isInherited) return "ask" as const;
  return decisionNames[kind][decision];
}

type Submitted = Decided & { decision: Decision | null };

/** Whether submitting the decision asks the API for something. */
export function isCall(row: Submitted): boolean {
  return row.decision !== null && row.decision !== "keep" && !isTask(row);
}

/** What someone has to do by other means: change an organization role, or replace a key. */
export function isTask({ kind, decision, isInherited }: Submitted): boolean {
  if (kind === "keys") return decision === "change";
  return decision === "remove" && isInherited;
}

/** The last day on which a key works, and so can be rotated; undefined if it never expires. */
export function toLastDay({ facts }: { facts: { expiresAt: string | null } | null }): string | undefined {
  return facts?.expiresAt?.slice(0, 10);
}
