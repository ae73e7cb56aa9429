import Papa from "papaparse";
import { expect } from "playwright/test";
import { type EmulatedMember, Emulator } from "./emulator";
import { emails } from "./people";
import { forgetCookie, toCookieHeader } from "./session";
import { readWorld } from "./world";

export type Line = Record<string, string>;

const historyMs = 600_000;
let serial = 0;

type Grant = { user_id: string; workspace_role: string };

export class Organization {
  readonly emulator = new Emulator(readWorld().emulatorUrl, readWorld().emulatorKey);

  /** Adds a member that only this test knows and waits until Castellan knows them. */
  async addMember(given: { name?: string; role?: string } = {}): Promise<EmulatedMember> {
    const [member] = await this.addMembers(1, given);
    if (!member) throw new Error("The emulator added nobody.");
    return member;
  }

  async addMembers(
    count: number,
    given: { name?: string; role?: string; added_at?: string } = {},
  ): Promise<EmulatedMember[]> {
    const { name = `Robin ${newWord()}`, role = "user", ...more } = given;
    const word = newWord();
    const members: EmulatedMember[] = [];
    for (let index = 1; index <= count; index++) {
      const number = String(index).padStart(3, "0");
      const email = `${word}.${number}@northwind.example`;
      const ownName = count === 1 ? name : `${name} ${number}`;
      members.push(await this.emulator.addMember({ email, name: ownName, role, ...more }));
    }
    const last = members.at(-1);
    if (last) await this.waitUntilMirrored(last);
    return members;
  }

  async addKey(given: { workspace_id?: string; created_at?: string; expires_at?: string } = {}) {
    const word = newWord();
    const email = `${word}@northwind.example`;
    const maker = await this.emulator.addMember({ email, name: `Robin ${word}`, role: "user" });
    const name = `key ${newWord()}`;
    const { id } = await this.emulator.addKey({ name, created_by_user_id: maker.id, ...given });
    await this.waitUntilMirrored(maker);
    await this.waitUntilKeyIsMirrored(id);
    await this.waitForUse(id);
    return { id, name, maker };
  }

  /** A key that is older than every threshold and has no traffic. */
  async addUnusedKey() {
    const key = await this.addKey({ created_at: new Date(Date.now() - 200 * 86_400_000).toISOString() });
    await this.waitForHistory();
    return key;
  }

  /** Waits until a pass over the rules has found something about a thing of this name. */
  async waitForFinding(rule: string, subject: string): Promise<void> {
    const find = async () => (await this.readCsv(`findings.csv?rule=${rule}`)).map((line) => line.subject);
    await expect.poll(find, { timeout: historyMs }).toContain(subject);
  }

  /** A workspace that the lead administers. */
  async findLedWorkspace(): Promise<string> {
    const people = await this.emulator.list<{ id: string; email: string }>("users");
    const lead = people.find(({ email }) => email === emails.lead);
    for (const { id } of await this.emulator.list<{ id: string }>("workspaces")) {
      const grants = await this.emulator.list<Grant>(`workspaces/${id}/members`);
      if (grants.some((one) => one.user_id === lead?.id && one.workspace_role === "workspace_admin"))
        return id;
    }
    throw new Error("The lead administers no workspace.");
  }

  async waitUntilMirrored({ email }: { email: string }): Promise<void> {
    const found = () => this.read<unknown[]>(`/api/members/choices?q=${encodeURIComponent(email)}`);
    await expect.poll(found).toHaveLength(1);
  }

  async waitUntilKeyIsMirrored(id: string): Promise<void> {
    await expect.poll(() => this.#readUse(id)).toBeDefined();
  }

  /** Waits until recent traffic is read, so that a key without any counts as unused. */
  async waitForUse(keyId: string): Promise<void> {
    await expect.poll(() => this.#readUse(keyId), { timeout: historyMs }).not.toBe("unknown");
  }

  async #readUse(keyId: string): Promise<string | undefined> {
    const [impact] = await this.read<{ use: string }[]>(`/api/keys/impact?keys=${keyId}`);
    return impact?.use;
  }

  async waitForHistory(): Promise<void> {
    const left = async () => {
      const { reports } = await this.read<{ reports: { done: number; total: number } }>("/api/sync");
      return reports.total - reports.done;
    };
    await expect.poll(left, { timeout: historyMs }).toBe(0);
  }

  async role(memberId: string): Promise<string | undefined> {
    return (await this.emulator.getMember(memberId))?.role;
  }

  async listAudit(targetId: string): Promise<Line[]> {
    return (await this.listActivity(targetId)).filter(({ source }) => source === "castellan");
  }

  async listActivity(targetId: string): Promise<Line[]> {
    return (await this.readCsv(`activity.csv?q=${encodeURIComponent(targetId)}`)).filter(
      (line) => line.target_id === targetId,
    );
  }

  async auditOf(targetId: string): Promise<Line | undefined> {
    return (await this.listAudit(targetId))[0];
  }

  async readCsv(file: string, email: string = emails.admin): Promise<Line[]> {
    const answer = await this.#get(`/api/export/${file}`, email);
    const { data } = Papa.parse<Line>(await answer.text(), { header: true, skipEmptyLines: true });
    return data;
  }

  async read<T>(path: string, email: string = emails.admin): Promise<T> {
    const answer = await this.#get(path, email);
    return answer.json();
  }

  async #get(path: string, email: string): Promise<Response> {
    const ask = async () =>
      fetch(`${readWorld().liveUrl}${path}`, { headers: { cookie: await toCookieHeader(email) } });
    let answer = await ask();
    if (answer.status === 401) {
      forgetCookie(email);
      answer = await ask();
    }
    if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  }
}

export function newWord(): string {
  serial += 1;
  return `e2e-${process.pid.toString(36)}-${serial}-${Math.random().toString(36).slice(2, 6)}`;
}
