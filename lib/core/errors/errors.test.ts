import { expect, test, vi } from "vitest";
import { AppError, errorCodes, toHttpStatus, toUnreachable } from "./errors";
import { toRefusalReason } from "./refusal-reasons";

test("every code has a failing status", () => {
  for (const code of errorCodes) expect(toHttpStatus(code)).toBeGreaterThanOrEqual(400);
});

test("what goes to the browser contains neither message nor cause", () => {
  const error = new AppError("refused", "vendor text", { cause: new Error("s3cret"), requestId: "req_1" });
  expect(error.failure).toEqual({ code: "refused", requestId: "req_1" });
  expect(error).toMatchObject({ code: "refused", message: "vendor text", cause: { message: "s3cret" } });
});

test("only reasons with their own sentence are shown", () => {
  expect(toRefusalReason("already_member")).toBe("already_member");
  expect(toRefusalReason("something_new")).toBeUndefined();
  expect(toRefusalReason(null)).toBeUndefined();
});

test("an error of another bundle's class is known", async () => {
  vi.resetModules();
  const other = await import("./errors");
  expect(other.AppError).not.toBe(AppError);
  expect(new other.AppError("conflict", "of theirs")).toBeInstanceOf(AppError);
  expect(new Error("of nobody")).not.toBeInstanceOf(AppError);
});

test("only what was submitted says that nothing is done twice", () => {
  const lost = new TypeError("fetch failed");
  expect(toUnreachable(lost)).toMatchObject({ code: "server_unreachable" });
  expect(toUnreachable(lost, "submit_unanswered")).toMatchObject({ code: "submit_unanswered" });
  expect(toUnreachable("of nobody")).toBe("of nobody");
});
