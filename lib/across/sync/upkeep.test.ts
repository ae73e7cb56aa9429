import { eq } from "drizzle-orm";
import { beforeEach, expect, test } from "vitest";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { addMember } from "@/lib/core/auth/test-directory";
import { startTestSession } from "@/lib/core/auth/test-request";
import { sessions } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { markMirrored } from "@/lib/core/db/first-sync";
import { chartSlots } from "@/lib/core/db/own-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addDays, dayMs, toDay } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow } from "@/lib/money/reports/test-rows";
import { Upkeep } from "./upkeep";

const now = Date.parse("2026-11-30T12:00:00Z");
const left = new Date("2024-01-01T00:00:00Z");

beforeEach(resetDatabase);

async function listAddresses(): Promise<string[]> {
  const db = await database();
  const rows = await db.select({ email: members.email }).from(members);
  return rows.map(({ email }) => email).filter((email) => !email.endsWith("@forgotten.invalid"));
}

test("the leading server forgets who is due once a day, and again after its clock was ahead", async () => {
  const upkeep = new Upkeep();
  await addMember("ada", "user", { goneAt: left });
  await upkeep.rest(now);
  expect(await listAddresses()).toEqual([]);
  await addMember("bob", "user", { goneAt: left });
  await upkeep.rest(now + dayMs);
  expect(await listAddresses()).toEqual(["bob@northwind.example"]);
  await upkeep.rest(now + dayMs + 1);
  expect(await listAddresses()).toEqual([]);
  await addMember("cem", "user", { goneAt: left });
  upkeep.forgetTimes();
  await upkeep.rest(now + dayMs + 2);
  expect(await listAddresses()).toEqual([]);
  expect((await readAuditLog()).map(({ action }) => action)).toEqual(Array(3).fill("member.forget"));
});

test("who has more people to forget than a turn goes on at the next rest", async () => {
  const upkeep = new Upkeep();
  for (let person = 0; person < 21; person += 1) await addMember(`p${person}`, "user", { goneAt: left });
  await upkeep.rest(now);
  expect(await listAddresses()).toHaveLength(1);
  await upkeep.rest(now + 1);
  expect(await listAddresses()).toEqual([]);
});

test("things get their colors as soon as the days are read that reports open with, and keep them", async () => {
  const upkeep = new Upkeep();
  const now = Date.now();
  const today = toDay(new Date(now));
  const listSlots = async () => (await database()).select().from(chartSlots).orderBy(chartSlots.place);
  await replaceDay("cost", addDays(today, -1), [costRow({ workspaceId: "w1", cents: "5" })], new Date(now));
  await upkeep.judge(now);
  expect(await listSlots()).toEqual([]);
  await markRead(["cost"]);
  await upkeep.judge(now);
  const first = await listSlots();
  expect(first.filter(({ kind }) => kind === "workspace").map(({ key }) => key)).toEqual(["w1"]);
  const older = [costRow({ workspaceId: "w0", cents: "900" }), costRow({ workspaceId: "w1", cents: "1" })];
  await replaceDay("cost", addDays(today, -40), older, new Date(now));
  upkeep.noteTask();
  await upkeep.rest(now);
  expect(await listSlots()).toEqual(expect.arrayContaining(first));
});

test("sessions end with their person's access, also if nobody used them meanwhile, and no others do", async () => {
  for (const id of ["ada", "bob"]) await addMember(id, "user");
  for (const email of ["ada@northwind.example", "bob@northwind.example", null]) await startTestSession(email);
  const db = await database();
  const listOpen = async () =>
    (await db.select({ email: sessions.email }).from(sessions)).map(({ email }) => email).toSorted();
  const leave = (goneAt: Date | null) => db.update(members).set({ goneAt }).where(eq(members.id, "ada"));
  await leave(new Date());
  await new Upkeep().judge(now);
  expect(await listOpen()).toHaveLength(3);
  await markMirrored("member");
  await new Upkeep().judge(now);
  await leave(null);
  expect(await listOpen()).toEqual(["bob@northwind.example", null]);
});
