import { join } from "node:path";
import { createFolder, removeFolder } from "./castellan";
import { Program } from "./processes";

export type EmulatedMember = { id: string; email: string; name: string; role: string };
type EmulatedKey = {
  name: string;
  created_by_user_id: string;
  workspace_id?: string;
  created_at?: string;
  expires_at?: string;
};
export type Fault = {
  kind:
    | "error"
    | "rate_limit"
    | "html"
    | "lost_before"
    | "lost_after"
    | "revoked"
    | "slow"
    | "odd_rows"
    | "large_yen";
  method?: "GET" | "POST" | "DELETE";
  path?: string;
  body?: string;
  times?: number;
  status?: number;
  error_code?: string;
  retry_after?: number;
  delay_ms?: number;
};

const analyticsGroups = {
  cost: ["actor", "api_key_id", "workspace_id", "product", "model"],
  usage: ["actor", "product", "model", "workspace_id", "speed"],
} as const;

/** The vendor's side of the tests: an Admin API over HTTP. */
export class Emulator {
  constructor(
    readonly url: string,
    readonly key: string,
  ) {}

  addMember(given: {
    email: string;
    name: string;
    role?: string;
    added_at?: string;
  }): Promise<EmulatedMember> {
    return this.#send("POST", "/_sandbox/members", given);
  }

  /** Creates a key that has no traffic, so that tests don't depend on when usage is read. */
  addKey(given: EmulatedKey): Promise<{ id: string }> {
    return this.#send("POST", "/_sandbox/keys", { kilotokens: 0, ...given });
  }

  async changeKey(id: string, change: { name?: string; status?: string }): Promise<void> {
    await this.#send("POST", `/v1/organizations/api_keys/${id}`, change);
  }

  async addToWorkspace(workspaceId: string, userId: string): Promise<void> {
    const membership = { user_id: userId, workspace_role: "workspace_developer" };
    await this.#send("POST", `/v1/organizations/workspaces/${workspaceId}/members`, membership);
  }

  /** So that no key of another journey is in it. */
  addWorkspace(name: string): Promise<{ id: string }> {
    return this.#send("POST", "/v1/organizations/workspaces", { name });
  }

  async changeRole(memberId: string, role: string): Promise<void> {
    await this.#send("POST", `/_sandbox/members/${memberId}/role`, { role });
  }

  async becomeKind(kind: "console" | "enterprise"): Promise<void> {
    await this.#send("POST", "/_sandbox/organization", { kind });
  }

  /** As an admin does in the Console: no API can change this. */
  async changeWorkspaceSecurity(
    id: string,
    change: { inference_data_retention: { type: string } },
  ): Promise<void> {
    await this.#send("POST", `/_sandbox/workspaces/${id}`, change);
  }

  async addFault(fault: Fault): Promise<void> {
    await this.#send("POST", "/_sandbox/faults", fault);
  }

  async clearFaults(): Promise<void> {
    await this.#send("DELETE", "/_sandbox/faults");
  }

  async getMember(id: string): Promise<EmulatedMember | undefined> {
    const answer = await this.#fetch("GET", `/v1/organizations/users/${id}`);
    return answer.status === 404 ? undefined : answer.json();
  }

  async removeMember(id: string): Promise<void> {
    await this.#send("DELETE", `/v1/organizations/users/${id}`);
  }

  /** As an admin does in the Console, so that no fault of another journey is met. */
  addInvite(email: string, role: string): Promise<{ id: string }> {
    return this.#send("POST", "/_sandbox/invites", { email, role });
  }

  acceptInvite(id: string): Promise<EmulatedMember> {
    return this.#send("POST", `/_sandbox/invites/${id}/accept`);
  }

  async list<T>(path: string, query = "limit=1000"): Promise<T[]> {
    const { data } = await this.#send<{ data: T[] }>("GET", `/v1/organizations/${path}?${query}`);
    return data;
  }

  countAnalyticsPages(report: keyof typeof analyticsGroups, from: string, to: string): Promise<number> {
    const groups = analyticsGroups[report].map((name) => `group_by[]=${name}`).join("&");
    const span = `starting_at=${from}T00:00:00Z&ending_at=${to}T00:00:00Z&time_bucket_width=1d&order_by=time&order=asc`;
    return this.#countPages(`analytics/${report}?${span}&${groups}`);
  }

  countClaudeCodePages(day: string): Promise<number> {
    return this.#countPages(`usage_report/claude_code?starting_at=${day}`);
  }

  async #countPages(path: string): Promise<number> {
    let pages = 0;
    for (let cursor: string | null = ""; cursor !== null; pages += 1) {
      const address = `/v1/organizations/${path}&limit=1000${cursor && `&page=${cursor}`}`;
      const page: { next_page: string | null } = await this.#send("GET", address);
      cursor = page.next_page;
    }
    return pages;
  }

  async countRequests(): Promise<number> {
    const { total } = await this.#send<{ total: number }>("GET", "/_sandbox/requests");
    return total;
  }

  async countRequestsTo(method: string, path: string): Promise<number> {
    const { requests } = await this.#send<{ requests: Record<string, number> }>("GET", "/_sandbox/requests");
    return requests[`${method} ${path}`] ?? 0;
  }

  async forgetRequests(): Promise<void> {
    await this.#send("DELETE", "/_sandbox/requests");
  }

  async #send<T>(method: string, path: string, body?: unknown): Promise<T> {
    const answer = await this.#fetch(method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer.json();
  }

  #fetch(method: string, path: string, body?: unknown): Promise<Response> {
    return fetch(`${this.url}${path}`, {
      method,
      headers: {
        "x-api-key": this.key,
        "anthropic-version": "2023-06-01",
        "anthropic-beta": "analytics-usage-cost-2026-08-24,spend-limit-reads-2026-09-26",
        "content-type": "application/json",
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
  }
}

export type RunningEmulator = { emulator: Emulator; pid: number; stop: () => Promise<void> };

export async function startEmulator(key: string, size = "small", seed = 1): Promise<RunningEmulator> {
  const folder = await createFolder();
  const args = ["--import", "tsx", "--conditions=react-server", "scripts/sandbox.ts"];
  const flags = ["--port", "0", "--key", key, "--size", size, "--seed", String(seed)];
  const program = new Program([...args, ...flags], {}, join(folder, "emulator.log"));
  const stop = async () => {
    await program.stop();
    await removeFolder(folder);
  };
  const url = await program.waitFor(() => /http:\/\/[\d.:]+/.exec(program.output)?.[0]);
  return { emulator: new Emulator(url, key), pid: program.pid, stop };
}
