import "server-only";
import { openEntry } from "@/lib/core/audit/entry";
import { type Actor, currentReader } from "@/lib/core/auth/session";
import { isFresh, requireFresh } from "@/lib/core/auth/step-up";
import { countMembers } from "@/lib/core/db/count-members";
import { processSingleton } from "@/lib/core/process/process-singleton";
import { toPersonKey } from "./session-limits";

/** How many people someone can see within an hour before that is an export: half of them, but within these bounds. */
const usual = { least: 200, most: 1_000 };
const hourMs = 3_600_000;
/** Also within a longer text, such as the label of a membership. */
const addresses = /[^\s@<>"',;:()[\]/]{1,64}@[^\s@<>"',;:()[\]/]+\.[^\s@<>"',;:()[\]/]+/g;
const ids = /\buser_\w+/g;

/** The same people by address and by ID, because an answer may have only one of them. */
type Ways = "addresses" | "ids";
type Found = Record<Ways, Set<string>>;
type Seen = Record<Ways, Map<string, number>> & { recordedMs: number; refusedMs: number };
const ways: readonly Ways[] = ["addresses", "ids"];

/**
 * Runs a read of a page or a route. Paging through people is an export of people: beyond what is usual within an hour,
 * the next ones need a recent sign-in, and the log says so once an hour. People seen before can be seen again. Any
 * address and any ID of a user in an answer is a person, so no read can be forgotten. Each process counts by itself.
 * @throws AppError step_up_required
 */
export async function readPeople<Answer>(read: () => Promise<Answer>, asked?: Actor): Promise<Answer> {
  const answer = await read();
  const actor = asked ?? (await currentReader());
  if (!actor) return answer;
  const found: Found = { addresses: new Set(), ids: new Set() };
  collectPeople(answer, found);
  found.addresses.delete(actor.email.toLowerCase());
  if (actor.memberId) found.ids.delete(actor.memberId);
  if (ways.some((way) => found[way].size > 0)) await countPeople(actor, found);
  return answer;
}

async function countPeople(actor: Actor, found: Found): Promise<void> {
  const seen = findSeen(toPersonKey(actor));
  const isMore = (most: number) =>
    ways.some((way) => {
      const isNew = [...found[way]].some((one) => !seen[way].has(one));
      return isNew && new Set([...seen[way].keys(), ...found[way]]).size > most;
    });
  if (isMore(usual.least) && isMore(toMost(await countMembers()))) {
    if (!(await isFresh(actor))) {
      await record(actor, seen, "refusedMs");
      await requireFresh(actor);
    }
    await record(actor, seen, "recordedMs");
  }
  const now = Date.now();
  for (const way of ways) for (const one of found[way]) seen[way].set(one, now);
}

function toMost(members: number): number {
  return Math.min(usual.most, Math.max(usual.least, Math.ceil(members / 2)));
}

function findSeen(key: string): Seen {
  const all = processSingleton("seen-people", () => new Map<string, Seen>());
  const seen = all.get(key) ?? { addresses: new Map(), ids: new Map(), recordedMs: 0, refusedMs: 0 };
  all.set(key, seen);
  const since = Date.now() - hourMs;
  for (const way of ways) for (const [one, at] of seen[way]) if (at < since) seen[way].delete(one);
  return seen;
}

async function record(actor: Actor, seen: Seen, which: "recordedMs" | "refusedMs"): Promise<void> {
  if (Date.now() - seen[which] < hourMs) return;
  seen[which] = Date.now();
  const entry = await openEntry({ actor, action: "export.download", targetId: "people", request: null });
  const after = { people: Math.max(seen.addresses.size, seen.ids.size) };
  if (which === "recordedMs") await entry.settle({ outcome: "succeeded", label: "people", after });
  else await entry.settle({ outcome: "failed", label: "people", after, errorCode: "step_up_required" });
}

function collectPeople(answer: unknown, found: Found): void {
  if (typeof answer === "string") {
    if (answer.includes("@"))
      for (const [one] of answer.matchAll(addresses)) found.addresses.add(one.toLowerCase());
    if (answer.includes("user_")) for (const [one] of answer.matchAll(ids)) found.ids.add(one);
  } else if (typeof answer === "object" && answer !== null)
    for (const value of Object.values(answer)) collectPeople(value, found);
}
