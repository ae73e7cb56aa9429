import type { Receipt } from "@/lib/directory/offboardings/schema";
import { isDone } from "@/lib/directory/offboardings/vocabulary";

type Name =
  | "proposed"
  | "scheduled"
  | "pending"
  | "running"
  | "used"
  | "undone"
  | "back"
  | "newKeys"
  | "noKeys"
  | "waiting"
  | "silent";

export type Verdict = {
  name: Name;
  look: "bad" | "good" | "waiting";
  count: number;
  /** The keys that were to stop, and those that were to go on working and do. */
  stopped: readonly string[];
  stays: readonly string[];
};

/** The first that applies. Unread traffic is never called silence. */
export function toVerdict(receipt: Receipt): Verdict {
  const { state, steps, keys, memberId, goneAt, newKeys, readUntil } = receipt;
  const none = { count: 0, stopped: [], stays: [] };
  if (state === "proposed" || state === "scheduled" || state === "pending" || state === "running")
    return { name: state, look: "waiting", ...none };
  const bad = (name: Name, count = 0): Verdict => ({ ...none, name, look: "bad", count });
  const undone = steps.filter((step) => !isDone(step.state)).length;
  const alarming = keys.filter(({ isAlarming }) => isAlarming).length;
  if (alarming > 0) return bad("used", alarming);
  if (undone > 0) return bad("undone", undone);
  if (memberId !== null && goneAt === null) return bad("back");
  if (newKeys.length > 0) return bad("newKeys", newKeys.length);
  const watched = keys.filter(({ fate }) => fate === "stop" || fate === "ends");
  const kept = keys.filter(({ fate, status }) => isKept(fate) && status === "active");
  const good = { count: watched.length, stopped: toNames(watched), stays: toNames(kept) };
  if (watched.length === 0) return { name: "noKeys", look: "good", ...good };
  const isUnread = watched.some(({ traffic }) => traffic === "waiting" || traffic === "none");
  if (isUnread || readUntil === null) return { name: "waiting", look: "waiting", ...good };
  return { name: "silent", look: "good", ...good };
}

function isKept(fate: Receipt["keys"][number]["fate"]): boolean {
  return fate === "keep" || fate === "hand_over";
}

function toNames(keys: Receipt["keys"]): string[] {
  return keys.map(({ id, name }) => name.trim() || id);
}
