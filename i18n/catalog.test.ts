import { expect, test } from "vitest";
import { GET } from "@/app/messages/[file]/route";
import { toCatalogAddress } from "./catalog";
import { locales } from "./locale";

const ask = (file: string) =>
  GET(new Request(`http://localhost/messages/${file}`), { params: Promise.resolve({ file }) });

test.each(locales)("browsers keep the messages of %s under an address of their version", async (locale) => {
  const address = await toCatalogAddress(locale);
  const answer = await ask(address.replace("/messages/", ""));
  expect(answer.headers.get("cache-control")).toContain("immutable");
  expect(await answer.json()).toHaveProperty("shell.navigation");
});

test("each language has an address of its own", async () => {
  const addresses = await Promise.all(locales.map(toCatalogAddress));
  expect(new Set(addresses).size).toBe(locales.length);
});

test("another version is answered with this one, and not kept under its address", async () => {
  const answer = await ask("en.0123456789abcdef.json");
  expect(answer.headers.get("cache-control")).toBe("no-store");
  expect(await answer.json()).toHaveProperty("shell.navigation");
});

test.each(["fr.0123456789abcdef.json", "en", "en.0123456789abcdef.json.json", "../en.x.json", ""])(
  "there is nothing at %j",
  async (file) => {
    expect((await ask(file)).status).toBe(404);
  },
);
