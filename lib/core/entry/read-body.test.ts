import { expect, test } from "vitest";
import { readBody } from "./read-body";

const post = (body: string) => new Request("http://localhost/", { method: "POST", body });

test("a body is read as far as it fits", async () => {
  expect(await readBody(post("größe"), 10)).toBe("größe");
  expect(await readBody(new Request("http://localhost/"), 10)).toBe("");
  await expect(readBody(post("x".repeat(100_000)), 10)).rejects.toMatchObject({
    code: "too_large",
    failure: { reason: "file_too_large" },
  });
});
