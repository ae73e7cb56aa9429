import "server-only";
import { z } from "zod";
import { chooseKeys, keyPolicies } from "@/lib/across/rest/offboard";
import type { Program } from "@/lib/core/auth/access-token";
import { permitActor } from "@/lib/core/auth/permit";
import { asProposal } from "@/lib/core/bulk/proposal";
import { findProposal } from "@/lib/core/bulk/proposal-store";
import { action } from "@/lib/core/entry/action-client";
import { refuseFields } from "@/lib/core/entry/strict-search";
import { type ActionResult, unwrap } from "@/lib/core/entry/unwrap";
import { AppError } from "@/lib/core/errors/errors";
import { proseText } from "@/lib/core/format/typed-text";
import { applyChanges } from "@/lib/directory/access/apply";
import { type ApplyInput, applyInput } from "@/lib/directory/access/change-schema";
import { checkChanges } from "@/lib/directory/access/check-read-model";
import { startKeyRun } from "@/lib/directory/keys/bulk";
import { changeKeysInput } from "@/lib/directory/keys/change-schema";
import { listKeysToStop } from "@/lib/directory/keys/impact-read-model";
import { orderOffboarding } from "@/lib/directory/offboardings/order";
import { readPlan } from "@/lib/directory/offboardings/plan-read-model";
import { orderInput } from "@/lib/directory/offboardings/schema";
import { askEndpoint } from "./ask";
import { findMember, findWorkspace } from "./people";
import { proposingScopes } from "./proposing-scopes";
import { defineTool, type Tool } from "./tool";

const kinds = {
  access: [
    "workspace_member.add",
    "workspace_member.change_role",
    "workspace_member.remove",
    "member.change_role",
  ],
  bulk: ["api_key.deactivate", "api_key.archive", "api_key.activate"],
  offboarding: ["member.offboard"],
} as const;
type Kind = keyof typeof kinds;
const operations = [...kinds.access, ...kinds.bulk, ...kinds.offboarding] as const;

const maxChanges = 200;
const change = z.strictObject({
  operation: z.enum(operations),
  target: z.string().min(1).max(320).describe("ID of a key, or ID or address of a person"),
  workspace: z.string().min(1).max(300).describe("ID or name, for workspace_member.*").optional(),
  role: z.string().min(1).max(60).describe("The new role, for add and change_role").optional(),
  keys: z.enum(keyPolicies).describe("The person’s keys, for member.offboard; keep by default").optional(),
});
type Change = z.infer<typeof change>;

export const proposingTools: readonly Tool[] = [
  defineTool({
    name: "propose_change",
    title: "Propose a change",
    description:
      "Prepares changes of access, keys, or off-boardings for the person, who reviews and starts them at url. Changes nothing by itself. All changes are of one kind; for bulk, of one operation.",
    anyOf: proposingScopes,
    isProposing: true,
    input: z.strictObject({
      kind: z.enum(["access", "bulk", "offboarding"]),
      reason: proseText.min(1).max(500).describe("Why, for the person who decides"),
      changes: z.array(change).min(1).max(maxChanges),
    }),
    output: {
      change_id: z.string(),
      summary: z.string(),
      rows: z.number(),
      needs: z.array(z.enum(["recent_sign_in", "second_admin"])),
    },
    run: async (program, { kind, reason, changes }) => {
      refuseStrange(kind, changes);
      const proposal = { client: program.token.name, reason };
      const { runId } = unwrap(await asProposal(proposal, () => stage[kind](program, changes)));
      const { counts, needsSecond } = await getProposal(program, runId);
      return {
        change_id: runId,
        summary: counts.map(({ operation, rows }) => `${rows} × ${operation}`).join(", "),
        rows: counts.reduce((sum, { rows }) => sum + rows, 0),
        needs: needsSecond ? ["recent_sign_in", "second_admin"] : ["recent_sign_in"],
        path: `/bulk/${runId}`,
      };
    },
  }),
  defineTool({
    name: "get_change",
    title: "Get a proposed change",
    description: "What has become of a change that was proposed for the same person.",
    anyOf: proposingScopes,
    isProposing: true,
    input: z.strictObject({ change_id: z.uuid() }),
    output: { change_id: z.string(), state: z.string(), rows: z.record(z.string(), z.number()) },
    run: async (program, { change_id }) => {
      const { state, rows } = await getProposal(program, change_id);
      return { change_id, state, rows, path: `/bulk/${change_id}` };
    },
  }),
];

/** @throws AppError not_found also where it is somebody else's */
async function getProposal({ actor }: Program, runId: string) {
  const found = await findProposal(actor, runId);
  if (!found) throw new AppError("not_found", "there is no such proposal");
  return found;
}

/** @throws AppError invalid with each field that doesn't belong there */
function refuseStrange(kind: Kind, changes: readonly Change[]): void {
  const known: readonly string[] = kinds[kind];
  const faults: Record<string, string[]> = {};
  for (const [index, { operation, workspace, role, keys }] of changes.entries()) {
    const add = (name: string, text: string) => {
      faults[`changes.${index}.${name}`] = [text];
    };
    if (!known.includes(operation)) add("operation", "is not of this kind");
    if (kind === "bulk" && operation !== changes[0]?.operation) add("operation", "differs from the first");
    const isOfWorkspace = operation.startsWith("workspace_member.");
    if (isOfWorkspace !== (workspace !== undefined))
      add("workspace", isOfWorkspace ? "is missing" : "has no use here");
    const takesRole = operation === "workspace_member.add" || operation.endsWith(".change_role");
    if (takesRole !== (role !== undefined)) add("role", takesRole ? "is missing" : "has no use here");
    if (keys !== undefined && kind !== "offboarding") add("keys", "has no use here");
  }
  refuseFields(faults);
}

type Staged = Promise<ActionResult<{ runId: string }>>;

const stage: Record<Kind, (program: Program, changes: readonly Change[]) => Staged> = {
  access: async (program, changes) => proposeAccess(await toBasket(program, changes)),
  bulk: async ({ actor }, changes) => {
    const keyIds = changes.map(({ target }) => target);
    const known = await listKeysToStop(permitActor(actor, "keys:write"), keyIds);
    if (keyIds.some((id) => !known.has(id))) throw new AppError("not_found", "there is no such key in reach");
    const [, name] = changes[0]?.operation.split(".") ?? [];
    const operation = changeKeysInput.shape.operation.parse(name);
    // Only a person who saw its traffic confirms that a key in use stops.
    return proposeKeys({ operation, keyIds, confirmedKeyIds: [] });
  },
  offboarding: async ({ actor }, changes) => {
    const by = permitActor(actor, "members:write");
    const targets = changes.map(({ target }) => target);
    const isAddress = (target: string) => target.includes("@");
    const plan = await readPlan(by, {
      memberIds: targets.filter((target) => !isAddress(target)),
      addresses: targets.filter(isAddress),
    });
    const people = changes.map(({ target, keys: policy = "keep" }) => {
      const isIt = (one: (typeof plan.people)[number]) =>
        one.memberId === target || one.key === target.toLowerCase();
      const found = plan.people.find(isIt);
      if (!found) throw new AppError("not_found", "there is no such person");
      return { key: found.key, memberId: found.memberId, keys: chooseKeys(policy, found.keys) };
    });
    return proposeOffboarding({
      people: people.map(({ key, memberId }) => ({ key, memberId })),
      keys: people.flatMap((person) => person.keys),
      startsAt: null,
    });
  },
};

/** With what the mirror has now as what the person is shown: a newer state isn't overwritten. */
async function toBasket(program: Program, changes: readonly Change[]): Promise<z.input<typeof applyInput>> {
  const by = permitActor(program.actor, "memberships:write");
  const roles: unknown[] = [];
  const asked: ApplyInput["changes"] = [];
  for (const { operation, target, workspace, role } of changes) {
    const userId = await findMember(program, target);
    if (workspace === undefined) {
      const { role: expected } = await askEndpoint("/members/{id}", program, { params: { id: userId } });
      roles.push({ userId, role, expected });
    } else {
      const workspaceId = await findWorkspace(program, workspace);
      const isRemoval = operation === "workspace_member.remove";
      // Sound: the action checks the role.
      const given = isRemoval ? null : (role as ApplyInput["changes"][number]["role"]);
      asked.push({ workspaceId, userId, role: given, expected: null });
    }
  }
  const found = asked.length > 0 ? await checkChanges(by, asked) : [];
  // Sound: the action checks the roles.
  return {
    changes: asked.map((one, index) => ({ ...one, expected: found[index]?.present ?? null })),
    roles,
  } as z.input<typeof applyInput>;
}

const proposeAccess = action
  .metadata({ name: "bulk.propose", permission: "memberships:write", target: null })
  .inputSchema(applyInput)
  .action(({ ctx, parsedInput }) => applyChanges(ctx.by, parsedInput, ctx.entry));

const proposeKeys = action
  .metadata({ name: "bulk.propose", permission: "keys:write", target: null })
  .inputSchema(changeKeysInput)
  .action(({ ctx, parsedInput }) => startKeyRun(ctx.by, parsedInput, ctx.entry));

const proposeOffboarding = action
  .metadata({ name: "bulk.propose", permission: "members:write", target: null })
  .inputSchema(orderInput)
  .action(({ ctx, parsedInput }) => orderOffboarding(ctx.by, parsedInput, ctx.entry));
