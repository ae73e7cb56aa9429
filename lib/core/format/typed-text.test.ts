import { describe, expect, test } from "vitest";
import { grantInput } from "@/lib/account/grants/schema";
import { passkeyName } from "@/lib/account/passkeys/schema";
import { saveViewInput } from "@/lib/account/views/schema";
import { saveScheduleInput } from "@/lib/across/schedules/schema";
import { syncDirectory } from "@/lib/across/sync/directory";
import { readOnlyAudit } from "@/lib/core/audit/test-log";
import { inRequest } from "@/lib/core/auth/test-request";
import { resetDatabase } from "@/lib/core/db/test-database";
import { addWebhookInput } from "@/lib/core/delivery/schema";
import { renameKey } from "@/lib/directory/keys/actions";
import { renameKeyInput } from "@/lib/directory/keys/change-schema";
import { createWorkspaceInput, updateWorkspaceInput } from "@/lib/directory/workspaces/change-schema";
import { startReviewInput } from "@/lib/governance/reviews/change-schema";
import { personas } from "@/lib/sandbox/personas";
import { listWrites, resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import { lineText, proseText } from "./typed-text";

const controls = ["a\nb", "a\rb", "a\tb", "a\0b", "a\u001b[31mb", "a\u0085b", "a\u007fb", "a\ud800b"];

test.each(controls)("neither a name nor a label has the control characters of %j", (text) => {
  expect(lineText.safeParse(text).success).toBe(false);
});

test("a note may have lines and tabs, and no other control characters", () => {
  expect(proseText.parse(" First\r\n\tsecond ")).toBe("First\r\n\tsecond");
  for (const text of controls.slice(3)) expect(proseText.safeParse(text).success, text).toBe(false);
});

test("names in any writing stay as they were typed", () => {
  for (const name of ["Prüfung – Süd", "مفتاح", "מפתח", "鍵 🔑", "O'Brien & <b>"])
    expect(lineText.parse(name)).toBe(name);
});

/** Which fields of an otherwise wrong input are refused for their text. */
const wrongFields = (
  schema: { safeParse: (input: unknown) => { error?: { issues: { path: PropertyKey[] }[] } } },
  input: object,
) => (schema.safeParse(input).error?.issues ?? []).map(({ path }) => path[0]);

describe("control characters are refused in", () => {
  test.each([
    ["a key", renameKeyInput, "name"],
    ["a workspace", createWorkspaceInput, "name"],
    ["a schedule", saveScheduleInput, "name"],
    ["a webhook", addWebhookInput, "name"],
    ["a saved view", saveViewInput, "name"],
    ["a review", startReviewInput, "name"],
    ["a passkey", passkeyName, "name"],
    ["a grant's note", grantInput, "note"],
  ])("%s", (_, schema, field) => {
    expect(wrongFields(schema, { [field]: "a\u001bb" })).toContain(field);
    expect(wrongFields(schema, { [field]: "a b" })).not.toContain(field);
  });

  test("a workspace's tags", () => {
    const toInput = (tags: object) => ({ workspaceId: "w", change: { tags }, seen: { tags: {} } });
    for (const tags of [{ "a\u001bb": "c" }, { a: "b\u001bc" }])
      expect(updateWorkspaceInput.safeParse(toInput(tags)).success).toBe(false);
    expect(updateWorkspaceInput.safeParse(toInput({ a: "b c" })).success).toBe(true);
  });
});

test("nothing of it is sent, and the refusal is recorded", async () => {
  await resetDatabase();
  const sandbox = resetSandbox();
  const keyId = sandbox.keys.add({ name: "old" }).id;
  await syncDirectory();
  sandbox.requests.clear();
  const renamed = await inRequest({ as: personas.admin }, () =>
    renameKey({ keyId, name: "new\nforged line", expected: "old" }),
  );
  expect(renamed.validationErrors).toMatchObject({ code: "invalid" });
  expect(listWrites()).toEqual([]);
  expect(await readOnlyAudit()).toMatchObject({ outcome: "failed", errorCode: "invalid" });
});
