import { afterEach, expect, test, vi } from "vitest";
import { AppError, errorCodes, toHttpStatus } from "@/lib/core/errors/errors";
import { log } from "@/lib/core/log/log";
import { toFailure } from "./failure";

afterEach(() => vi.restoreAllMocks());

function record() {
  const calls: { level: string; facts: Record<string, unknown> }[] = [];
  for (const level of ["info", "warn", "error"] as const)
    vi.spyOn(log, level).mockImplementation((facts) => calls.push({ level, facts: Object(facts) }));
  return calls;
}

test.each(errorCodes.filter((code) => toHttpStatus(code) < 500))(
  "%s is logged as one line with its reason, without a stack",
  (code) => {
    const calls = record();
    const cause = new Error("the API said no\nand more");
    const failure = toFailure(new AppError(code, "it is closed", { cause }), "/api/members", "r1");
    expect(failure).toEqual({ code, requestId: "r1" });
    expect(calls).toEqual([
      {
        level: "info",
        facts: {
          failure: { code },
          why: "it is closed: the API said no",
          where: "/api/members",
          requestId: "r1",
        },
      },
    ]);
  },
);

test("what we or others broke keeps its stack", () => {
  const calls = record();
  toFailure(new AppError("api_unreachable", "no answer"), "/api/members");
  toFailure(new TypeError("x is not a function"), "/api/members");
  expect(calls).toMatchObject([
    { level: "warn", facts: { err: expect.any(AppError) } },
    { level: "error", facts: { err: expect.any(TypeError) } },
  ]);
});
