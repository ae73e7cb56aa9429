import { beforeEach, describe, expect, test } from "vitest";
import { addGrant } from "@/lib/account/grants/actions";
import { signOutEverywhere } from "@/lib/account/sessions/actions";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAudit } from "@/lib/core/audit/test-log";
import { grants, sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { toDay } from "@/lib/core/format/calendar";
import { forget } from "@/lib/core/process/process-singleton";
import { changeMemberRole } from "@/lib/directory/members/actions";
import { changeWorkspaceRole } from "@/lib/directory/workspaces/actions";
import { toMembershipId } from "@/lib/directory/workspaces/vocabulary";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { getActor } from "./actor";
import { confirmStanding, toMaxAgeMs } from "./standing";
import { inRequest, startTestSession } from "./test-request";

let sandbox: TestSandbox;
let targetId: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  targetId = sandbox.users.add({ email: "target@northwind.example", role: "developer" }).id;
  await syncDirectory();
});

async function changeRole(email: string = personas.admin) {
  const as = await startTestSession(email);
  forget("standings");
  return inRequest({ as }, () =>
    changeMemberRole({ memberId: targetId, role: "user", expected: "developer" }),
  );
}

const roleOfTarget = () => sandbox.store.users.get(targetId)?.role;
const adminId = async () => (await getActor(personas.admin))?.memberId ?? "";
const countReads = () => [...sandbox.requests].reduce((sum, [, count]) => sum + count, 0);

async function demote(role: "user"): Promise<void> {
  const id = await adminId();
  const user = sandbox.store.users.get(id);
  if (user) sandbox.store.users.put({ ...user, role });
}

describe("before a write is sent", () => {
  test("someone demoted elsewhere writes nothing, however old the mirror is, and it is audited", async () => {
    await demote("user");
    expect((await changeRole()).serverError).toMatchObject({ code: "forbidden" });
    expect(roleOfTarget()).toBe("developer");
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "forbidden" });
  });

  test("someone removed elsewhere writes nothing", async () => {
    sandbox.store.users.remove(await adminId());
    expect((await changeRole()).serverError).toMatchObject({ code: "forbidden" });
    expect(roleOfTarget()).toBe("developer");
  });

  test("someone who is no longer a lead writes nothing", async () => {
    const lead = await getActor(personas.lead);
    const workspaceId = lead?.workspaceIds?.[0] ?? "";
    sandbox.store.grants.get(workspaceId)?.set(lead?.memberId ?? "", "workspace_user");
    sandbox.store.grants.get(workspaceId)?.set(targetId, "workspace_user");
    const as = await startTestSession(personas.lead);
    forget("standings");
    const { serverError } = await inRequest({ as }, () =>
      changeWorkspaceRole({
        membershipId: toMembershipId(workspaceId, targetId),
        role: "workspace_developer",
        expected: "workspace_user",
      }),
    );
    expect(serverError?.code).toMatch(/forbidden|not_found/);
    expect(sandbox.store.grants.get(workspaceId)?.get(targetId)).toBe("workspace_user");
  });

  test("an API that doesn't answer refuses the write with that reason, and nothing else is sent", async () => {
    sandbox.faults.add({ kind: "lost_before", path: /\/users\//, method: "GET" });
    expect((await changeRole()).serverError).toMatchObject({ code: "standing_unknown" });
    expect(roleOfTarget()).toBe("developer");
    expect(await readAudit()).toMatchObject({ outcome: "failed", errorCode: "standing_unknown" });
  });

  test("the API is asked once a minute, and people who are who they were continue", async () => {
    sandbox.requests.clear();
    expect((await changeRole()).serverError).toBeUndefined();
    const asked = countReads();
    const as = await startTestSession(personas.admin);
    await inRequest({ as }, () =>
      changeMemberRole({ memberId: targetId, role: "developer", expected: "user" }),
    );
    expect(countReads() - asked).toBe(asked - 1);
  });

  test("the API is asked again for a second admin, whose answer from before a demotion is too old", async () => {
    expect((await changeRole()).serverError).toBeUndefined();
    await demote("user");
    const actor = await getActor(personas.admin);
    if (!actor) throw new Error("the admin left");
    expect(await confirmStanding(actor, toMaxAgeMs("members:write"))).toMatchObject({ persona: "admin" });
    expect(toMaxAgeMs("bulk:approve")).toBeLessThanOrEqual(5_000);
    expect(await confirmStanding(actor, 0)).toMatchObject({ persona: "member" });
  });

  test("an answer from before a demotion doesn't restore what the mirror has removed since", async () => {
    expect((await changeRole()).serverError).toBeUndefined();
    await demote("user");
    await syncDirectory();
    const actor = await getActor(personas.admin);
    if (!actor) throw new Error("the admin left");
    expect(await confirmStanding(actor)).toMatchObject({ persona: "member", workspaceIds: [] });
  });

  test("break-glass admins and grants depend on the database alone, even while the API is down", async () => {
    env.BOOTSTRAP_ADMINS = ["glass@outside.example"];
    const granted = {
      email: "granted@outside.example",
      persona: "admin",
      createdBy: "x",
      createdAt: new Date(),
    };
    await (await database()).insert(grants).values(granted);
    sandbox.faults.add({ kind: "lost_before" });
    for (const email of ["glass@outside.example", granted.email]) {
      const input = {
        email: `by-${email}`,
        persona: "auditor" as const,
        note: "",
        expiresOn: toDay(Date.now()),
      };
      const as = await startTestSession(email);
      expect((await inRequest({ as }, () => addGrant(input))).serverError, email).toBeUndefined();
    }
    env.BOOTSTRAP_ADMINS = [];
  });

  test("ending one's own sessions needs no confirmation by the API", async () => {
    sandbox.faults.add({ kind: "lost_before" });
    const as = await startTestSession(personas.admin);
    forget("standings");
    expect((await inRequest({ as }, () => signOutEverywhere({}))).serverError).toBeUndefined();
    expect(await (await database()).$count(sessions)).toBe(0);
  });
});
