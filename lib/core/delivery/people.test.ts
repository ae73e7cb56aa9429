import { beforeEach, expect, test } from "vitest";
import { addMember, addMembership } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { findRecipients } from "./people-read-model";
import { mostFound } from "./vocabulary";

const finance = permitFor("finance", "schedules:write");

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
  await addMember("dev", "developer");
  await addMember("lee", "user");
  await addMembership("lee", "w1", "workspace_admin");
});

const find = async (q: string, by = finance) =>
  (await findRecipients(by, { q })).people.map(({ email }) => email);

test("recipients are found by name or address, in any case", async () => {
  expect(await find("DEV")).toEqual(["dev@northwind.example"]);
  expect(await find("northwind")).toEqual([
    "ada@northwind.example",
    "dev@northwind.example",
    "lee@northwind.example",
  ]);
  expect(await find(" ")).toEqual([]);
  expect(await find("%")).toEqual([]);
});

test("people with a grant are found until it ends, and no more than a list holds", async () => {
  const db = await database();
  const grant = { persona: "auditor" as const, createdBy: "x", createdAt: new Date() };
  await db.insert(grants).values([
    { ...grant, email: "anna@audit.example", expiresAt: null },
    { ...grant, email: "gone@audit.example", expiresAt: new Date(0) },
  ]);
  expect(await find("audit")).toEqual(["anna@audit.example"]);
  for (let at = 0; at <= mostFound; at += 1) await addMember(`many${at}`, "user");
  expect(await find("many")).toHaveLength(mostFound);
});

test("a lead finds the people of their workspaces", async () => {
  const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "schedules:write");
  expect(await find("lee", lead)).toEqual(["lee@northwind.example"]);
  expect(await find("dev", lead)).toEqual([]);
});
