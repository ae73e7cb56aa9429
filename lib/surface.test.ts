import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { afterEach, beforeAll, describe, expect, test } from "vitest";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { getActor } from "@/lib/core/auth/actor";
import { can, type Permission } from "@/lib/core/auth/permissions";
import { addMember, addMembership } from "@/lib/core/auth/test-directory";
import { inRequest, startTestSession, testOrigin } from "@/lib/core/auth/test-request";
import { type Persona, personas } from "@/lib/core/auth/vocabulary";
import { grants } from "@/lib/core/db/access-tables";
import { database } from "@/lib/core/db/client";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import type { Failure } from "@/lib/core/errors/errors";
import { actions, pages, routes } from "@/lib/test-surface";
import { resetSandbox } from "@/scripts/sandbox/reset-sandbox";

const at = (persona: string) => `${persona}@northwind.example`;
const roles = { admin: "admin", finance: "billing", lead: "user", member: "user" };

/** By address. A session for each of thousands of calls would be half of the work. */
const sessions = new Map<string, { token: string }>();

async function startOver(): Promise<void> {
  await resetDatabase();
  resetSandbox();
  sessions.clear();
  for (const [persona, role] of Object.entries(roles)) await addMember(persona, role);
  await addMembership("lead", "w1", "workspace_admin");
  const db = await database();
  const grant = { email: at("auditor"), persona: "auditor", createdBy: "x", createdAt: new Date() };
  await db.insert(grants).values(grant);
}

async function signedInAs(persona: Persona): Promise<{ token: string }> {
  const session = sessions.get(persona) ?? (await startTestSession(at(persona)));
  sessions.set(persona, session);
  return session;
}

beforeAll(startOver);
afterEach(() => {
  env.READ_ONLY = false;
});

type Answer = { data?: unknown; serverError?: Failure; validationErrors?: Failure };
type Run = (input: unknown) => Promise<Answer>;

async function load<T>(file: string, name: string): Promise<T> {
  const module: Record<string, unknown> = await import(resolve(file));
  return module[name] as T; // Sound: the source declares it under this name.
}

const countAudit = async () => (await readAuditLog()).length;

test("the personas of these tests have the expected roles", async () => {
  for (const persona of personas) expect((await getActor(at(persona)))?.persona).toBe(persona);
});

describe("every action", () => {
  test("is found, and declared like every other", () => {
    const files = [...new Set(actions.map(({ file }) => file))];
    const exported = files.flatMap((file) => readFileSync(file, "utf8").match(/^export const/gm) ?? []);
    expect(actions.length).toBe(exported.length);
    expect(actions.length).toBeGreaterThan(30);
  });

  describe.each(actions)("$name", ({ file, name, action, permission, target }) => {
    // Nothing of what they ask is done, so one organization serves all tests of an action.
    beforeAll(startOver);

    const call = async (request: Parameters<typeof inRequest>[0], input: unknown = {}) => {
      const run = await load<Run>(file, name);
      return inRequest(request, () => run(input));
    };

    test("does nothing for a stranger or another site, and records nothing", async () => {
      for (const as of [undefined, "eve@evil.example"]) {
        const { data, serverError } = await call(as ? { as } : {});
        expect(serverError).toMatchObject({ code: "unauthenticated" });
        expect(data).toBeUndefined();
      }
      const foreign = await call({
        as: await signedInAs("admin"),
        headers: { origin: "https://evil.example" },
      });
      expect(foreign.serverError).toMatchObject({ code: "foreign_origin" });
      expect(await countAudit()).toBe(0);
    });

    test("is refused to people without permission, and audited", async () => {
      const without = personas.filter((persona) => !can({ persona }, permission));
      for (const persona of without) {
        const { data, serverError } = await call({ as: await signedInAs(persona) });
        expect(serverError, persona).toMatchObject({ code: "forbidden" });
        expect(data).toBeUndefined();
      }
      const items = await readAuditLog();
      expect(items).toHaveLength(without.length);
      for (const item of items)
        expect(item).toMatchObject({ action, outcome: "failed", errorCode: "forbidden" });
    });

    test("is refused where the installation is read-only, unless it is about who is signed in", async () => {
      env.READ_ONLY = true;
      if (can({ persona: "admin", isReadOnly: true }, permission)) {
        expect(["sessions:write", "me:write"]).toContain(permission);
        return;
      }
      const holder = personas.find((persona) => can({ persona }, permission)) ?? "admin";
      expect((await call({ as: await signedInAs(holder) })).serverError).toMatchObject({ code: "read_only" });
    });

    test("takes no input of another shape", async () => {
      const odd = [null, "x", 7, [], { __proto__: { x: 1 } }, { [target ?? "x"]: { $ne: null } }];
      const huge = { [target ?? "x"]: "x".repeat(100_000), ids: Array.from({ length: 20_001 }, () => "x") };
      for (const input of target === null ? odd.slice(0, 4) : [...odd, huge]) {
        const { data, serverError, validationErrors } = await call({ as: await signedInAs("admin") }, input);
        expect(
          data ?? serverError?.code ?? validationErrors?.code,
          JSON.stringify(input)?.slice(0, 60),
        ).toMatch(/^(invalid|not_found|refused|conflict|too_large)$/);
      }
    });
  });
});

const open = [
  // They say how an app is connected, and give tokens for what a person has allowed: lib/across/connections.
  "/.well-known/oauth-authorization-server",
  "/.well-known/oauth-protected-resource/mcp",
  "/api/auth/x",
  "/api/export/chargeback/x",
  "/api/export/differences/x",
  "/api/export/offboardings/x",
  "/api/export/people/x",
  "/api/export/reviews/x",
  "/api/export/savings/x",
  "/api/export/statements/x",
  "/api/export/x",
  "/api/health/ready",
  "/api/metrics",
  "/api/provider-logout/x",
  "/api/sign-in-link",
  "/api/unsubscribe",
  // Asks for an access token itself, for each of its endpoints: lib/across/rest/rest.test.ts.
  "/api/v1/openapi.json",
  "/api/v1/x",
  // As does this one: lib/across/mcp/mcp.test.ts.
  "/mcp",
  "/messages/x",
  "/oauth/register",
  "/oauth/revoke",
  "/oauth/token",
];
type Route = (request: Request) => Promise<Response>;

describe("every route", () => {
  test("declares the permission that it needs, or is one of those that are open", () => {
    const undeclared = routes.filter(({ permission }) => permission === null);
    expect(undeclared.map(({ address }) => address).toSorted()).toEqual(open);
  });

  const declared = routes.filter(({ permission }) => permission !== null);
  describe.each(declared)("$method $address", ({ file, address, method, permission }) => {
    beforeAll(startOver);

    const ask = async (as: string | { token: string } | undefined, headers: Record<string, string> = {}) => {
      const get = await load<Route>(file, method);
      const request = new Request(`${testOrigin}${address}`, { method, headers });
      return inRequest({ ...(as && { as }), headers }, () => get(request));
    };

    test("is closed to strangers, other sites, and people without permission", async () => {
      for (const as of [undefined, "eve@evil.example"]) expect((await ask(as)).status).toBe(401);
      const foreign = await ask(await signedInAs("admin"), { "sec-fetch-site": "cross-site" });
      expect(foreign.status).toBe(403);
      for (const persona of personas) {
        const answer = await ask(await signedInAs(persona));
        const isHeld = can({ persona }, permission as Permission); // Sound: declared ones alone are here.
        if (isHeld) expect(answer.status, persona).toBeLessThan(500);
        if (isHeld) expect([401, 403], persona).not.toContain(answer.status);
        else expect(await answer.json(), persona).toMatchObject({ code: "forbidden" });
      }
    });
  });
});

test("every page except the public one checks a permission", () => {
  const unguarded = pages.filter(({ permission }) => permission === null);
  expect(unguarded.map(({ address }) => address)).toEqual(["/sign-in", "/unsubscribe", "/sign-in/link"]);
});

test("the auditor writes only to their own sessions, passkeys, access tokens, and columns", () => {
  const held = actions.filter(({ permission }) => can({ persona: "auditor" }, permission));
  expect(held.map(({ name }) => name).toSorted()).toEqual([
    "addOwnToken",
    "addPasskey",
    "beginConfirmation",
    "beginPasskey",
    "confirmWithPasskey",
    "connectClient",
    "endOwnSession",
    "removeOwnPasskey",
    "renameOwnPasskey",
    "revokeOwnToken",
    "signOutEverywhere",
  ]);
});
