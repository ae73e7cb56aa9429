import { expect, test } from "vitest";
import { decodeSession, encodeSession, newSession, toCookie, toCookies } from "./token";

test("a session survives the cookie", async () => {
  const session = newSession({ kind: "person", email: "ada@northwind.example" });
  expect(await decodeSession(await encodeSession(session))).toEqual(session);
});

test("forged, damaged and foreign tokens are no sessions", async () => {
  const token = await encodeSession(newSession({ kind: "link" }));
  const [header, ...rest] = token.split(".");
  expect(await decodeSession("")).toBeNull();
  expect(await decodeSession("a.b.c")).toBeNull();
  expect(await decodeSession([header, ...rest.map((part) => part.slice(0, -1))].join("."))).toBeNull();
  const foreign = { kind: "person", email: "", startedAt: 0, seenAt: 0 } as const;
  expect(await decodeSession(await encodeSession(foreign))).toBeNull();
});

test("every cookie is out of reach of scripts and other sites, on https of other hosts too", () => {
  for (const cookie of Object.values(toCookies(true))) {
    expect(cookie.name).toMatch(/^__Host-castellan\./);
    expect(cookie.options).toMatchObject({ httpOnly: true, sameSite: "lax", path: "/", secure: true });
    expect(cookie.options).not.toHaveProperty("domain");
  }
  expect(toCookie("sessionToken", false)).toMatchObject({
    name: "castellan.session",
    options: { httpOnly: true, sameSite: "lax", secure: false },
  });
});
