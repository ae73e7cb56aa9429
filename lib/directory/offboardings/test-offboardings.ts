import "server-only";
import { grantOperations } from "@/lib/account/grants/bulk";
import { syncDirectory } from "@/lib/across/sync/directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest } from "@/lib/core/auth/test-request";
import type { BulkOperation } from "@/lib/core/bulk/operation";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { resetDatabase } from "@/lib/core/db/test-database";
import { inviteOperations } from "@/lib/directory/invites/bulk";
import { keyOperations } from "@/lib/directory/keys/bulk";
import { readLatestUsage } from "@/lib/directory/keys/test-use";
import { memberOperations } from "@/lib/directory/members/bulk";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { orderOffboarding } from "./actions";
import { readPlan } from "./plan-read-model";
import type { OrderInput } from "./schema";

export const leaver = "leaver@northwind.example";
export const heir = "heir@northwind.example";
export const invited = "invited@northwind.example";

export type World = {
  sandbox: TestSandbox;
  leaverId: string;
  heirId: string;
  /** A workspace that the sandbox's lead leads, where the leaver is too; and one where only the leaver is. */
  own: string;
  other: string;
  /** Made by the leaver: in the lead's workspace, and in the other one. */
  busy: string;
  idle: string;
};

/** Someone with two memberships, two keys that outlive them, one that doesn't, and an invite beside the account. */
export async function makeWorld(): Promise<World> {
  await resetDatabase();
  const sandbox = resetSandbox();
  const leaverId = sandbox.users.add({ email: leaver, name: "Lee Leaver", role: "developer" }).id;
  const heirId = sandbox.users.add({ email: heir, name: "Hedy Heir", role: "developer" }).id;
  const leadId = sandbox.store.users.list().find(({ email }) => email === personas.lead)?.id ?? "";
  const grants = sandbox.store.grants;
  const led = sandbox.store.workspaces
    .list()
    .filter(({ id }) => grants.get(id)?.get(leadId) === "workspace_admin");
  const own = led[0]?.id ?? "";
  const other =
    sandbox.store.workspaces.list().find(({ id, name }) => name !== "Default" && !grants.get(id)?.has(leadId))
      ?.id ?? "";
  for (const id of [own, other]) grants.get(id)?.set(leaverId, "workspace_developer");
  const by = { created_by: { id: leaverId, type: "user" as const } };
  const busy = sandbox.keys.add({ ...by, name: "busy", scope: toScope(own) }).id;
  const idle = sandbox.keys.add({ ...by, name: "idle", scope: toScope(other) }).id;
  const [known] = sandbox.store.invites.list();
  if (known) sandbox.store.invites.put({ ...known, id: "invite_leaver", email: invited, status: "pending" });
  await syncDirectory();
  await readLatestUsage();
  sandbox.requests.clear();
  return { sandbox, leaverId, heirId, own, other, busy, idle };
}

export const toScope = (workspaceId: string) => ({ type: "workspace" as const, workspace_id: workspaceId });

export function order(
  { leaverId, busy, idle }: World,
  more: Partial<OrderInput> = {},
  as: string | { token: string } = personas.admin,
) {
  const stop = { choice: "stop" as const, ownerId: null, note: "" };
  const given: OrderInput = {
    people: [{ key: leaver, memberId: leaverId }],
    keys: [busy, idle].map((keyId) => ({ keyId, ...stop })),
    startsAt: null,
    ...more,
  };
  return inRequest({ as }, () => orderOffboarding(given));
}

/** Of any people, whose keys go on working. */
export async function orderFor(memberIds: readonly string[], as: string = personas.admin) {
  const { people } = await readPlan(permitFor("admin", "members:write"), {
    memberIds: [...memberIds],
    addresses: [],
  });
  const open = people.flatMap(({ keys }) =>
    keys.filter(({ status, fate }) => status === "active" && fate === "keeps_working"),
  );
  const given: OrderInput = {
    people: people.map(({ key, memberId }) => ({ key, memberId })),
    keys: open.map(({ id }) => ({ keyId: id, choice: "keep", ownerId: null, note: "" })),
    startsAt: null,
  };
  return inRequest({ as }, () => orderOffboarding(given));
}

const operations: BulkOperation[] = [
  ...memberOperations,
  ...keyOperations,
  ...inviteOperations,
  ...grantOperations,
];

export async function drain(): Promise<void> {
  const runner = new BulkRunner(operations);
  while ((await runner.step()) !== 5_000);
}
