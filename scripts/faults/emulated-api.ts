import { defaultSandboxKey } from "@/lib/sandbox/app";
import { type SandboxServer, serveSandbox } from "@/scripts/sandbox/server";
import { createTestSandbox } from "@/scripts/sandbox/test-sandbox";

/** Responds instead of the API, calls `next` with this or another request, or cuts the connection. */
export type Mischief = (request: Request, next: (other?: Request) => Promise<Response>) => Promise<Response>;

/** Runs in this process, so that killing Castellan doesn't affect it. */
export class EmulatedApi {
  #shiftMs = 0;
  readonly sandbox = createTestSandbox({ now: () => new Date(this.nowMs) });
  mischief: Mischief | undefined;
  revise: ((request: Request, response: Response) => Promise<Response>) | undefined;
  /** How often each write was sent. */
  readonly writes = new Map<string, number>();
  requests = 0;
  #server: SandboxServer | undefined;

  static async start(): Promise<EmulatedApi> {
    const api = new EmulatedApi();
    api.#server = await serveSandbox((input, init) => api.#answer(new Request(input, init)), 0);
    return api;
  }

  get nowMs(): number {
    return Date.now() + this.#shiftMs;
  }

  get url(): string {
    return this.#server?.url ?? "";
  }

  passTime(passMs: number): void {
    this.#shiftMs += passMs;
  }

  countWrites(part = ""): number {
    return [...this.writes].reduce((sum, [name, times]) => sum + (name.includes(part) ? times : 0), 0);
  }

  async #answer(request: Request): Promise<Response> {
    const { pathname } = new URL(request.url);
    if (request.method !== "GET") {
      const name = `${request.method} ${pathname} ${await request.clone().text()}`;
      this.writes.set(name, (this.writes.get(name) ?? 0) + 1);
    }
    this.requests += 1;
    const next = (other = request) => this.#respond(other.clone());
    return this.mischief ? this.mischief(request, next) : next();
  }

  async #respond(request: Request): Promise<Response> {
    const response = await this.sandbox.fetch(request);
    return this.revise ? this.revise(request, response) : response;
  }

  /** Without any mischief. */
  async read(path: string): Promise<Response> {
    const headers = {
      "x-api-key": defaultSandboxKey,
      "anthropic-version": "2023-06-01",
      "anthropic-beta": "analytics-usage-cost-2026-08-24",
    };
    const response = await this.#respond(new Request(`http://sandbox/v1/organizations/${path}`, { headers }));
    if (!response.ok) throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
    return response;
  }

  async stop(): Promise<void> {
    await this.#server?.close();
  }
}
