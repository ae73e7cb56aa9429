import { afterEach, beforeEach, expect, test } from "vitest";
import { addMember } from "@/lib/core/auth/test-directory";
import { permitFor } from "@/lib/core/auth/test-permit";
import { grants } from "@/lib/core/db/access-tables";
import { budgets } from "@/lib/core/db/budget-tables";
import { database } from "@/lib/core/db/client";
import { deliveries } from "@/lib/core/db/delivery-tables";
import { identities } from "@/lib/core/db/identity-tables";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { putSettings } from "@/lib/core/settings/store";
import { getSetup } from "./setup";

const provider = { OIDC_ISSUER: "https://id.example", OIDC_CLIENT_ID: "castellan", OIDC_CLIENT_SECRET: "s" };
const mail = { SMTP_URL: "smtp://mail.example:25", MAIL_FROM: "castellan@northwind.example" };
const toUnset = (names: object) => Object.fromEntries(Object.keys(names).map((name) => [name, undefined]));
const read = () => getSetup(permitFor("admin", "settings:write"));
const at = new Date();

beforeEach(async () => {
  await resetDatabase();
  env.isSandbox = false;
});
afterEach(() => {
  Object.assign(env, { isSandbox: true, ...toUnset(provider), ...toUnset(mail) });
});

async function signIn(email: string): Promise<void> {
  const account = { method: "oidc", issuer: "https://id.example", subject: email };
  await (await database()).insert(identities).values({ email, ...account, boundAt: at, seenAt: at });
}

test("a new server has everything left to set up", async () => {
  expect(await read()).toEqual({ signIn: "todo", admin: "todo", mail: "todo", budget: "todo" });
});

test("each step is done by what it asks for", async () => {
  Object.assign(env, provider, mail);
  const db = await database();
  await db.insert(budgets).values({
    ...{ id: crypto.randomUUID(), scope: "organization", cents: "900", thresholds: [100] },
    ...{ createdBy: "x", createdAt: at, changedAt: at },
  });
  await addMember("ada", "admin");
  expect(await read()).toEqual({ signIn: "done", admin: "todo", mail: "started", budget: "done" });
  await signIn("ada@northwind.example");
  await db.insert(deliveries).values({
    ...{ id: crypto.randomUUID(), kind: "webhook_test", sourceId: "x", occasion: "x", content: {} },
    ...{ channel: "person", recipient: "ada@northwind.example", state: "sent", createdAt: at, settledAt: at },
  });
  expect(await read()).toEqual({ signIn: "done", admin: "done", mail: "done", budget: "done" });
});

test("an admin by a grant counts, and one who isn't an admin doesn't", async () => {
  await addMember("bob", "billing");
  await signIn("bob@northwind.example");
  await signIn("ops@outside.example");
  expect(await read()).toMatchObject({ admin: "todo" });
  const given = { createdBy: "x", createdAt: at };
  await (await database())
    .insert(grants)
    .values({ email: "Ops@outside.example", persona: "admin", ...given });
  expect(await read()).toMatchObject({ admin: "done" });
});

test("the sandbox has nothing to set up, and neither has a server whose admins hid the list", async () => {
  await (await database()).transaction((tx) => putSettings(tx, "x", { setup_hidden: true }));
  expect(await read()).toBeNull();
  await resetDatabase();
  env.isSandbox = true;
  expect(await read()).toBeNull();
});
