"use server";
import { writeThrough } from "@/lib/core/audit/write-through";
import { requireFresh } from "@/lib/core/auth/step-up";
import { refuseAlone } from "@/lib/core/bulk/second-admin";
import { action } from "@/lib/core/entry/action-client";
import { requireFreshToGive } from "@/lib/core/entry/dangerous-operations";
import { toArchiveWrite } from "./archive";
import { startArchive } from "./bulk";
import {
  archiveWorkspaceInput,
  copyAccessInput,
  copyToManyInput,
  createWorkspaceInput,
  updateWorkspaceInput,
} from "./change-schema";
import { findMade, isSaved, readUnchanged } from "./concurrency";
import { createWorkspaceOnce, fetchWorkspace, updateWorkspaceFields } from "./gateway";
import { startAccessRuns, startCopyRun } from "./membership-bulk";
import { changeAccessInput, giveAccessInput, giveManyInput, removeAccessInput } from "./membership-schema";
import { toAddition, toDeparture, toRoleChange } from "./membership-writes";
import { completeWorkspace } from "./sync";
import { applyWorkspace, listKnownIds, saveWorkspace } from "./write-mirror";

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
    const { label, state } = await readUnchanged(ctx.by, workspaceId, { change, seen });
    await writeThrough(ctx.entry, {
      before: async () => ({ label, state }),
      send: () => updateWorkspaceFields(ctx.by, workspaceId, { ...change, name: change.name ?? label }),
      apply: (tx, found) => applyWorkspace(tx, workspaceId, found),
      reread: () => fetchWorkspace(workspaceId),
      isDone: (found) => found?.id === workspaceId && isSaved(found, change),
    });
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
  .inputSchema(giveAccessInput)
  .action(async ({ ctx, parsedInput: { membershipId, role } }) => {
    await requireFreshToGive(ctx.by.actor, [role]);
    await writeThrough(ctx.entry, toAddition(ctx.by, membershipId, role));
  });

export const changeWorkspaceRole = action
  .metadata({ name: "workspace_member.change_role", permission: "memberships:write", target: "membershipId" })
  .inputSchema(changeAccessInput)
  .action(async ({ ctx, parsedInput: { membershipId, ...change } }) => {
    await requireFreshToGive(ctx.by.actor, [change.role]);
    await writeThrough(ctx.entry, toRoleChange(ctx.by, membershipId, change));
  });

export const removeWorkspaceMember = action
  .metadata({ name: "workspace_member.remove", permission: "memberships:write", target: "membershipId" })
  .inputSchema(removeAccessInput)
  .action(async ({ ctx, parsedInput: { membershipId } }) => {
    await writeThrough(ctx.entry, toDeparture(ctx.by, membershipId));
  });

export const giveManyAccess = action
  .metadata({ name: "bulk.start", permission: "memberships:write", target: null })
  .inputSchema(giveManyInput)
  .action(({ ctx, parsedInput }) => startAccessRuns(ctx.by, parsedInput, ctx.entry));

export const copyAccess = action
  .metadata({ name: "workspace_member.copy", permission: "memberships:write", target: "userId" })
  .inputSchema(copyAccessInput)
  .action(({ ctx, parsedInput }) => startCopyRun(ctx.by, [parsedInput], ctx.entry));

export const copyAccessToMany = action
  .metadata({ name: "bulk.start", permission: "memberships:write", target: null })
  .inputSchema(copyToManyInput)
  .action(({ ctx, parsedInput: { copies } }) => startCopyRun(ctx.by, copies, ctx.entry));
