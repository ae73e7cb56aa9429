import { afterEach, beforeEach, expect, test } from "vitest";
import { addMember } from "@/lib/core/auth/test-directory";
import { resetDatabase } from "@/lib/core/db/test-database";
import { env } from "@/lib/core/env/env";
import { findOutside } from "./own-domains";

beforeEach(async () => {
  await resetDatabase();
  await addMember("ada", "admin");
});
afterEach(() => {
  env.BOOTSTRAP_ADMINS = [];
  env.GOOGLE_HOSTED_DOMAIN = undefined;
  env.OIDC_EMAIL_DOMAINS = undefined;
});

test("an admin's mailbox at a public provider makes no one there ours", async () => {
  const domains = ["yahoo.co.uk", "outlook.de", "gmx.ch", "naver.com", "163.com"];
  env.BOOTSTRAP_ADMINS = domains.map((domain) => `ada@${domain}`);
  const others = domains.map((domain) => `eve@${domain}`);
  expect(await findOutside(["team@northwind.example", ...others])).toEqual(others);
});

test("domains that may sign in are ours, and replace those of admins' addresses", async () => {
  env.GOOGLE_HOSTED_DOMAIN = ["books.example"];
  env.OIDC_EMAIL_DOMAINS = ["shop.example", "gmail.com"];
  const asked = ["a@books.example", "a@shop.example", "a@gmail.com", "team@northwind.example"];
  expect(await findOutside(asked)).toEqual(["a@gmail.com", "team@northwind.example"]);
});
