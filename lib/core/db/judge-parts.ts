import "server-only";
import type { LimitedKind, PartState } from "./vocabulary";

export type PartRow = {
  name: string;
  isGranted: boolean;
  isAbsence: boolean;
  refusals: number;
  refusedSince: Date | null;
  probedAt: Date;
  /** Whether it ever answered, with this or another key of the organization. */
  hasWorked: boolean;
};

/** Without a known pattern, this many refusals over a long time are believed. */
const refusalsToBelieve = 3;
const believedAfterMs = 5 * 60_000;

/** What an Enterprise organization lacks; limits and Claude Code follow from it. */
const consolePillars = ["workspaces", "api_keys", "usage", "cost"];
const consoleParts = [...consolePillars, "claude_code", "rate_limits"];
/** Claude Platform on AWS has only workspaces. */
const beyondWorkspaces = ["members", "invites", "api_keys", "usage", "cost", "claude_code", "rate_limits"];

/** Read with another credential, whose refusal says nothing about the key or the organization. */
const ofOauthToken = "service_accounts";

export type KnownParts = {
  states: ReadonlyMap<string, PartState>;
  kind: LimitedKind | null;
  isUnavailable: (part: string) => boolean;
  unavailable: string[];
  lost: string[];
  lostAt: Date | null;
  unavailableSince: Date | null;
};

/**
 * Distinguishes what this kind of organization lacks from what is broken. A refusal is final only for a part that never
 * answered, with a key that works elsewhere, and either in a known pattern, where all of its parts are refused, or
 * after repeated refusals.
 */
export function judgeParts(rows: readonly PartRow[], now: Date): KnownParts {
  const asked = rows.filter(({ name }) => name !== ofOauthToken);
  const byName = new Map(asked.map((row) => [row.name, row]));
  const isGranted = (part: string) => byName.get(part)?.isGranted === true;
  const isAbsent = (part: string) => {
    const row = byName.get(part);
    return row !== undefined && !row.isGranted && row.isAbsence && !row.hasWorked;
  };
  const kind = toKind(isGranted, isAbsent);
  const lacking = kind === "enterprise" ? consoleParts : kind === "workspaces_only" ? beyondWorkspaces : [];
  const isKeyGood = isGranted("members") || isGranted("workspaces");
  // A key that lost some rights says nothing about what the organization has.
  const hasLost = asked.some(
    (row) => consoleParts.includes(row.name) && !row.isGranted && row.isAbsence && row.hasWorked,
  );
  const toState = (row: PartRow): PartState => {
    if (row.isGranted) return "available";
    if (row.hasWorked) return row.isAbsence ? "lost" : "refused";
    const isFinal = lacking.includes(row.name) || (isKeyGood && !hasLost && isPersistent(row, now));
    return isAbsent(row.name) && isFinal ? "unavailable" : "refused";
  };
  const states = new Map(asked.map((row) => [row.name, toState(row)]));
  const isUnavailable = (part: string) => states.get(part) === "unavailable";
  const listIn = (state: PartState) =>
    asked.map(({ name }) => name).filter((name) => states.get(name) === state);
  return {
    states,
    kind,
    isUnavailable,
    unavailable: listIn("unavailable"),
    lost: listIn("lost"),
    lostAt: toNewest(asked.filter(({ name }) => states.get(name) === "lost").map(({ probedAt }) => probedAt)),
    unavailableSince: toNewest(
      asked.filter(({ name }) => isUnavailable(name)).map(({ refusedSince }) => refusedSince),
    ),
  };
}

function toNewest(times: readonly (Date | null)[]): Date | null {
  const known = times.flatMap((time) => time?.getTime() ?? []);
  return known.length > 0 ? new Date(Math.max(...known)) : null;
}

type Is = (part: string) => boolean;

function toKind(isGranted: Is, isAbsent: Is): LimitedKind | null {
  if (isGranted("members") && consolePillars.every(isAbsent)) return "enterprise";
  const isBare = ["members", "api_keys", "usage", "cost"].every(isAbsent);
  return isGranted("workspaces") && isBare ? "workspaces_only" : null;
}

function isPersistent({ refusals, refusedSince }: PartRow, now: Date): boolean {
  if (refusals < refusalsToBelieve || refusedSince === null) return false;
  return now.getTime() - refusedSince.getTime() >= believedAfterMs;
}
