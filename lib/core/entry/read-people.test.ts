import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { GET } from "@/app/api/[...address]/route";
import { Prefetch } from "@/components/shell/prefetch";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { permit } from "@/lib/core/auth/permit";
import { addMember } from "@/lib/core/auth/test-directory";
import { inRequest, startTestSession, testOrigin } from "@/lib/core/auth/test-request";
import { database } from "@/lib/core/db/client";
import { members } from "@/lib/core/db/directory-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { listMembers } from "@/lib/directory/members/list-read-model";
import { loadMemberSearch } from "@/lib/directory/members/search-params";
import { readPeople } from "./read-people";

const ada = "ada@northwind.example";

beforeEach(async () => {
  await resetDatabase();
  forget("seen-people");
  await addMember("ada", "admin");
  Object.assign(env, { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "c", OIDC_CLIENT_SECRET: "s" });
});
afterEach(() => {
  Object.assign(env, { OIDC_ISSUER: undefined, OIDC_CLIENT_ID: undefined, OIDC_CLIENT_SECRET: undefined });
});

/** Copies of Ada with other addresses, so that the organization has this many people. */
async function addPeople(count: number): Promise<void> {
  const db = await database();
  const [known] = await db.select().from(members);
  if (!known) throw new Error("there is no member");
  const { folded: _, ...own } = known as typeof known & { folded?: unknown };
  const others = Array.from({ length: count - 1 }, (_, one) => {
    const name = `p${String(one).padStart(4, "0")}`;
    return { ...own, id: `user_${name}`, name, email: `${name}@northwind.example`, role: "user" };
  });
  await db.insert(members).values(others);
}

const signIn = (minutesAgo = 60) =>
  startTestSession(ada, { method: "oidc", authenticatedAt: new Date(Date.now() - minutesAgo * 60_000) });
type Session = Awaited<ReturnType<typeof signIn>>;

const read = async (as: Session, page: number, more = "") => {
  const request = new Request(`${testOrigin}/api/members?page=${page}${more}`);
  return (await inRequest({ as }, () => GET(request))).status;
};
const readPages = async (as: Session, from: number, to: number) => {
  const statuses: number[] = [];
  for (let page = from; page <= to; page += 1) statuses.push(await read(as, page));
  return statuses;
};
const listExports = async () =>
  (await readAuditLog()).map(({ action, targetId, outcome, errorCode }) => [
    ...[action, targetId, outcome, errorCode],
  ]);

describe("paging through people of an organization of 450 with an old sign-in", () => {
  beforeEach(() => addPeople(450));

  test("paging through people of an organization of 450 with an old sign-in stops at half of them, and the refusal is in the log once", async () => {
    const as = await signIn();
    expect(await readPages(as, 1, 4)).toEqual([200, 200, 200, 200]);
    expect(await listExports()).toEqual([]);
    expect(await readPages(as, 5, 9)).toEqual([403, 403, 403, 403, 403]);
    expect(await listExports()).toEqual([["export.download", "people", "failed", "step_up_required"]]);
  });

  test("paging through people of an organization of 450 with an old sign-in lets the person see those again whom they have seen, on any page and in any order", async () => {
    const as = await signIn();
    await readPages(as, 1, 5);
    expect(await readPages(as, 1, 4)).toEqual([200, 200, 200, 200]);
    expect(await read(as, 1, "&q=p0003")).toBe(200);
    expect(await read(as, 1, "&q=p04")).toBe(403);
  });

  test("paging through people of an organization of 450 with an old sign-in goes on after a confirmation, and is in the log once as an export", async () => {
    await readPages(await signIn(), 1, 4);
    expect(await readPages(await signIn(0), 5, 9)).toEqual([200, 200, 200, 200, 200]);
    expect(await listExports()).toEqual([["export.download", "people", "succeeded", null]]);
  });

  test("paging through people of an organization of 450 with an old sign-in counts all of the person's sessions together, and no one else's", async () => {
    await addMember("bob", "admin");
    await readPages(await signIn(), 1, 2);
    expect(await readPages(await signIn(), 3, 5)).toEqual([200, 200, 403]);
    const bob = await startTestSession("bob@northwind.example", { method: "oidc", authenticatedAt: null });
    expect(await readPages(bob, 1, 4)).toEqual([200, 200, 200, 200]);
  });

  test("paging through people of an organization of 450 with an old sign-in can't pass by asking for all pages at once", async () => {
    const as = await signIn();
    const statuses = await Promise.all([1, 2, 3, 4, 5, 6, 7, 8, 9].map((page) => read(as, page)));
    expect(statuses.filter((status) => status === 200).length).toBeLessThanOrEqual(4);
  });

  test("paging through people of an organization of 450 with an old sign-in can't pass by opening the pages themselves, whose HTML then has no people", async () => {
    const as = await signIn();
    await readPages(as, 1, 4);
    const open = (page: number) =>
      inRequest({ as }, async () => {
        const by = await permit("members:read");
        const search = { ...loadMemberSearch(new URLSearchParams()), page };
        const queries = [{ queryKey: ["members", page], queryFn: () => listMembers(by, search) }];
        return JSON.stringify((await Prefetch({ queries, children: null })).props.state);
      });
    expect(await open(4)).toContain("p0198@northwind.example");
    expect(await open(5)).not.toContain("@northwind.example");
  });

  const people = Array.from({ length: 300 }, (_, one) => `p${String(one).padStart(4, "0")}`);
  test.each<[string, (name: string) => object]>([
    ["named in longer texts", (name: string) => ({ label: `${name}@northwind.example – Checkout` })],
    ["named by their IDs", (name: string) => ({ target: `wrkspc_1/user_${name}`, name })],
  ])("an old sign-in reads no more than half of the people %s", async (_, toRow) => {
    const as = await signIn();
    const ask = (from: number, to: number) =>
      inRequest({ as }, () => readPeople(async () => people.slice(from, to).map(toRow)));
    expect(await ask(0, 200)).toHaveLength(200);
    await expect(ask(200, 300)).rejects.toMatchObject({ code: "step_up_required" });
    expect(await ask(0, 200)).toHaveLength(200);
  });

  test("someone with an address and an ID is one person", async () => {
    const as = await signIn();
    const both = (name: string) => ({ id: `user_${name}`, email: `${name}@northwind.example` });
    const answer = await inRequest({ as }, () => readPeople(async () => people.slice(0, 200).map(both)));
    expect(answer).toHaveLength(200);
  });

  test("a page's HTML names nobody in the key of a read that was refused", async () => {
    const as = await signIn();
    const see = (name: string) => readPeople(async () => `${name}@northwind.example`).catch(() => null);
    await inRequest({ as }, async () => {
      for (const name of people) await see(name);
    });
    const state = await inRequest({ as }, async () => {
      const queries = [
        { queryKey: ["pending", "p0440@northwind.example"], queryFn: async () => [] },
        { queryKey: ["pending", "p0001@northwind.example"], queryFn: async () => [] },
      ];
      return JSON.stringify((await Prefetch({ queries, children: null })).props.state);
    });
    expect(state).toContain("p0001@");
    expect(state).not.toContain("p0440@");
  });

  test("paging through people of an organization of 450 with an old sign-in doesn't keep the person from lists without new people", async () => {
    const as = await signIn();
    await readPages(as, 1, 5);
    const answer = await inRequest({ as }, () => GET(new Request(`${testOrigin}/api/keys`)));
    expect(answer.status).toBe(200);
  });
});

test("an organization of 150 is read whole with an old sign-in, because that is a few pages", async () => {
  await addPeople(150);
  expect(await readPages(await signIn(), 1, 3)).toEqual([200, 200, 200]);
  expect(await listExports()).toEqual([]);
});

test("of 5,000 people, a person sees 1,000 within an hour with an old sign-in", async () => {
  await addPeople(5_000);
  const as = await signIn();
  expect(new Set(await readPages(as, 1, 20))).toEqual(new Set([200]));
  expect(await readPages(as, 21, 22)).toEqual([403, 403]);
});
