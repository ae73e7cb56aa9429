import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { permissionOfOperation } from "@/lib/directory/keys/permissions";
import { actions } from "@/lib/test-surface";
import { toPermissionTable } from "./permission-table";

test("the README shows the permissions that pages, actions, and routes ask for", () => {
  expect(readFileSync("README.md", "utf8")).toContain(
    `<!-- permissions:begin -->\n${toPermissionTable()}<!-- permissions:end -->`,
  );
});

test("the menu of a key offers an operation to exactly those whom its action admits", () => {
  for (const [operation, permission] of Object.entries(permissionOfOperation)) {
    const name = operation === "replace" ? "api_key.rotate" : `api_key.${operation}`;
    expect(actions.find(({ action }) => action === name)?.permission, operation).toBe(permission);
  }
});
