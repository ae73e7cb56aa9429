import { expect, test } from "vitest";
import { apiKey } from "./response-schema";

const base = {
  id: "apikey_1",
  type: "api_key",
  name: "batch",
  status: "active",
  created_at: "2026-04-11T10:03:55.410882Z",
  partial_key_hint: null,
};

test.each([
  [
    "new scope",
    { scope: { type: "workspace", workspace_id: "w" }, workspace_id: null },
    { scope: "workspace", workspaceId: "w" },
  ],
  ["organization scope", { scope: { type: "organization" } }, { scope: "organization", workspaceId: null }],
  ["a scope not yet known", { scope: { type: "galaxy" } }, { scope: "galaxy", workspaceId: null }],
  ["old workspace", { workspace_id: "w" }, { scope: "workspace", workspaceId: "w" }],
  ["old null", { workspace_id: null }, { scope: "unknown", workspaceId: null }],
  [
    "new user",
    { principal: { type: "user_actor", user_id: "u" } },
    { principalKind: "user", principalId: "u" },
  ],
  [
    "new account",
    { principal: { type: "service_account_actor", service_account_id: "s" } },
    { principalKind: "service_account", principalId: "s" },
  ],
  [
    "old principal",
    { principal: { type: "service_account", id: "s" } },
    { principalKind: "service_account", principalId: "s" },
  ],
  ["no principal", { principal: null }, { principalKind: null, principalId: null }],
  ["no maker", { created_by: null }, { createdById: null, createdByType: null }],
  ["a maker", { created_by: { id: "u", type: "user" } }, { createdById: "u", createdByType: "user" }],
  ["an unknown status", { status: "frozen" }, { status: "frozen", expiresAt: null }],
])("a key with %s is read", (_, more, expected) => {
  const raw = { ...base, ...more, brand_new_field: [1] };
  expect(apiKey.parse(raw)).toMatchObject({ ...expected, raw });
});
