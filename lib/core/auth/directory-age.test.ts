import { beforeEach, expect, test } from "vitest";
import { syncDirectory } from "@/lib/across/sync/directory";
import { database } from "@/lib/core/db/client";
import { syncState } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { putSettings } from "@/lib/core/settings/store";
import { personas } from "@/lib/sandbox/personas";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { permit } from "./permit";
import { inRequest } from "./test-request";

const hourMs = 3_600_000;

beforeEach(async () => {
  await resetDatabase();
  resetSandbox();
  await syncDirectory();
});

async function age(hours: number): Promise<void> {
  const db = await database();
  await db.update(syncState).set({ finishedAt: new Date(Date.now() - hours * hourMs) });
}

const read = (as: string) => inRequest({ as }, () => permit("me:read"));

test("only admins see anything when the directory is older than a day", async () => {
  await age(25);
  for (const email of [personas.finance, personas.lead, personas.member])
    await expect(read(email), email).rejects.toMatchObject({ code: "directory_stale" });
  expect((await read(personas.admin)).actor.email).toBe(personas.admin);
});

test("a directory within the limit, which is a setting, is shown to everyone", async () => {
  await age(23);
  expect((await read(personas.member)).actor.email).toBe(personas.member);
  await (await database()).transaction((tx) => putSettings(tx, "test", { directory_hours: 12 }));
  await expect(read(personas.member)).rejects.toMatchObject({ code: "directory_stale" });
});

test("the next complete listing of the members opens the directory again", async () => {
  await age(48);
  await syncDirectory();
  expect((await read(personas.finance)).actor.email).toBe(personas.finance);
});
