import { asc, eq } from "drizzle-orm";
import { beforeEach, describe, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { inRequest, startTestSession } from "@/lib/core/auth/test-request";
import { BulkRunner } from "@/lib/core/bulk/runner";
import { database } from "@/lib/core/db/client";
import { bulkRows, bulkRuns } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { withBrokenTable } from "@/lib/core/db/test-failure";
import { describeAction } from "@/lib/core/entry/test-action";
import { memberOperations } from "@/lib/directory/members/bulk";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { copyAccess, copyAccessToMany } from "./actions";
import type { CopyAccessInput } from "./change-schema";
import { previewCopies } from "./copy-read-model";
import { membershipOperations } from "./membership-bulk";

let sandbox: TestSandbox;
let own: string;
let foreign: string;
let person: string;

beforeEach(async () => {
  await resetDatabase();
  sandbox = resetSandbox();
  const idOf = (name: string) => sandbox.store.workspaces.list().find((one) => one.name === name)?.id ?? "";
  [own, foreign] = [idOf("Checkout – prod"), idOf("Data science")];
  person = sandbox.users.add({ email: "person@northwind.example", role: "user" }).id;
  sandbox.store.grants.get(own)?.set(person, "workspace_user");
  await syncDirectory();
  sandbox.requests.clear();
});

type More = Partial<CopyAccessInput>;
function copy(more: More = {}, as: string | { token: string } = personas.admin) {
  const given: CopyAccessInput = {
    userId: person,
    memberships: [
      { workspaceId: own, role: null, expected: "workspace_user" },
      { workspaceId: foreign, role: "workspace_developer", expected: null },
    ],
    organizationRole: { role: "developer", expected: "user" },
    ...more,
  };
  return inRequest({ as }, () => copyAccess(given));
}

async function readRows() {
  const db = await database();
  const rows = await db.select().from(bulkRows).orderBy(asc(bulkRows.position));
  return rows.map(({ operation, targetId, state }) => [operation, targetId, state]);
}

async function drain(): Promise<void> {
  const runner = new BulkRunner([...membershipOperations, ...memberOperations]);
  while ((await runner.step()) !== 5_000);
}

describeAction("copyAccess", {
  run: (as) => copy({}, as),
  changed: async () =>
    expect(await readRows()).toEqual([
      ["member.change_role", person, "queued"],
      ["workspace_member.remove", `${own}/${person}`, "queued"],
      ["workspace_member.add", `${foreign}/${person}`, "queued"],
    ]),
  unchanged: async () => expect(await readRows()).toEqual([]),
  allowed: {
    by: { "an admin": personas.admin },
    audit: () => ({ targetId: person, after: { act: "workspace_member.copy", rows: 3 } }),
  },
  forbidden: { by: { finance: personas.finance, "a member": personas.member, "a lead": personas.lead } },
  refusedByApi: { absent: "The run calls the API later, row by row." },
  lost: { stored: { within: (run) => withBrokenTable("bulk_rows", "insert", run) } },
});

describe("making access identical", () => {
  test("takes away, adds, and sets the organization role, each as the operation that it is", async () => {
    await copy();
    await drain();
    expect((await readRows()).map(([, , state]) => state)).toEqual(["succeeded", "succeeded", "succeeded"]);
    expect(sandbox.store.users.get(person)?.role).toBe("developer");
    expect(sandbox.store.grants.get(own)?.has(person)).toBe(false);
    expect(sandbox.store.grants.get(foreign)?.get(person)).toBe("workspace_developer");
  });

  test("takes nothing away that changed meanwhile", async () => {
    await copy({ organizationRole: null });
    sandbox.store.grants.get(own)?.set(person, "workspace_admin");
    await syncDirectory();
    await drain();
    expect((await readRows()).map(([operation, , state]) => [operation, state])).toEqual([
      ["workspace_member.remove", "failed"],
      ["workspace_member.add", "succeeded"],
    ]);
  });

  test("by a lead is limited to their own workspaces, and never sets the organization role", async () => {
    expect((await copy({}, personas.lead)).serverError?.code).toBe("forbidden");
    await copy({ organizationRole: null }, personas.lead);
    await drain();
    expect((await readRows()).map(([operation, , state]) => [operation, state])).toEqual([
      ["workspace_member.remove", "succeeded"],
      ["workspace_member.add", "failed"],
    ]);
  });

  test("that takes away, or gives a role that decides on access, needs a recent sign-in", async () => {
    const authenticatedAt = new Date(Date.now() - 16 * 60_000);
    const as = await startTestSession(personas.admin, { authenticatedAt });
    expect((await copy({}, as)).serverError?.code).toBe("step_up_required");
    const admin = [{ workspaceId: foreign, role: "workspace_admin" as const, expected: null }];
    const given = { memberships: admin, organizationRole: null };
    expect((await copy(given, as)).serverError?.code).toBe("step_up_required");
    expect(listWrites()).toEqual([]);
  });

  test("of somebody unknown isn't started", async () => {
    expect((await copy({ userId: "user_x" })).serverError?.code).toBe("not_found");
    const db = await database();
    expect(await db.select().from(bulkRuns).where(eq(bulkRuns.operation, "workspace_member.copy"))).toEqual(
      [],
    );
  });
});

describe("for several people", () => {
  let other: string;

  beforeEach(async () => {
    other = sandbox.users.add({ email: "other@northwind.example", role: "user" }).id;
    sandbox.store.grants.get(own)?.set(other, "workspace_user");
    await syncDirectory();
  });

  const copyToBoth = (as: string = personas.admin) =>
    inRequest({ as }, () =>
      copyAccessToMany({
        copies: [
          {
            userId: person,
            memberships: [{ workspaceId: own, role: "workspace_developer", expected: "workspace_user" }],
            organizationRole: { role: "developer", expected: "user" },
          },
          {
            userId: other,
            memberships: [{ workspaceId: own, role: null, expected: "workspace_user" }],
            organizationRole: { role: "claude_code_user", expected: "user" },
          },
        ],
      }),
    );

  describeAction("copyAccessToMany", {
    run: (as) => copyToBoth(as),
    changed: async () =>
      expect(await readRows()).toEqual([
        ["member.change_role", person, "queued"],
        ["workspace_member.change_role", `${own}/${person}`, "queued"],
        ["member.change_role", other, "queued"],
        ["workspace_member.remove", `${own}/${other}`, "queued"],
      ]),
    unchanged: async () => expect(await readRows()).toEqual([]),
    allowed: {
      by: { "an admin": personas.admin },
      audit: { after: { act: "workspace_member.copy", rows: 4 } },
    },
    forbidden: { by: { finance: personas.finance, "a member": personas.member, "a lead": personas.lead } },
    refusedByApi: { absent: "The run calls the API later, row by row." },
    lost: { stored: { within: (run) => withBrokenTable("bulk_rows", "insert", run) } },
  });

  test("each gets their own roles in one run", async () => {
    await copyToBoth();
    await drain();
    expect((await readRows()).map(([, , state]) => state)).toEqual(Array(4).fill("succeeded"));
    expect([person, other].map((id) => sandbox.store.users.get(id)?.role)).toEqual([
      "developer",
      "claude_code_user",
    ]);
    expect(sandbox.store.grants.get(own)?.get(person)).toBe("workspace_developer");
    expect(sandbox.store.grants.get(own)?.has(other)).toBe(false);
  });

  test("the differences of all are shown, without the person whose access is copied", async () => {
    sandbox.store.grants.get(foreign)?.set(other, "workspace_developer");
    await syncDirectory();
    const copies = await previewCopies(permitFor("admin", "memberships:write"), {
      from: other,
      to: [person, other],
    });
    expect(copies.map(({ userId, rows }) => [userId, rows.map(({ step }) => step).toSorted()])).toEqual([
      [person, ["add", "same"]],
    ]);
  });
});
