import { beforeEach, expect, test } from "vitest";
import { addMember, addMembership } from "@/lib/core/auth/test-directory";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { findings } from "@/lib/core/db/finding-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { findAssignees } from "./assignees-read-model";

const [ofOne, ofOther, ofAll] = [1, 2, 3].map((one) => `00000000-0000-4000-8000-00000000000${one}`);

const admin = permitFor("admin", "findings:write");
const lead = permitFor(newActor("lead", { workspaceIds: ["w1"] }), "findings:write");
const find = async (q: string, finding?: string, by = admin) =>
  (await findAssignees(by, { q, finding })).people.map(({ email }) => email.split("@")[0]);

beforeEach(async () => {
  await resetDatabase();
  await addMember("kim-admin", "admin");
  await addMember("kim-lead", "user");
  await addMember("kim-other-lead", "user");
  await addMember("kim-user", "user");
  await addMember("kim-gone", "admin", { goneAt: new Date() });
  await addMembership("kim-lead", "w1", "workspace_admin");
  await addMembership("kim-other-lead", "w2", "workspace_admin");
  const db = await database();
  const granted = { createdBy: "x", createdAt: new Date() };
  await db.insert(grants).values([
    { email: "kim-audit@outside.example", persona: "auditor", ...granted },
    { email: "kim-pay@outside.example", persona: "finance", ...granted },
    { email: "kim-late@outside.example", persona: "auditor", expiresAt: new Date(1), ...granted },
  ]);
  const more = { rule: "key_unused", reach: 1, since: new Date(0), score: "1", firstSeenAt: new Date(0) };
  const places = [ofOne, ofOther, ofAll].map((id, place) => ({
    id: id ?? "",
    workspaceId: [`w1`, `w2`][place],
  }));
  await db.insert(findings).values(
    places.map(({ id, workspaceId = null }) => ({
      ...{ id, workspaceId, subjectId: id, label: "CI", evidence: {} },
      ...more,
    })),
  );
});

test("only people who can see the finding are offered: admins, auditors, and who leads its workspace", async () => {
  expect(await find("kim", ofOne)).toEqual(["kim-admin", "kim-audit", "kim-lead"]);
  expect(await find("KIM", ofOther)).toEqual(["kim-admin", "kim-audit", "kim-other-lead"]);
  expect(await find("kim", ofAll)).toEqual(["kim-admin", "kim-audit"]);
});

test("for several findings, everyone who leads a workspace is offered", async () => {
  expect(await find("kim")).toEqual(["kim-admin", "kim-audit", "kim-lead", "kim-other-lead"]);
  expect(await find("kim-us")).toEqual([]);
  expect(await find(" ")).toEqual([]);
});

test("a lead finds people of their own workspaces, and nobody from outside the directory", async () => {
  expect(await find("kim", ofOne, lead)).toEqual(["kim-admin", "kim-lead"]);
  expect(await find("kim", ofOther, lead)).toEqual(["kim-admin"]);
  expect(await find("kim", undefined, lead)).toEqual(["kim-admin", "kim-lead"]);
});
