import "server-only";
import type { Write } from "@/lib/core/audit/write-through";
import type { Permit } from "@/lib/core/auth/permit";
import { AppError } from "@/lib/core/errors/errors";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { type Decision, type FindingRow, getOpenFinding, isAssignable, saveDecision } from "./decision-store";
import type { Assignment, Dismissal } from "./schema";
import { toEndOfDay } from "./to-end-of-day";

type By = Permit<"findings:write">;
type Shown = Record<string, string | null>;

/** Dismisses an open finding; without a dismissal, opens it again. */
export function toDismissalWrite(by: By, findingId: string, dismissal: Dismissal | null): Write<Shown> {
  return toWrite(by, findingId, {
    decision: {
      dismissedBy: dismissal && by.actor.email,
      dismissedAt: dismissal && new Date(),
      dismissedUntil: dismissal && toEndOfDay(dismissal.until),
      dismissReason: dismissal?.reason ?? null,
    },
    wanted: { reason: dismissal?.reason ?? null, until: dismissal?.until ?? null },
    show: ({ dismissReason, dismissedUntil }) => ({
      reason: dismissReason,
      until: dismissedUntil && addDays(toDay(dismissedUntil), -1),
    }),
  });
}

/** Gives an open finding to someone who sees it; without an assignment, to nobody. */
export function toAssignmentWrite(by: By, findingId: string, assignment: Assignment | null): Write<Shown> {
  const { to, dueOn } = assignment ?? { to: null, dueOn: null };
  return toWrite(by, findingId, {
    decision: { assignedTo: to, assignedBy: to && by.actor.email, dueOn },
    wanted: { to, dueOn },
    show: ({ assignedTo, dueOn: day }) => ({ to: assignedTo, dueOn: day }),
    check: async () => {
      if (to !== null && !(await isAssignable(to, findingId)))
        throw new AppError("refused", "the person doesn't see it", { reason: "assignee_without_access" });
    },
  });
}

type Parts = {
  decision: Decision;
  wanted: Shown;
  show: (row: FindingRow) => Shown;
  check?: () => Promise<void>;
};

/** Nothing is sent anywhere; only our own database changes. */
function toWrite(by: By, findingId: string, { decision, wanted, show, check }: Parts): Write<Shown> {
  const toState = (row: FindingRow): Shown => ({ rule: row.rule, ...show(row) });
  const read = async () => toState(await getOpenFinding(by, findingId));
  return {
    before: async () => {
      const row = await getOpenFinding(by, findingId);
      await check?.();
      return { label: row.label, state: toState(row) };
    },
    send: async () => {
      await saveDecision(findingId, decision);
      return read();
    },
    apply: async () => {},
    reread: read,
    isDone: (found) => found !== null && Object.keys(wanted).every((key) => found[key] === wanted[key]),
  };
}
