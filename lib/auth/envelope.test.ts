import { afterEach, expect, test } from "vitest";
import { env } from "@/lib/env";
import { seal, unseal } from "./envelope";

const text = "https://hooks.example/services/canary – Zoë";

afterEach(() => {
  env.ENVELOPE_KEY = undefined;
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

test("a dedicated key opens only what it sealed, whatever the session secret", async () => {
  const bySecret = await seal("webhook", text);
  env.ENVELOPE_KEY = "k".repeat(32);
  const byKey = await seal("webhook", text);
  expect(await unseal("webhook", byKey)).toBe(text);
  expect(await unseal("webhook", bySecret)).toBeNull();
  env.ENVELOPE_KEY = "l".repeat(32);
  expect(await unseal("webhook", byKey)).toBeNull();
});
