import { once } from "node:events";
import { readdir, readFile, stat } from "node:fs/promises";
import { connect } from "node:net";
import { join } from "node:path";
import type { Page } from "playwright/test";
import { can, type Permission } from "@/lib/core/auth/permissions";
import { personas } from "@/lib/core/auth/vocabulary";
import { pages as declaredPages, routes as declaredRoutes } from "@/lib/test-surface";
import { expect, test } from "./fixtures";
import { newWord, type Organization } from "./organization";
import { emails } from "./people";
import { pickRole } from "./pick-role";
import { signInAt, signOutAt, toCookieHeader } from "./session";
import { readWorld } from "./world";

/** Read from the tree, so that a new page is tested as well. */
const pages = [...declaredPages.map(({ address }) => address), "/nowhere", "/_next/image"];
const routes = declaredRoutes.filter(({ permission, method }) => permission !== null && method === "GET");
const nouns = [
  "members",
  "invites",
  "workspaces",
  "workspace-members",
  "keys",
  "usage",
  "cost",
  "claude-code",
  "activity",
  "focus",
];
/** Not as workbooks, whose text is compressed, so that nothing could be found in it. */
const files = [...nouns, "chargeback/statement", "savings/savings"].map((noun) => `/api/export/${noun}.csv`);
const operations = [
  "/api/health/live",
  "/api/health/ready",
  "/api/metrics",
  "/api/auth/providers",
  "/api/auth/csrf",
];

function listSecrets(): string[] {
  const { emulatorKey, metricsToken } = readWorld();
  return [emulatorKey, metricsToken, process.env.NEXTAUTH_SECRET ?? ""];
}

test("a request to leave HTTP is answered like any other, and its connection ends", async ({ site }) => {
  for (const path of ["/x.y", "/_next/webpack-hmr"]) {
    const socket = connect(Number(new URL(site).port), "localhost");
    socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n`);
    const [answer] = await once(socket, "data");
    expect(String(answer)).toMatch(/^HTTP\/1\.1 404 /);
    socket.end();
    await once(socket, "close");
  }
});

test("every page has a new nonce and the other security headers", async ({ request }) => {
  const nonces = new Set<string>();
  for (const path of pages) {
    const headers = (await request.get(path)).headers();
    const policy = headers["content-security-policy"] ?? "";
    const [, nonce = ""] = /'nonce-([^']+)'/.exec(policy) ?? [];
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("object-src 'none'");
    expect(policy).not.toContain("unsafe-eval");
    expect(policy).not.toMatch(/script-src[^;]*'unsafe-inline'/);
    expect(nonce.length).toBeGreaterThanOrEqual(22);
    nonces.add(nonce);
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "x-frame-options": "DENY",
      "referrer-policy": "same-origin",
      "cross-origin-opener-policy": "same-origin",
      "cross-origin-resource-policy": "same-origin",
    });
    expect(headers["permissions-policy"]).toContain("camera=()");
    expect(headers["cache-control"]).toContain("no-store");
    expect(headers["x-powered-by"]).toBeUndefined();
  }
  expect(nonces.size).toBe(pages.length);
});

test("static files have a fixed type and can be loaded only by our own pages", async ({ request }) => {
  const page = await (await request.get("/sign-in")).text();
  const assets = [...page.matchAll(/(?:src|href)="(\/[^"]+\.(?:js|css|woff2|svg)[^"]*)"/g)].map(
    ([, path = ""]) => path,
  );
  for (const kind of [".js", ".css", "icon.svg"])
    expect(
      assets.some((path) => path.includes(kind)),
      kind,
    ).toBe(true);
  for (const path of [...assets, "/_next/static/nowhere.js"]) {
    const headers = (await request.get(path)).headers();
    expect(headers["x-content-type-options"], path).toBe("nosniff");
    expect(headers["cross-origin-resource-policy"], path).toBe("same-origin");
    expect(headers["content-security-policy"], path).toContain("frame-ancestors 'none'");
  }
  const script = assets.find((path) => path.includes("/_next/static/")) ?? "";
  expect((await request.get(script)).headers()["cache-control"]).toContain("immutable");
});

test("the nonce in the header is the nonce of every script", async ({ request }) => {
  const answer = await request.get("/sign-in");
  const [, nonce] = /'nonce-([^']+)'/.exec(answer.headers()["content-security-policy"] ?? "") ?? [];
  const scripts = [...(await answer.text()).matchAll(/<script\b[^>]*>/g)].map(([tag]) => tag);
  expect(scripts.length).toBeGreaterThan(0);
  expect(scripts.filter((tag) => !tag.includes(`nonce="${nonce}"`))).toEqual([]);
});

test("responses make browsers stay on HTTPS only if the request used it", async ({ request }) => {
  const secure = await request.get("/sign-in", { headers: { "x-forwarded-proto": "https" } });
  expect(secure.headers()["strict-transport-security"]).toContain("max-age=");
  expect((await request.get("/sign-in")).headers()["strict-transport-security"]).toBeUndefined();
});

test.describe("cookies", () => {
  test.use({ server: "sandbox" });
  test("can't be read by scripts or used by other sites", async ({ page, context }) => {
    await page.goto("/");
    await page.getByRole("button", { name: "Admin", exact: true }).click();
    await expect(page.getByRole("heading", { level: 1, name: "Overview" })).toBeVisible();
    const cookies = await context.cookies();
    const session = cookies.find(({ name }) => name === "castellan.session");
    expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax", path: "/" });
    expect(cookies.filter(({ httpOnly, name }) => !httpOnly && name !== "NEXT_LOCALE")).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).not.toContain("session");
  });
});

test("no one gets a secret or anything beyond their permissions, whatever they request", async ({
  playwright,
  site,
}) => {
  const variants: Record<string, string>[] = [{}, { rsc: "1" }];
  const prefetched = { rsc: "1", "next-router-prefetch": "1" };
  const open = [...operations, "/nowhere"].map((address) => ({ address, permission: undefined }));
  const exported = files.map((address) => ({ address, permission: undefined }));
  const every = [...declaredPages, ...routes, ...open];
  for (const persona of [...personas, undefined]) {
    const mayOpen = (permission: Permission | null | undefined) =>
      !permission || (persona !== undefined && can({ persona }, permission));
    // What others may open is some of what the admin gets, and lib/surface.test.ts asks each route as everyone.
    const asked =
      persona === "admin"
        ? [...every, ...exported]
        : every.filter(({ address, permission }) => !mayOpen(permission) && !address.startsWith("/api/"));
    const email = persona && emails[persona];
    const extraHTTPHeaders = email ? { cookie: await toCookieHeader(email) } : {};
    const asker = await playwright.request.newContext({ baseURL: site, extraHTTPHeaders });
    for (const { address, permission } of asked) {
      const isRefused = !mayOpen(permission);
      const all = isRefused ? [...variants, prefetched] : variants; // What is prefetched is part of a page.
      for (const variant of address.startsWith("/api/") ? [{}] : all) {
        const path = "rsc" in variant ? `${address}?_rsc=e2e` : address;
        const answer = await asker.get(path, { headers: variant, maxRedirects: 0 });
        const text = `${JSON.stringify(answer.headersArray())}${(await answer.body()).toString("latin1")}`;
        for (const secret of listSecrets()) expect(text.includes(secret), path).toBe(false);
        if (!isRefused) continue;
        const what = `${persona ?? "a stranger"} at ${path}`;
        // Someone else's address would be part of a closed page.
        expect(text.replaceAll(email ?? "-", "").includes("@northwind.example"), what).toBe(false);
        // A streamed response has its status before the permission check; it shows the refusal in words.
        if (!("rsc" in variant) && answer.status() !== (persona ? 403 : 307))
          expect(text, what).toContain(persona ? "You don’t have access to this page" : "/sign-in");
      }
    }
    await asker.dispose();
  }
});

test("the build and the log contain no secrets", async () => {
  const secrets = listSecrets();
  const built = [...(await listFiles(".next/static")), ...(await listFiles(".next/server"))];
  expect(built.length).toBeGreaterThan(0);
  const { logFiles } = readWorld();
  // The secrets are as old as the servers, so that what is older can't contain them.
  const { birthtimeMs } = await stat(logFiles[0] ?? "");
  for (const file of [...built, ...logFiles]) {
    if ((await stat(file)).mtimeMs < birthtimeMs) continue;
    const bytes = await readFile(file);
    for (const secret of secrets) expect(bytes.includes(secret), file).toBe(false);
  }
  const log = await readFile(logFiles[0] ?? "", "utf8");
  expect(log).not.toMatch(/castellan\.session=|eyJ[\w-]+\.\./);
});

test("the files sent to browsers contain no server modules", async () => {
  for (const file of await listFiles(".next/static")) {
    const text = await readFile(file, "latin1");
    for (const name of [
      "ANTHROPIC_ADMIN_KEY=",
      "sk-ant-admin",
      "x-api-key",
      "anthropic-version",
      "pglite",
      "NEXTAUTH_SECRET",
    ])
      expect(text.includes(name), `${name} in ${file}`).toBe(false);
  }
});

test.describe("with API routes", () => {
  test("another site's page can't read data", async ({ signIn, context }) => {
    await signIn("admin");
    for (const path of ["/api/members", "/api/export/members.csv"]) {
      const answer = await context.request.get(path, { headers: { "sec-fetch-site": "cross-site" } });
      expect(answer.status(), path).toBe(403);
      expect(await answer.json()).toMatchObject({ code: "foreign_origin" });
    }
  });

  test("manipulated paths and IDs don't lead to any data", async ({ signIn, context, org }) => {
    await signIn("admin");
    const before = await org.role((await org.addMember()).id);
    expect(before).toBe("user");
    for (const path of [
      "/api/export/..%2f..%2fpackage.json",
      "/api/export/members.csv%00",
      "/api/export/__proto__.csv",
      "/api/export/constructor.csv",
      "/api/export/members.json",
      "/api/members/impact?member=..%2F..%2Fapi_keys",
      "/api/members/impact?member=%00",
      "/_next/static/..%2f..%2f.env",
      "/%2e%2e/%2e%2e/etc/passwd",
    ]) {
      const answer = await context.request.get(path);
      expect([400, 404], path).toContain(answer.status());
    }
  });

  test("forged and foreign sessions are refused", async ({ context, request, site }) => {
    for (const value of ["", "x", "a.b.c", "eyJhbGciOiJub25lIn0.e30."]) {
      await context.addCookies([{ name: "castellan.session", value, url: site }]);
      expect((await context.request.get("/api/me")).status(), value).toBe(401);
    }
    const foreign = await request.get("/api/me", { headers: { cookie: "next-auth.session-token=x" } });
    expect(foreign.status()).toBe(401);
  });
});

test.describe("a recorded write", () => {
  type Given = { page: Page; org: Organization; signIn: (who: string) => Promise<void> };

  /** An admin's change of a new member's role, as their browser sent it. */
  async function recordAction({ page, org, signIn }: Given) {
    const member = await org.addMember();
    await signIn("admin");
    await page.goto(`/members?q=${member.email}`);
    const sent = page.waitForRequest((one) => one.method() === "POST" && "next-action" in one.headers());
    await pickRole(page.getByRole("combobox", { name: "Role" }), "Developer", { raises: true });
    await expect(page.getByRole("status")).toHaveText(/ is now .+ \(was .+\)/);
    const action = await sent;
    const { "next-action": id = "", "content-type": type = "" } = action.headers();
    const headers = { "next-action": id, "content-type": type };
    return { member, headers, url: new URL(action.url()), body: action.postData() ?? "" };
  }

  test("is refused if another site sends it, its session has ended, or it was altered", async ({
    page,
    org,
    signIn,
    playwright,
    site,
  }) => {
    const { member, url, ...action } = await recordAction({ page, org, signIn });
    // A new operation ID: a repeated one would get the first answer.
    const other = action.body.replace(/"[0-9a-f-]{36}"/, `"${"e".repeat(32)}"`);
    const body = other.replace('"developer"', '"billing"').replace('"user"', '"developer"');
    expect(body).toContain("billing");
    expect(body).toContain("e".repeat(32));
    // A separate client, because a browser doesn't let pages set these headers.
    const client = await playwright.request.newContext();
    const base = { ...action.headers, cookie: await toCookieHeader(emails.admin) };
    const { href, host, origin } = url;
    const attempts: Record<string, string>[] = [
      {},
      { origin: "null" },
      { origin: "https://evil.example" },
      { origin: "https://evil.example", "x-forwarded-host": "evil.example" },
      { origin: `${origin}.evil.example` },
      { origin: `http://${host}:1` },
    ];
    for (const headers of attempts) {
      const answer = await client.post(href, {
        data: Buffer.from(body),
        headers: { ...base, ...headers },
      });
      expect((await answer.text()).includes('"data"'), JSON.stringify(headers)).toBe(false);
      expect(await org.role(member.id), JSON.stringify(headers)).toBe("developer");
    }
    await client.post(href, { data: Buffer.from(body), headers: { ...base, origin } });
    expect(await org.role(member.id)).toBe("billing");
    const recorded = other.replaceAll("e".repeat(32), "f".repeat(32)).replace('"user"', '"billing"');
    const old = await signInAt(site, emails.admin);
    const ended = { cookie: `${old.name}=${old.value}`, origin };
    await signOutAt(site, old);
    const replays: [Record<string, string>, Buffer][] = [
      [{ ...base, ...ended }, Buffer.from(recorded)],
      [{ ...base, origin, "next-action": `40${"0".repeat(40)}` }, Buffer.from(recorded)],
      [{ ...base, origin }, Buffer.concat([Buffer.from(recorded), Buffer.alloc(6_000_000, 32)])],
    ];
    for (const [headers, data] of replays) {
      const answer = await client.post(href, { data, headers }).catch(() => undefined);
      expect((await answer?.text()) ?? "").not.toContain('"data"');
      expect(await org.role(member.id)).toBe("billing");
    }
    await client.dispose();
  });

  test("is taken at the address of a page that doesn't have it, again and again, also behind a proxy with TLS", async ({
    page,
    org,
    signIn,
    playwright,
  }) => {
    const { member, url, ...action } = await recordAction({ page, org, signIn });
    const { origin, host } = url;
    const cookie = `__Host-${await toCookieHeader(emails.admin)}`;
    const behindTls = { cookie, origin: `https://${host}`, "x-forwarded-proto": "https" };
    const client = await playwright.request.newContext();
    for (const [turn, role, seen] of [
      ["a", "billing", "developer"],
      ["b", "developer", "billing"],
      ["c", "billing", "developer"],
    ] as const) {
      const body = action.body
        .replace(/"[0-9a-f-]{36}"/, `"${turn.repeat(32)}"`)
        .replace('"developer"', `"new"`)
        .replace('"user"', `"${seen}"`)
        .replace('"new"', `"${role}"`);
      const headers = { ...action.headers, ...behindTls };
      await client.post(`${origin}/me`, { data: Buffer.from(body), headers });
      expect(await org.role(member.id)).toBe(role);
    }
    await client.dispose();
  });

  test("is refused if anyone but an admin sends it, even from our own site", async ({
    page,
    org,
    signIn,
    playwright,
  }) => {
    const { member, url, ...action } = await recordAction({ page, org, signIn });
    const { origin } = url;
    const body = action.body.replace('"developer"', '"billing"');
    const refused = ["lead", "finance", "member", "auditor"] as const;
    for (const persona of [...refused, undefined]) {
      const cookie = persona && { cookie: await toCookieHeader(emails[persona]) };
      const client = await playwright.request.newContext();
      const headers = { ...action.headers, origin, ...cookie };
      const answer = await client.post(`${origin}/me`, { data: Buffer.from(body), headers });
      expect(await answer.text(), persona).not.toContain('"data"');
      expect(await org.role(member.id), persona).toBe("developer");
      await client.dispose();
    }
    const failed = (await org.listAudit(member.id)).filter(({ outcome }) => outcome === "failed");
    expect(failed.map(({ error_code }) => error_code)).toEqual(refused.map(() => "forbidden"));
  });
});

test("names from the Admin API are shown as plain text on every screen", async ({ page, org, signIn }) => {
  const word = newWord();
  const hostile = `${word}<img src=x onerror="document.title='hacked'"><script>document.title='hacked'</script>`;
  const member = await org.addMember({ name: hostile });
  const key = await org.emulator.addKey({ name: hostile, created_by_user_id: member.id });
  await org.waitUntilKeyIsMirrored(key.id);
  await signIn("admin");
  await page.goto(`/members?q=${member.email}`);
  await pickRole(page.getByRole("combobox", { name: "Role" }), "Developer", { raises: true });
  await expect(page.getByRole("status")).toHaveText(/ is now .+ \(was .+\)/);
  for (const path of [
    `/members?q=${word}`,
    `/members/${member.id}`,
    `/keys?q=${word}`,
    `/keys/${key.id}`,
    `/activity?q=${member.id}`,
  ]) {
    await page.goto(path);
    await expect(page.getByText(hostile).first()).toBeVisible();
    await expect(page.locator("img[src=x]")).toHaveCount(0);
    expect(await page.title()).not.toBe("hacked");
  }
  await signIn(member.email);
  await page.goto("/me");
  await expect(page.getByRole("table", { name: "My API keys" }).getByText(hostile)).toBeVisible();
  await expect(page.locator("img[src=x]")).toHaveCount(0);
});

async function listFiles(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
}
