import { errors } from "openid-client";
import { expect, test } from "vitest";
import { toRefusal } from "./provider-client";

/** As it is in another part of the server's build. */
class OPError extends Error {
  override name = "OPError";
  error = "invalid_grant";
}

test("a provider's refusal is recognized in every part of the build, and nothing else is one", () => {
  expect(toRefusal(new errors.OPError({ error: "invalid_grant" }))).toBe("invalid_grant");
  expect(toRefusal(new OPError())).toBe("invalid_grant");
  expect(toRefusal(Object.assign(new Error("down"), { error: "invalid_grant" }))).toBeNull();
  expect(toRefusal({ name: "OPError", error: "invalid_grant" })).toBeNull();
});
