import { expect, test } from "vitest";
import { toCookie, toCookies } from "./cookies";

test("every cookie is out of reach of scripts and other sites, and on HTTPS also of other hosts", () => {
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
