import { Worker } from "node:worker_threads";
import { expect, test } from "vitest";
import { readPageContent } from "./page-content";
import { PageThread } from "./page-thread";

const page = {
  data: [
    { starting_at: "2026-07-01T00:00:00Z", results: [{ amount: "12.5", currency: "USD" }, { amount: "x" }] },
  ],
  has_more: true,
  next_page: "page_2",
};

const toBody = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));

function startThread() {
  const started: Worker[] = [];
  const thread = new PageThread(() => {
    const worker = new Worker(new URL("./test-page-worker.mjs", import.meta.url), {
      execArgv: ["--conditions=react-server"],
    });
    started.push(worker);
    return worker;
  });
  return { thread, started };
}

test("the thread reads pages like the main thread, several at a time", async () => {
  const { thread, started } = startThread();
  const contents = await Promise.all([
    thread.read("cost", toBody(page)),
    thread.read("claude-code", toBody({ data: [], has_more: false })),
    thread.read("usage", toBody("not a page")),
  ]);
  expect(contents).toEqual([
    readPageContent("cost", toBody(page)),
    readPageContent("claude-code", toBody({ data: [], has_more: false })),
    readPageContent("usage", toBody("not a page")),
  ]);
  expect(contents[0]).toMatchObject({
    next_page: "page_2",
    parts: [{ start: "2026-07-01", rows: { count: 1 } }],
  });
  expect(started).toHaveLength(1);
  await started[0]?.terminate();
});

test("a thread that stops fails the pages it was reading, and the next page starts a new thread", async () => {
  const { thread, started } = startThread();
  const lost = thread.read("cost", toBody(page));
  await started[0]?.terminate();
  await expect(lost).rejects.toMatchObject({ code: "internal", cause: { message: "it ended" } });
  expect(await thread.read("cost", toBody(page))).toMatchObject({ has_more: true });
  expect(started).toHaveLength(2);
  await started[1]?.terminate();
});
