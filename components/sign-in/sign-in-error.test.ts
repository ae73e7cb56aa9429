import { expect, test } from "vitest";
import { toSignInError } from "./sign-in-error";

test.each([
  ["stranger", "stranger"],
  ["unverified", "unverified"],
  ["link", "link"],
  ["limited", "limited"],
  ["OAuthSignin", "provider"],
  ["OAuthCallback", "provider"],
  ["Callback", "provider"],
  ["CredentialsSignin", "failed"],
  ["AccessDenied", "failed"],
  ["<script>alert(1)</script>", "failed"],
  ["", "failed"],
])("the error %j is shown as %s", (code, shown) => {
  expect(toSignInError(code)).toBe(shown);
});
