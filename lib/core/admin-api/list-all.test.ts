import type Anthropic from "@anthropic-ai/sdk";
import { beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { removeUser } from "@/lib/sandbox/user-records";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";
import type { TestSandbox } from "@/scripts/sandbox/test-sandbox";
import { listAll, type PageQuery } from "./list-all";

const user = z.looseObject({ id: z.string() });
let sandbox: TestSandbox;

beforeEach(() => {
  sandbox = resetSandbox();
});

const fetchTwenty = (api: Anthropic, query: PageQuery, options: { maxRetries: number }) =>
  api.organization.users.list({ ...query, limit: 20 }, options);

const listUserIds = () => sandbox.store.users.list().map(({ id }) => id);

test("a listing reads all pages in order and gives each item the instant of its page", async () => {
  const { rows: found } = await listAll(user, fetchTwenty);
  expect(found.map(({ id }) => id)).toEqual(listUserIds());
  expect(found.every(({ seenAt }) => Date.parse(seenAt) <= Date.now())).toBe(true);
  expect(sandbox.requests.get("GET /v1/organizations/users")).toBe(Math.ceil(found.length / 20));
});

test("a listing restarts once when the item under the cursor vanishes", async () => {
  let pages = 0;
  const { rows: found } = await listAll(user, (api, query, options) => {
    pages += 1;
    if (pages === 2 && query.after_id) removeUser(sandbox.store, query.after_id);
    return fetchTwenty(api, query, options);
  });
  expect(found.map(({ id }) => id)).toEqual(listUserIds());
});

test("a listing restarts once when the cursor has expired", async () => {
  let pages = 0;
  const { rows: found } = await listAll(user, (api, query, options) => {
    pages += 1;
    if (pages === 3) sandbox.faults.add({ kind: "error", status: 410, times: 1 });
    return fetchTwenty(api, query, options);
  });
  expect(found.map(({ id }) => id)).toEqual(listUserIds());
});

test("a listing gives up when the item vanishes again", async () => {
  const listing = listAll(user, (api, query, options) => {
    if (query.after_id) removeUser(sandbox.store, query.after_id);
    return fetchTwenty(api, query, options);
  });
  await expect(listing).rejects.toMatchObject({ code: "refused" });
});

test.each([
  ["without data", { has_more: false }],
  ["without an end", { data: [{ id: "a" }], has_more: true, last_id: "a" }],
  ["with more but no cursor", { data: [{ id: "a" }], has_more: true, last_id: null }],
  ["with more but nothing yet", { data: [], has_more: true, last_id: null }],
])("a listing %s is not accepted", async (_, page) => {
  const listing = listAll(user, () => ({ asResponse: async () => Response.json(page) }));
  await expect(listing).rejects.toMatchObject({ code: "bad_answer" });
});

test.each([
  ["no cursor", null],
  ["the cursor that was sent", "b"],
])("an empty page with more and %s is the end of a listing", async (_, cursor) => {
  const pages = [
    { data: [{ id: "a" }, { id: "b" }], has_more: true, last_id: "b" },
    { data: [], has_more: true, last_id: cursor },
  ];
  const listing = listAll(user, () => ({ asResponse: async () => Response.json(pages.shift()) }));
  expect((await listing).rows.map(({ id }) => id)).toEqual(["a", "b"]);
});

test("an empty page in the middle of a listing doesn't end it", async () => {
  const pages = [
    { data: [{ id: "a" }], has_more: true, last_id: "a" },
    { data: [], has_more: true, last_id: "b" },
    { data: [{ id: "c" }], has_more: false, last_id: "c" },
  ];
  const listing = listAll(user, () => ({ asResponse: async () => Response.json(pages.shift()) }));
  expect((await listing).rows.map(({ id }) => id)).toEqual(["a", "c"]);
});

test("a listing whose pages go around in circles is given up after one round", async () => {
  let pages = 0;
  const listing = listAll(user, (_, query) => {
    pages += 1;
    const last_id = query.after_id === "a" ? "b" : "a";
    return { asResponse: async () => Response.json({ data: [{ id: last_id }], has_more: true, last_id }) };
  });
  await expect(listing).rejects.toMatchObject({ code: "bad_answer" });
  expect(pages).toBe(3);
});
