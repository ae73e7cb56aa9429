import { beforeEach, expect, test } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { openEntry } from "./entry";
import { listChangedSince } from "./later-changes";
import type { AuditAction, AuditOutcome } from "./vocabulary";

beforeEach(resetDatabase);

async function record(action: AuditAction, targetId: string, outcome: AuditOutcome = "succeeded") {
  const entry = await openEntry({ actor: newActor("admin"), action, targetId, request: null });
  await entry.settle({ outcome });
  return entry.id;
}

test.each<[AuditAction, AuditAction]>([
  ["api_key.deactivate", "api_key.activate"],
  ["api_key.rename", "api_key.rename"],
  ["member.change_role", "member.remove"],
  ["workspace_member.add", "workspace_member.apply_review"],
  ["workspace_member.plan", "workspace_member.plan"],
  ["workspace.update", "workspace.archive"],
])("after %s, %s of the same target is a later change, and that of another isn't", async (own, later) => {
  const id = await record(own, "t1");
  await record(later, "t2");
  expect(await listChangedSince([id])).toEqual(new Set());
  const last = await record(later, "t1");
  expect(await listChangedSince([id, last])).toEqual(new Set([id]));
});

test("a change of something else about the target isn't a later change, nor is one that failed", async () => {
  const id = await record("api_key.deactivate", "t1");
  await record("api_key.rename", "t1");
  await record("api_key.activate", "t1", "failed");
  expect(await listChangedSince([id])).toEqual(new Set());
  await record("api_key.activate", "t1", "unknown");
  expect(await listChangedSince([id])).toEqual(new Set([id]));
});
