import { setTimeout as pause } from "node:timers/promises";
import { redeemLink } from "@/e2e/open-link";

export class Visitor {
  cookie = "";

  constructor(readonly url: string) {}

  async signIn(link: string): Promise<void> {
    const answer = await redeemLink(link);
    const [line = ""] = answer.headers.getSetCookie();
    this.cookie = line.split(";")[0] ?? "";
  }

  async read<T>(path: string): Promise<T> {
    return (await this.#open(path)).answer.json();
  }

  async readText(path: string): Promise<string> {
    return (await this.#open(path)).answer.text();
  }

  async time(path: string): Promise<number> {
    const { answer, startedAt } = await this.#open(path);
    await answer.arrayBuffer();
    return performance.now() - startedAt;
  }

  async download(path: string): Promise<{ firstByteMs: number; totalMs: number; bytes: number }> {
    const { answer, startedAt } = await this.#open(path);
    let firstByteMs = Number.NaN;
    let bytes = 0;
    for await (const chunk of answer.body ?? []) {
      if (bytes === 0) firstByteMs = performance.now() - startedAt;
      bytes += chunk.length;
    }
    return { firstByteMs, totalMs: performance.now() - startedAt, bytes };
  }

  /** Waits for the session's read limit, which a bench exceeds, without counting the wait. */
  async #open(path: string): Promise<{ answer: Response; startedAt: number }> {
    for (;;) {
      const startedAt = performance.now();
      const headers = { cookie: this.cookie };
      const answer = await fetch(`${this.url}${path}`, { headers, redirect: "manual" });
      if (answer.status === 200) return { answer, startedAt };
      await answer.body?.cancel();
      if (answer.status !== 429) throw new Error(`${path} answered ${answer.status}`);
      await pause(1000 * Number(answer.headers.get("retry-after") ?? 1));
    }
  }
}

export type Visits = { times: number[]; seconds: number };
type Plan = { path: string; together: number; visits: number; maxMs: number };

/** Keeps this many people opening pages at once, each with their own session; all take turns. */
export async function visitTogether(people: readonly Visitor[], plan: Plan): Promise<Visits> {
  const waiting = [...people];
  const times: number[] = [];
  const startedAt = performance.now();
  let begun = 0;
  const isOver = () =>
    begun >= plan.visits || (begun >= 2 * plan.together && performance.now() - startedAt > plan.maxMs);
  async function visit(): Promise<void> {
    while (!isOver()) {
      begun += 1;
      const person = waiting.shift();
      if (!person) throw new Error("There are fewer sessions than people.");
      times.push(await person.time(plan.path));
      waiting.push(person);
    }
  }
  await Promise.all(Array.from({ length: plan.together }, visit));
  return { times, seconds: (performance.now() - startedAt) / 1000 };
}
