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
const address = /^[^\s@]{1,64}@[^\s@]+\.[^\s@]+$/;

type Seen = { people: Map<string, number>; recordedMs: number; refusedMs: number };

/**
 * Runs a read of a page or a route. Paging through people is an export of people: beyond what is usual within an hour,
 * the next ones need a recent sign-in, and the log says so once an hour. People seen before can be seen again. Any
 * address in an answer is a person, so no read can be forgotten. Each process counts by itself.
 * @throws AppError step_up_required
 */
export async function readPeople<Answer>(read: () => Promise<Answer>, asked?: Actor): Promise<Answer> {
  const answer = await read();
  const actor = asked ?? (await currentReader());
  if (!actor) return answer;
  const found = new Set<string>();
  collectAddresses(answer, found);
  found.delete(actor.email.toLowerCase());
  if (found.size > 0) await countPeople(actor, found);
  return answer;
}

async function countPeople(actor: Actor, found: ReadonlySet<string>): Promise<void> {
  const seen = findSeen(toPersonKey(actor));
  const isMore = (most: number) => new Set([...seen.people.keys(), ...found]).size > most;
  const isNew = [...found].some((one) => !seen.people.has(one));
  if (isNew && isMore(usual.least) && isMore(toMost(await countMembers()))) {
    if (!(await isFresh(actor))) {
      await record(actor, seen, "refusedMs");
      await requireFresh(actor);
    }
    await record(actor, seen, "recordedMs");
  }
  const now = Date.now();
  for (const one of found) seen.people.set(one, now);
}

function toMost(members: number): number {
  return Math.min(usual.most, Math.max(usual.least, Math.ceil(members / 2)));
}

function findSeen(key: string): Seen {
  const all = processSingleton("seen-people", () => new Map<string, Seen>());
  const seen = all.get(key) ?? { people: new Map(), recordedMs: 0, refusedMs: 0 };
  all.set(key, seen);
  const since = Date.now() - hourMs;
  for (const [one, at] of seen.people) if (at < since) seen.people.delete(one);
  return seen;
}

async function record(actor: Actor, seen: Seen, which: "recordedMs" | "refusedMs"): Promise<void> {
  if (Date.now() - seen[which] < hourMs) return;
  seen[which] = Date.now();
  const entry = await openEntry({ actor, action: "export.download", targetId: "people", request: null });
  const after = { people: seen.people.size };
  if (which === "recordedMs") await entry.settle({ outcome: "succeeded", label: "people", after });
  else await entry.settle({ outcome: "failed", label: "people", after, errorCode: "step_up_required" });
}

function collectAddresses(answer: unknown, found: Set<string>): void {
  if (typeof answer === "string") {
    if (answer.includes("@") && address.test(answer)) found.add(answer.toLowerCase());
  } else if (typeof answer === "object" && answer !== null)
    for (const value of Object.values(answer)) collectAddresses(value, found);
}
