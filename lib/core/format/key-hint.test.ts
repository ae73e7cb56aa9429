import { expect, test } from "vitest";
import { hideKeys } from "./key-hint";

test("a pasted key becomes its hint, and other text stays as it is", () => {
  expect(hideKeys(`sk-ant-api03-D1T${"x-_Y".repeat(22)}sBq9`)).toBe("sk-ant-api03-D1T...sBq9");
  expect(hideKeys(`revoke sk-ant-admin01-Ab1${"z".repeat(80)}QwAA now`)).toBe(
    "revoke sk-ant-admin01-Ab1...QwAA now",
  );
  for (const text of ["", "sk-ant-api03-D1T...sBq9", "sk-ant-api03", "checkout-api"])
    expect(hideKeys(text)).toBe(text);
});
