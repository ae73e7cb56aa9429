import { expect, test } from "vitest";
import { isPanic } from "./panic.mjs";

const toError = (severity: string) =>
  Buffer.from(`E\0\0\0\x40S${severity}\0V${severity}\0C58030\0Mcould not write\0\0`);

test("a panic is distinguished from another error and from a text that names it", () => {
  expect(isPanic(toError("PANIC"))).toBe(true);
  expect(isPanic(Buffer.concat([Buffer.from("1\0\0\0\x04"), toError("PANIC")]))).toBe(true);
  expect(isPanic(toError("ERROR"))).toBe(false);
  const row = ["SPANIC", "VPANIC"].map((text) => `\0\0\0\x06${text}`).join("");
  expect(isPanic(Buffer.from(`D\0\0\0\x1a\0\x02${row}`))).toBe(false);
});
