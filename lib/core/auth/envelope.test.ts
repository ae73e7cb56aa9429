import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/core/env/env";
import { forget } from "@/lib/core/process/process-singleton";
import { seal, unseal } from "./envelope";

const text = "https://hooks.example/services/canary – Zoë";

afterEach(() => {
  Object.assign(env, { ENVELOPE_KEY: undefined, ENVELOPE_KEY_PREVIOUS: undefined });
  Object.assign(env, { NEXTAUTH_SECRET: undefined, NEXTAUTH_SECRET_PREVIOUS: undefined });
});

test("a sealed text can be opened and shows nothing of its content", async () => {
  const sealed = await seal("webhook", text);
  expect(sealed).toMatch(/^v1\.[\w-]+$/);
  expect(Buffer.from(sealed.slice(3), "base64url").toString("latin1")).not.toContain("canary");
  expect(await unseal("webhook", sealed)).toBe(text);
});

test("the same text is sealed differently each time", async () => {
  expect(await seal("webhook", text)).not.toBe(await seal("webhook", text));
});

test("a sealed text can't be opened for another purpose", async () => {
  expect(await unseal("mail", await seal("webhook", text))).toBeNull();
});

test("a sealed text can't be opened once a single bit has changed, or with a shorter tag", async () => {
  const sealed = await seal("webhook", text);
  const bytes = Buffer.from(sealed.slice(3), "base64url");
  for (let index = 0; index < bytes.length; index += 1) {
    const changed = Buffer.from(bytes);
    changed.writeUInt8((changed[index] ?? 0) ^ 1, index);
    expect(await unseal("webhook", `v1.${changed.toString("base64url")}`)).toBeNull();
  }
  for (const short of ["", "v1.", `v1.${bytes.subarray(0, 20).toString("base64url")}`, text])
    expect(await unseal("webhook", short)).toBeNull();
});

test("a dedicated key seals from then on, and what the secret sealed before still opens", async () => {
  const bySecret = await seal("webhook", text);
  env.ENVELOPE_KEY = "k".repeat(32);
  const byKey = await seal("webhook", text);
  expect([await unseal("webhook", byKey), await unseal("webhook", bySecret)]).toEqual([text, text]);
  env.ENVELOPE_KEY = "l".repeat(32);
  expect(await unseal("webhook", byKey)).toBeNull();
});

test("the previous key opens what it sealed, and seals nothing more", async () => {
  env.ENVELOPE_KEY = "k".repeat(32);
  const old = await seal("webhook", text);
  Object.assign(env, { ENVELOPE_KEY: "l".repeat(32), ENVELOPE_KEY_PREVIOUS: "k".repeat(32) });
  expect(await unseal("webhook", old)).toBe(text);
  const fresh = await seal("webhook", text);
  env.ENVELOPE_KEY_PREVIOUS = undefined;
  expect([await unseal("webhook", old), await unseal("webhook", fresh)]).toEqual([null, text]);
});

test("the previous secret opens what it sealed", async () => {
  env.NEXTAUTH_SECRET = "o".repeat(32);
  forget("session-secret");
  const old = await seal("webhook", text);
  Object.assign(env, { NEXTAUTH_SECRET: "n".repeat(32), NEXTAUTH_SECRET_PREVIOUS: "o".repeat(32) });
  forget("session-secret");
  expect(await unseal("webhook", old)).toBe(text);
  env.NEXTAUTH_SECRET_PREVIOUS = undefined;
  expect(await unseal("webhook", old)).toBeNull();
});
