"use server";
import { writeThrough } from "@/lib/core/audit/write-through";
import { requireFresh } from "@/lib/core/auth/step-up";
import { refuseAlone } from "@/lib/core/bulk/second-admin";
import { action } from "@/lib/core/entry/action-client";
import { requireFreshToGive } from "@/lib/core/entry/dangerous-operations";
import { toArchiveWrite } from "./archive";
import { startArchive } from "./bulk";
import { archiveWorkspaceInput, createWorkspaceInput, updateWorkspaceInput } from "./change-schema";
import { findMade } from "./concurrency";
import { createWorkspaceOnce } from "./gateway";
import { addAccessInput, changeAccessInput, removeAccessInput } from "./membership-schema";
import { toAddition, toReviewed, toRoleChange } from "./membership-writes";
import { completeWorkspace } from "./sync";
import { toUpdateWrite } from "./update";
import { listKnownIds, saveWorkspace } from "./write-mirror";

export const createWorkspace = action
  .metadata({ name: "workspace.create", permission: "workspaces:write", target: null })
  .inputSchema(createWorkspaceInput)
  .action(async ({ ctx, parsedInput }) => {
    const known = await listKnownIds();
    let isFoundAgain = false;
    const made = await writeThrough(ctx.entry, {
      before: async () => ({ label: parsedInput.name, state: null }),
      send: () => createWorkspaceOnce(ctx.by, parsedInput),
      apply: async (tx, found) => {
        if (found) await saveWorkspace(tx, found);
      },
      reread: async () => {
        const found = await findMade(parsedInput.name, known);
        isFoundAgain = found !== null;
        return found;
      },
      isDone: (found) => found !== null,
    });
    if (made?.note) await completeWorkspace(made.id);
    return { workspaceId: made?.id ?? null, note: made?.note ?? null, isFoundAgain };
  });

export const updateWorkspace = action
  .metadata({ name: "workspace.update", permission: "workspaces:write", target: "workspaceId" })
  .inputSchema(updateWorkspaceInput)
  .action(async ({ ctx, parsedInput: { workspaceId, change, seen } }) => {
    if (change.residency) await requireFresh(ctx.by.actor);
    await writeThrough(ctx.entry, toUpdateWrite(ctx.by, workspaceId, { change, seen }));
  });

export const archiveWorkspace = action
  .metadata({ name: "workspace.archive", permission: "workspaces:write", target: "workspaceId" })
  .inputSchema(archiveWorkspaceInput)
  .action(async ({ ctx, parsedInput: { workspaceId } }) => {
    await refuseAlone(ctx.by.actor, "workspace.archive", ctx.entry);
    const archived = await writeThrough(ctx.entry, toArchiveWrite(ctx.by, workspaceId));
    return { note: archived?.note ?? null };
  });

export const askToArchiveWorkspace = action
  .metadata({ name: "bulk.start", permission: "workspaces:write", target: null })
  .inputSchema(archiveWorkspaceInput)
  .action(({ ctx, parsedInput: { workspaceId } }) => startArchive(ctx.by, workspaceId, ctx.entry));

export const addWorkspaceMember = action
  .metadata({ name: "workspace_member.add", permission: "memberships:write", target: "membershipId" })
  .inputSchema(addAccessInput)
  .action(async ({ ctx, parsedInput: { membershipId, role } }) => {
    await requireFreshToGive(ctx.by.actor, [role]);
    await writeThrough(ctx.entry, toAddition(ctx.by, membershipId, role));
  });

export const removeWorkspaceMember = action
  .metadata({ name: "workspace_member.remove", permission: "memberships:write", target: "membershipId" })
  .inputSchema(removeAccessInput)
  .action(async ({ ctx, parsedInput: { membershipId, expected } }) => {
    await writeThrough(ctx.entry, toReviewed(ctx.by, membershipId, { role: null, expected }));
  });

export const changeWorkspaceRole = action
  .metadata({ name: "workspace_member.change_role", permission: "memberships:write", target: "membershipId" })
  .inputSchema(changeAccessInput)
  .action(async ({ ctx, parsedInput: { membershipId, ...change } }) => {
    await requireFreshToGive(ctx.by.actor, [change.role]);
    await writeThrough(ctx.entry, toRoleChange(ctx.by, membershipId, change));
  });
