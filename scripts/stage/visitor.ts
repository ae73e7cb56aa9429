import { setTimeout as pause } from "node:timers/promises";
import { redeemLink } from "@/e2e/open-link";

type Download = { firstByteMs: number; totalMs: number; bytes: number };

/** Somebody who is signed in, without a browser. */
export class Visitor {
  constructor(
    readonly url: string,
    readonly cookie: string,
  ) {}

  static async signIn(url: string, link: string): Promise<Visitor> {
    const [line = ""] = (await redeemLink(link)).headers.getSetCookie();
    return new Visitor(url, line.split(";")[0] ?? "");
  }

  async read<T>(path: string): Promise<T> {
    return (await this.#open(path)).answer.json();
  }

  async download(path: string): Promise<Download> {
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
