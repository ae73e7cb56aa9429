import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { newActor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { exportFile } from "./export-file";

beforeEach(async () => {
  await resetDatabase();
  resetSandbox({ kind: "enterprise" });
  await syncDirectory();
});

const read = (file: string) =>
  exportFile(new Request(`http://localhost/api/export/${file}`), file, async () => newActor("auditor"));

test.each(["workspaces", "workspace-members", "access", "keys", "usage", "cost", "claude-code"])(
  "an Enterprise organization has no %s to export, which is not an empty file",
  async (noun) => {
    const answer = await read(`${noun}.csv`);
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ code: "not_available" });
  },
);

test("members and invites of an Enterprise organization are exported as usual", async () => {
  expect((await (await read("invites.csv")).text()).split("\r\n").length).toBeGreaterThan(5);
  const members = await read("members.csv");
  expect(members.status).toBe(200);
  expect(members.headers.get("content-disposition")).not.toContain("partial");
  expect((await members.text()).split("\r\n").length).toBeGreaterThan(40);
});
