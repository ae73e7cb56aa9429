import { expect, test } from "vitest";
import type { WorkspaceRow } from "@/lib/directory/workspaces/schema";
import {
  hasDuplicateTag,
  hasWrongResidency,
  newDraft,
  toChosenResidency,
  toDraft,
  toEdit,
  toTags,
  toUndo,
} from "./workspace-draft";

const workspace: WorkspaceRow = {
  id: "w",
  name: "Shop",
  isDefault: false,
  displayColor: "#112233",
  color: 0,
  createdAt: null,
  archivedAt: null,
  tags: { env: "prod", team: "a" },
  residency: { workspaceGeo: "us", defaultInferenceGeo: "us", allowedInferenceGeos: ["us"] },
  findings: [],
  memberCount: 1,
  activeKeyCount: 0,
  spendCents: "0",
  otherCents: null,
  reason: null,
};
const draft = toDraft(workspace);

test("an untouched form changes nothing", () => {
  expect(toEdit(workspace, { ...draft, name: " Shop " })).toBeUndefined();
  const colorless = { ...workspace, displayColor: null };
  expect(toEdit(colorless, toDraft(colorless))).toBeUndefined();
});

test("only differences are sent, with the values before", () => {
  const edit = toEdit(workspace, {
    ...draft,
    name: "Till",
    color: "#445566",
    tags: [
      { id: 0, key: " env ", value: "test" },
      { id: 2, key: "__proto__", value: "x" },
    ],
  });
  expect(edit?.change).toMatchObject({ name: "Till", displayColor: "#445566" });
  expect(edit?.seen).toMatchObject({ name: "Shop", displayColor: "#112233" });
  expect(edit?.change.tags).toMatchObject({ env: "test", team: null });
  expect(edit?.seen.tags).toMatchObject({ env: "prod", team: "a" });
});

test("an undo is the same change in reverse", () => {
  const edit = toEdit(workspace, { ...draft, name: "Till", tags: draft.tags.slice(1) });
  expect(edit && toUndo(edit)).toEqual({
    change: { name: "Shop", tags: { env: "prod" } },
    seen: { name: "Till", tags: { env: null } },
  });
});

test("an undo can't remove a color", () => {
  const colorless = { ...workspace, displayColor: null };
  const edit = toEdit(colorless, { ...toDraft(colorless), color: "#000000" });
  expect(edit?.change.displayColor).toBe("#000000");
  expect(edit && toUndo(edit)).toBeUndefined();
});

test("a tag can exist only once", () => {
  expect(hasDuplicateTag(draft)).toBe(false);
  expect(hasDuplicateTag({ ...draft, tags: [...draft.tags, { id: 9, key: "env ", value: "" }] })).toBe(true);
  expect(toTags(draft)).toEqual(workspace.tags);
});

test("residency is sent as a whole, and is invalid if the default isn't allowed", () => {
  const residency = { ...draft.residency, allowedInferenceGeos: ["us", "global"] };
  const edit = toEdit(workspace, { ...draft, residency });
  expect(edit?.change.residency).toEqual({
    defaultInferenceGeo: "us",
    allowedInferenceGeos: ["us", "global"],
  });
  expect(edit && toUndo(edit)?.change.residency).toMatchObject({ allowedInferenceGeos: ["us"] });
  expect(hasWrongResidency({ ...draft, residency: { ...residency, defaultInferenceGeo: "eu" } })).toBe(true);
  expect(hasWrongResidency({ ...draft, residency: { ...residency, allowedInferenceGeos: [] } })).toBe(true);
  expect(hasWrongResidency(newDraft)).toBe(false);
});

test("a new workspace sends its residency only if it differs from the default", () => {
  expect(toChosenResidency(newDraft)).toBeUndefined();
  expect(toChosenResidency(draft)).toEqual(workspace.residency);
});
