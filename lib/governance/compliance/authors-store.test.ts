import { sql } from "drizzle-orm";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { activityColumns, readActivity } from "@/lib/across/exports/activity";
import { syncDirectory } from "@/lib/across/sync/directory";
import { listHistory } from "@/lib/core/audit/history";
import { permitFor } from "@/lib/core/auth/test-permit";
import type { Persona } from "@/lib/core/auth/vocabulary";
import { database } from "@/lib/core/db/client";
import { changeAuthors, complianceActivities } from "@/lib/core/db/compliance-tables";
import { changes } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { everyone } from "@/lib/core/organization/visibility";
import { listActivity } from "@/lib/governance/activity/read-model";
import { loadActivitySearch } from "@/lib/governance/activity/search-params";
import { toUserActor } from "@/lib/sandbox/activity-log";
import type { User } from "@/lib/sandbox/records";
import type { Store } from "@/lib/sandbox/store";
import { changeRole } from "@/scripts/sandbox/outside";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { fetchNews } from "./sync";
import { addActivity, toPerson } from "./test-feed";

const minuteMs = 60_000;
const by = permitFor("auditor", "activity:read");
let sandbox: TestSandbox;
let store: Store;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  ({ store } = sandbox);
  vi.useFakeTimers({ toFake: ["Date"] });
  await syncDirectory();
  await fetchNews();
  passTime(5 * minuteMs);
});
afterEach(() => {
  vi.useRealTimers();
});

function passTime(milliseconds: number): void {
  vi.setSystemTime(Date.now() + milliseconds);
}

function find(local: string): User {
  const user = store.users.list().find(({ email }) => email.startsWith(local));
  if (!user) throw new Error(`nobody is ${local}`);
  return user;
}

async function happen(run: () => unknown): Promise<void> {
  await run();
  passTime(5 * minuteMs);
  await syncDirectory();
  await fetchNews();
}

const read = async (search: Record<string, string> = { source: "outside" }) =>
  (await listActivity(by, loadActivitySearch(new URLSearchParams(search)))).rows;

async function send(method: string, path: string, body?: object): Promise<void> {
  const headers = { "x-api-key": sandbox.key, "anthropic-version": "2026-10-21", "user-agent": "terraform" };
  const answer = await sandbox.fetch(`http://sandbox/v1/organizations${path}`, {
    method,
    headers,
    ...(body && { body: JSON.stringify(body) }),
  });
  if (!answer.ok) throw new Error(await answer.text());
}

const role = { type: "claude_user_role_updated", agoMs: 0 };

describe("a change that was seen outside gets its author", () => {
  test("with address and time wherever it is shown", async () => {
    const [member, admin] = [find("sara.lindqvist"), find("siobhan.oneill")];
    const at = new Date();
    await happen(() => changeRole(store, member, "developer", admin));
    const actor = toUserActor(admin);
    const [row] = await read();
    expect(row).toMatchObject({
      action: "member.changed",
      targetId: member.id,
      actorEmail: admin.email,
      actorAddress: actor.ip_address,
      author: { type: "user_actor", id: admin.id, userAgent: actor.user_agent, candidates: 1 },
    });
    expect(Date.parse(row?.author?.at ?? "")).toBe(at.getTime());
    expect(await read({ person: admin.email })).toHaveLength(1);
    for await (const [line] of readActivity(
      loadActivitySearch(new URLSearchParams("source=outside")),
      everyone,
    )) {
      const found = Object.fromEntries(activityColumns.map((name, index) => [name, line?.[index]]));
      expect(found).toMatchObject({ actor_email: admin.email, outside_actor_id: admin.id });
      expect(found.outside_at).toBe(at.toISOString());
    }
  });

  test.each([
    ["auditor", "members:read", true],
    ["lead", "members:read", false],
  ] as const)(
    "in the history of a member, where a %s may see the activity",
    async (persona, permission, isNamed) => {
      const [member, admin] = [find("sara.lindqvist"), find("siobhan.oneill")];
      await happen(() => changeRole(store, member, "developer", admin));
      const [event] = await listHistory(permitFor(persona satisfies Persona, permission), "member", [
        member.id,
      ]);
      expect(event?.actorEmail).toBe(isNamed ? admin.email : null);
    },
  );

  test.each(["POST", "DELETE"] as const)(
    "when another program did it by the Admin API (%s)",
    async (method) => {
      const member = find("sara.lindqvist");
      await happen(() =>
        send(method, `/users/${member.id}`, method === "POST" ? { role: "developer" } : undefined),
      );
      const rows = await read({ source: "outside", noun: "member" });
      expect(rows).toMatchObject([
        {
          targetId: member.id,
          actorEmail: null,
          author: { type: "admin_api_key_actor", address: "203.0.113.7" },
        },
      ]);
    },
  );

  test("of invites, workspaces, memberships, and keys", async () => {
    const [key] = store.keys.list();
    const staffed = [...store.grants].find(([, granted]) => granted.size > 1);
    const [workspaceId = "", granted] = staffed ?? [];
    const [first = "", second = ""] = granted?.keys() ?? [];
    const of = `/workspaces/${workspaceId}`;
    await happen(async () => {
      await send("POST", "/invites", { email: "New.Person@x.example", role: "user" });
      await send("POST", "/workspaces", { name: "Made elsewhere" });
      await send("POST", of, { name: "Renamed elsewhere" });
      await send("POST", `${of}/members/${first}`, { workspace_role: "workspace_user" });
      await send("DELETE", `${of}/members/${second}`);
      await send("POST", `/api_keys/${key?.key.id}`, { name: "Renamed elsewhere" });
      sandbox.keys.add({ created_by: { type: "user", id: find("siobhan.oneill").id } });
    });
    const found = (await read()).map(({ action, author }) => [action, author?.type ?? null]);
    const kinds = [
      "invite.added",
      "workspace.added",
      "workspace.changed",
      "workspace_member.gone",
      "api_key.changed",
    ];
    for (const kind of kinds) expect(found).toContainEqual([kind, "admin_api_key_actor"]);
    expect(found).toContainEqual(["api_key.added", "user_actor"]);
  });

  test("even if the activity arrives long after the change was recorded", async () => {
    const [member, admin] = [find("sara.lindqvist"), find("siobhan.oneill")];
    store.isComplianceEnabled = false;
    await happen(() => changeRole(store, member, "developer", admin));
    expect(await read()).toMatchObject([{ actorEmail: null, author: null }]);
    store.isComplianceEnabled = true;
    passTime(24 * 60 * minuteMs);
    await fetchNews();
    expect(await read()).toMatchObject([{ actorEmail: admin.email }]);
  });

  test("even if the activity arrives before the change is seen", async () => {
    const [member, admin] = [find("sara.lindqvist"), find("siobhan.oneill")];
    changeRole(store, member, "developer", admin);
    passTime(3 * minuteMs);
    await fetchNews();
    await happen(() => undefined);
    expect(await read()).toMatchObject([{ actorEmail: admin.email }]);
  });
});

describe("no author is named", () => {
  test("when activities of two people match, even if the second one arrives later", async () => {
    const member = find("sara.lindqvist");
    await happen(() => changeRole(store, member, "developer", find("siobhan.oneill")));
    addActivity(sandbox, { ...role, agoMs: 4 * minuteMs, actor: toPerson("eve"), user_id: member.id });
    await fetchNews();
    expect(await read()).toMatchObject([
      { actorEmail: null, actorAddress: null, author: { activityId: null, email: null, candidates: 2 } },
    ]);
  });

  test("but the newer of two activities counts if they are one person's", async () => {
    const [member, admin] = [find("sara.lindqvist"), find("siobhan.oneill")];
    await happen(() => {
      const changed = changeRole(store, member, "billing", admin);
      passTime(minuteMs);
      changeRole(store, changed, "developer", admin);
    });
    const [row] = await read();
    expect(row).toMatchObject({ actorEmail: admin.email, author: { candidates: 1 } });
    expect(Date.parse(row?.author?.at ?? "")).toBe(Date.now() - 5 * minuteMs);
  });

  test.each([
    ["another object", { user_id: "user_other" }],
    ["another kind of activity", { type: "org_user_deleted" }],
    ["before the object was last seen", { agoMs: 20 * minuteMs }],
    ["a type like a method of objects", { type: "constructor" }],
  ])("for an activity of %s", async (_, given) => {
    const member = find("sara.lindqvist");
    await happen(() => {
      store.users.put({ ...member, role: "developer" });
      addActivity(sandbox, { ...role, user_id: member.id, deleted_user_id: member.id, ...given });
    });
    expect(await read()).toMatchObject([{ actorEmail: null, author: null }]);
  });

  test("for a change of a name, which the feed does not distinguish", async () => {
    const member = find("sara.lindqvist");
    await happen(() => {
      store.users.put({ ...member, name: "Sára" });
      addActivity(sandbox, { ...role, user_id: member.id });
    });
    expect(await read()).toMatchObject([{ author: null }]);
  });

  test("for a change from before Castellan kept when it looked last", async () => {
    const member = find("sara.lindqvist");
    await happen(() => changeRole(store, member, "developer", find("siobhan.oneill")));
    const db = await database();
    await db.delete(changeAuthors);
    await db.update(changes).set({ unseenSince: null });
    await fetchNews();
    expect(await read()).toMatchObject([{ author: null }]);
  });
});

test("the authors of many changes are found among many activities", async () => {
  const db = await database();
  const at = new Date();
  await db.execute(sql`
    insert into ${changes} (seen_at, unseen_since, noun, target_id, kind, before, after)
    select ${at.toISOString()}::timestamptz, ${at.toISOString()}::timestamptz - interval '5 minutes', 'member', 'u' || n,
      'changed', '{"role": "user"}', '{"role": "developer"}' from generate_series(1, 1200) n`);
  await db.execute(sql`
    insert into ${complianceActivities} (id, at, type, actor_type, actor_id, actor_email, details, traces)
    select 'a' || n, ${at.toISOString()}::timestamptz - interval '2 minutes', 'claude_user_role_updated', 'user_actor',
      'admin', 'admin@x.example', '{}', array['member.changed u' || n] from generate_series(1, 10000) n`);
  await fetchNews();
  expect(await db.$count(changeAuthors)).toBe(1200);
});
