import { setTimeout as pause } from "node:timers/promises";

/** A signed-in person without a browser. */
export class Visitor {
  cookie = "";

  constructor(readonly url: string) {}

  /** By the one-time link that the server's log shows. */
  async signIn(link: string): Promise<void> {
    const answer = await fetch(link, { redirect: "manual" });
    const [line = ""] = answer.headers.getSetCookie();
    this.cookie = line.split(";")[0] ?? "";
  }

  async read<T>(path: string): Promise<T> {
    return (await this.#open(path)).json();
  }

  async readText(path: string): Promise<string> {
    return (await this.#open(path)).text();
  }

  /** Until the last byte of the page, in milliseconds. */
  async time(path: string): Promise<number> {
    await this.#untilAllowed();
    const startedAt = performance.now();
    await (await this.#open(path)).text();
    return performance.now() - startedAt;
  }

  async timeAll(path: string, times: number): Promise<number[]> {
    const all: number[] = [];
    for (let turn = 0; turn < times; turn++) all.push(await this.time(path));
    return all;
  }

  async #open(path: string): Promise<Response> {
    const answer = await this.#ask(path);
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return answer;
  }

  #ask(path: string): Promise<Response> {
    return fetch(`${this.url}${path}`, { headers: { cookie: this.cookie }, redirect: "manual" });
  }

  /** One session may read as much as people do. A bench reads more, and its waiting is not the page's time. */
  async #untilAllowed(): Promise<void> {
    for (;;) {
      const { status, headers } = await this.#ask("/api/session");
      if (status !== 429) return;
      await pause(1000 * Number(headers.get("retry-after") ?? 1));
    }
  }
}
