import { UnrecognizedActionError } from "next/dist/client/components/unrecognized-action-error";
import { describe, expect, test, vi } from "vitest";
import type { ActionResult } from "@/lib/core/entry/unwrap";
import { AppError, type ErrorCode } from "@/lib/core/errors/errors";
import { endConfirming, isConfirmingAsked, onConfirmingChange } from "./step-up-store";
import { Submits } from "./submits";

type Input = { name: string };
type Result = ActionResult<string>;

function newAction(...answers: (Result | Error)[]) {
  const ids: (string | undefined)[] = [];
  const action = async (_: Input, id?: string): Promise<Result> => {
    ids.push(id);
    const answer = answers.shift() ?? { data: "done" };
    if (answer instanceof Error) throw answer;
    return answer;
  };
  return { action, ids };
}

const fail = (code: ErrorCode): Result => ({ serverError: { code } });

async function submitTwice(answer: Result | Error, isRepeatable = false, second: Input = { name: "shop" }) {
  const { action, ids } = newAction(answer);
  const submits = new Submits();
  const submit = (input: Input) =>
    submits.run((send) => send(action, input), isRepeatable).catch((error: unknown) => error);
  await submit({ name: "shop" });
  await submit(second);
  return ids[0] === ids[1];
}

test("every submit has an operation ID that the server accepts", async () => {
  const { action, ids } = newAction();
  expect(await new Submits().run((send) => send(action, { name: "shop" }), false)).toBe("done");
  expect(ids).toEqual([expect.stringMatching(/^[\w-]{16,64}$/)]);
});

test.each(["refused", "forbidden", "invalid", "conflict", "rate_limited", "key_rejected"] as const)(
  "a retry after %s is a new operation",
  async (code) => {
    expect(await submitTwice(fail(code))).toBe(false);
  },
);

test.each(["outcome_unknown", "internal", "store_unavailable"] as const)(
  "a retry after %s is the same operation",
  async (code) => {
    expect(await submitTwice(fail(code))).toBe(true);
    expect(await submitTwice(fail(code), false, { name: "till" })).toBe(false);
    expect(await submitTwice(fail(code), true)).toBe(false);
  },
);

test("a retry after a lost connection, which says so, is the same operation", async () => {
  const { action } = newAction(new TypeError("fetch failed"));
  const sent = new Submits().run((send) => send(action, { name: "shop" }), false);
  await expect(sent).rejects.toMatchObject({ code: "submit_unanswered" });
  expect(await submitTwice(new TypeError("fetch failed"))).toBe(true);
});

test("a page from before an update says so, and a retry is a new operation", async () => {
  const { action } = newAction(new UnrecognizedActionError());
  const sent = new Submits().run((send) => send(action, { name: "shop" }), false);
  await expect(sent).rejects.toMatchObject({ code: "page_outdated" });
  expect(await submitTwice(new UnrecognizedActionError())).toBe(false);
});

test("repeating a completed action is a new operation", async () => {
  expect(await submitTwice({ data: "done" })).toBe(false);
});

test("each step of a submit has an ID, and a retry after an uncertain end repeats them all", async () => {
  const { action, ids } = newAction(
    { data: "one" },
    fail("outcome_unknown"),
    { data: "one" },
    { data: "two" },
  );
  const submits = new Submits();
  const submit = () =>
    submits.run(async (send) => {
      await send(action, { name: "same" });
      await send(action, { name: "same" });
    }, false);
  await expect(submit()).rejects.toThrow(AppError);
  await submit();
  expect(new Set(ids).size).toBe(2);
  expect(ids.slice(2)).toEqual(ids.slice(0, 2));
});

test("an equal submit while the first is in progress gets the first one's result", async () => {
  const submits = new Submits();
  let finish = () => {};
  const begin = vi.fn(() => new Promise<void>((resolve) => (finish = resolve)));
  const first = submits.start({ name: "shop", tags: { a: "1", b: "2" } }, begin);
  expect(submits.start({ tags: { b: "2", a: "1" }, name: "shop" }, begin)).toBe(first);
  submits.start({ name: "till" }, begin);
  expect(begin).toHaveBeenCalledTimes(2);
  finish();
});

test("after the first has ended, an equal submit starts a new one, however it ended", async () => {
  const submits = new Submits();
  const begin = vi.fn(() => Promise.reject(new Error("no")));
  await expect(submits.start(undefined, begin)).rejects.toThrow("no");
  await expect(submits.start(undefined, begin)).rejects.toThrow("no");
  expect(begin).toHaveBeenCalledTimes(2);
});

describe("an operation that needs a recent sign-in", () => {
  const input = { name: "shop" };
  const begin = (action: ReturnType<typeof newAction>["action"]) =>
    new Submits().run((send) => send(action, input), false).catch((error: unknown) => error);

  test("an operation that needs a recent sign-in is submitted again as a new operation after the person confirms their sign-in", async () => {
    const stop = onConfirmingChange(() => undefined);
    const { action, ids } = newAction(fail("step_up_required"), { data: "archived" });
    const answer = begin(action);
    await vi.waitFor(() => expect(isConfirmingAsked()).toBe(true));
    expect(ids).toHaveLength(1);
    endConfirming(true);
    expect(await answer).toBe("archived");
    expect(new Set(ids).size).toBe(2);
    stop();
  });

  test("an operation that needs a recent sign-in isn't submitted again if the person cancels, and asks for confirmation only once", async () => {
    const stop = onConfirmingChange(() => undefined);
    for (const isConfirmed of [false, true]) {
      const { action, ids } = newAction(fail("step_up_required"), fail("step_up_required"));
      const answer = begin(action);
      await vi.waitFor(() => expect(isConfirmingAsked()).toBe(true));
      endConfirming(isConfirmed);
      expect(await answer).toMatchObject({ code: "step_up_required" });
      expect(ids).toHaveLength(isConfirmed ? 2 : 1);
    }
    stop();
  });

  test("an operation that needs a recent sign-in is confirmed only once if two forms need it", async () => {
    const stop = onConfirmingChange(() => undefined);
    const answers = [newAction(fail("step_up_required")), newAction(fail("step_up_required"))].map(
      ({ action }) => begin(action),
    );
    await vi.waitFor(() => expect(isConfirmingAsked()).toBe(true));
    await new Promise((resolve) => setImmediate(resolve));
    endConfirming(true);
    expect(await Promise.all(answers)).toEqual(["done", "done"]);
    stop();
  });

  test("an operation that needs a recent sign-in fails if nothing on the page can ask for confirmation", async () => {
    const { action } = newAction(fail("step_up_required"));
    expect(await begin(action)).toMatchObject({ code: "step_up_required" });
  });
});
