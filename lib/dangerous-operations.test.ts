import { resolve } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import { requestGrant } from "@/lib/account/grants/actions";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readAuditLog } from "@/lib/core/audit/test-log";
import type { AuditAction } from "@/lib/core/audit/vocabulary";
import { addMember } from "@/lib/core/auth/test-directory";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { dangerousOperations, maxHarmlessRows } from "@/lib/core/entry/dangerous-operations";
import type { ActionResult } from "@/lib/core/entry/unwrap";
import type { Failure } from "@/lib/core/errors/errors";
import { toDay } from "@/lib/core/format/calendar";
import { requestSettings } from "@/lib/core/settings/actions";
import { applyAccess } from "@/lib/directory/access/actions";
import { createInvite, inviteMany, reissueInvite } from "@/lib/directory/invites/actions";
import { archiveKey, changeKeys } from "@/lib/directory/keys/actions";
import { changeMemberRole, changeMemberRoles } from "@/lib/directory/members/actions";
import { changeWorkspaceRole, updateWorkspace } from "@/lib/directory/workspaces/actions";
import { personas } from "@/lib/sandbox/personas";
import { actions } from "@/lib/test-surface";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";

type Run = (input: unknown) => Promise<{ serverError?: Failure; validationErrors?: Failure }>;

let sandbox: ReturnType<typeof resetSandbox>;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);
const signIn = (authenticatedAt: Date) => startTestSession(personas.admin, { authenticatedAt });

const dangerous = actions.filter(({ action }) => dangerousOperations.some((one) => one === action));

test("every dangerous operation has an action, and every action that removes, archives, activates, or grants access is dangerous", () => {
  const ofRows = ["member.remove"]; // Only runs have them.
  expect([...new Set([...dangerous.map(({ action }) => action), ...ofRows])].toSorted()).toEqual(
    dangerousOperations.toSorted(),
  );
  // Affects only the person, or can be recreated with the same values. A run is as dangerous as its operation.
  const harmless = [
    "view.remove",
    "budget.remove",
    "schedule.remove",
    "webhook.test",
    "mail.test",
    "provider.test",
    "bulk.start",
  ];
  for (const { action, permission } of actions) {
    const isWeighty =
      /\.(archive|activate|remove)$/.test(action) || /^(grants|settings|sessions):write$/.test(permission);
    if (isWeighty && !harmless.includes(action)) expect(dangerousOperations, action).toContain(action);
  }
});

test("adding or removing a passkey is dangerous, because a stolen cookie must not add its own", () => {
  const ofPasskeys = actions.flatMap(({ action }) => (/^passkey\.(?!rename$)/.test(action) ? [action] : []));
  expect(ofPasskeys.toSorted()).toEqual([
    "passkey.add",
    "passkey.begin",
    "passkey.remove",
    "passkey.remove_own",
  ]);
  for (const action of ofPasskeys) expect(dangerousOperations).toContain(action);
});

describe.each(dangerous)("$name", ({ file, name, action }) => {
  const call = async (authenticatedAt: Date) => {
    const module: Record<string, unknown> = await import(resolve(file));
    const run = module[name] as Run; // Sound: the source declares it under this name.
    const as = await signIn(authenticatedAt);
    return inRequest({ as }, () => run({}));
  };

  test("is refused and audited when the sign-in is too old, and not after a recent one", async () => {
    await addMember("admin", "admin", { email: personas.admin });
    expect((await call(minutesAgo(16))).serverError).toMatchObject({ code: "step_up_required" });
    expect(await readAuditLog()).toMatchObject([
      { action, outcome: "failed", errorCode: "step_up_required" },
    ]);
    const { serverError, validationErrors } = await call(minutesAgo(14));
    expect(serverError?.code).not.toBe("step_up_required");
    if (action !== "sandbox.reset") expect(serverError ?? validationErrors).toBeDefined();
  });
});

describe("an old session", () => {
  beforeEach(async () => {
    await syncDirectory();
    sandbox.requests.clear();
  });

  const addKey = () => sandbox.keys.add({ name: "target" }).id;

  test("changes no key and sends nothing", async () => {
    const keyId = addKey();
    await syncDirectory();
    sandbox.requests.clear();
    const as = await signIn(minutesAgo(16));
    const refused = await inRequest({ as }, () => archiveKey({ keyId }));
    expect(refused.serverError).toMatchObject({ code: "step_up_required" });
    expect(listWrites()).toEqual([]);
    const done = await inRequest({ as: await signIn(new Date()) }, () =>
      archiveKey({ keyId, confirmedUse: true }),
    );
    expect(done.serverError).toBeUndefined();
  });

  const start = async (operation: "deactivate" | "archive", rows: number, at: Date) => {
    const keyIds = Array.from({ length: rows }, (_, row) => `key_${row}`);
    const as = await signIn(at);
    return (await inRequest({ as }, () => changeKeys({ operation, keyIds }))).serverError?.code;
  };

  test("starts no dangerous run, and none of many rows", async () => {
    expect(await start("archive", 1, minutesAgo(16))).toBe("step_up_required");
    expect(await start("deactivate", maxHarmlessRows + 1, minutesAgo(16))).toBe("step_up_required");
    expect(await readAuditLog()).toMatchObject([
      { action: "bulk.start" satisfies AuditAction, outcome: "failed", errorCode: "step_up_required" },
      { action: "bulk.start", outcome: "failed", errorCode: "step_up_required" },
    ]);
    expect(await start("deactivate", maxHarmlessRows, minutesAgo(16))).toBeUndefined();
    expect(await start("deactivate", maxHarmlessRows + 1, new Date())).toBeUndefined();
  });

  test("requests neither a new admin nor a loosened setting", async () => {
    const as = await signIn(minutesAgo(16));
    const grant = {
      email: "new@partner.example",
      persona: "admin" as const,
      note: "",
      expiresOn: toDay(Date.now()),
    };
    const asked = await inRequest({ as }, () => requestGrant({ does: "save", grant }));
    expect(asked.serverError).toMatchObject({ code: "step_up_required" });
    const ended = await inRequest({ as }, () => requestSettings({ session_hours: 9 }));
    expect(ended.serverError).toMatchObject({ code: "step_up_required" });
  });

  test("changes no data residency", async () => {
    const residency = { defaultInferenceGeo: "global", allowedInferenceGeos: "unrestricted" as const };
    const input = { workspaceId: "wrkspc_1", change: { residency }, seen: { residency } };
    const { serverError } = await inRequest({ as: await signIn(minutesAgo(16)) }, () =>
      updateWorkspace(input),
    );
    expect(serverError).toMatchObject({ code: "step_up_required" });
    expect(listWrites()).toEqual([]);
  });

  test("assigns no role that opens or administers workspaces, directly or with an invite", async () => {
    const as = await signIn(minutesAgo(16));
    const email = "new@outside.example";
    const [memberId, membershipId, inviteId] = ["user_1", "wrkspc_1/user_1", "invite_1"];
    const place = { id: "wrkspc_1", role: "workspace_admin" as const };
    const file = { workspaceIds: [], workspaceRole: "workspace_user" as const };
    const expected = "user";
    const role = "workspace_admin" as const;
    const given: (() => Promise<ActionResult<unknown>>)[] = [
      () => changeMemberRole({ memberId, role: "billing", expected }),
      () => changeMemberRoles({ role: "billing", members: [{ memberId, expected }] }),
      () => createInvite({ email, role: "billing" }),
      () => createInvite({ email, role: "user", workspaces: [place] }),
      () => reissueInvite({ inviteId, email, role: "billing" }),
      () => inviteMany({ ...file, text: `email,role\n${email},billing`, role: "user" }),
      () => changeWorkspaceRole({ membershipId, role, expected }),
      () => applyAccess({ changes: [{ workspaceId: "wrkspc_1", userId: "user_1", role, expected: null }] }),
      () => applyAccess({ changes: [], roles: [{ userId: "user_1", role: "billing", expected }] }),
    ];
    for (const give of given) {
      const { serverError, validationErrors } = await inRequest({ as }, give);
      expect(validationErrors).toBeUndefined();
      expect(serverError, String(give)).toMatchObject({ code: "step_up_required" });
    }
    expect(listWrites()).toEqual([]);
    const own = "new@northwind.example";
    const harmless = await inRequest({ as }, () => createInvite({ email: own, role: "user" }));
    expect(harmless.serverError).toBeUndefined();
  });

  test("gives no access to many people, not even to people who aren't known", async () => {
    const workspaceId = sandbox.store.workspaces.list().find(({ name }) => name === "Data science")?.id ?? "";
    await syncDirectory();
    const changes = Array.from({ length: maxHarmlessRows + 1 }, (_, row) => ({
      workspaceId,
      userId: `user_${row}`,
      role: "workspace_user" as const,
      expected: null,
    }));
    const as = await signIn(minutesAgo(16));
    const { serverError } = await inRequest({ as }, () => applyAccess({ changes }));
    expect(serverError).toMatchObject({ code: "step_up_required" });
  });
});
