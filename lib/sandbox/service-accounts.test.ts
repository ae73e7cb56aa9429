import { expect, test } from "vitest";
import { defaultSandboxToken } from "@/lib/sandbox/app";
import { createTestClient, toRefusal } from "@/scripts/sandbox/test-client";

const asOauth = { "x-api-key": defaultSandboxToken };
const { sandbox, get } = createTestClient();
const [account] = sandbox.store.serviceAccounts.list();
const workspace = sandbox.store.defaultWorkspaceId;

test.each([
  "/service_accounts",
  `/service_accounts/${account?.id}`,
  `/service_accounts/${account?.id}/workspaces`,
  `/workspaces/${workspace}/service_accounts`,
  "/federation_issuers",
  "/federation_rules",
])("the address %s accepts an OAuth token and refuses an admin key", async (path) => {
  expect(await get(path)).toMatchObject(toRefusal(403, "permission_error"));
  expect((await get(path, asOauth)).status).toBe(200);
});

test("the list has pages, leaves archived accounts out, and names the workspaces of each", async () => {
  const { json } = await get("/service_accounts?limit=2", asOauth);
  expect(json.data).toHaveLength(2);
  expect(json.next_page).toEqual(expect.any(String));
  const count = async (query: string) =>
    (await get(`/service_accounts?limit=100${query}`, asOauth)).json.data.length;
  expect(await count("&include_archived=true")).toBe((await count("")) + 1);
  const places = (await get(`/workspaces/${workspace}/service_accounts`, asOauth)).json.data;
  expect(places.every(({ implicit }: { implicit: boolean }) => implicit)).toBe(true);
});

test("an OAuth token reads the rest as well, and expires apart from the key", async () => {
  expect((await get("/users", asOauth)).status).toBe(200);
  sandbox.store.isOauthExpired = true;
  expect(await get("/users", asOauth)).toMatchObject(toRefusal(401, "authentication_error"));
  expect((await get("/users")).status).toBe(200);
});
