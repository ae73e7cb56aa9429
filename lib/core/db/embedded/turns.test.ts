import { expect, test } from "vitest";
import { createTurns } from "./turns.mjs";

const page = () => ({ isBackground: false });
const background = () => ({ isBackground: true });

test("pages go before background work, and among equals the first goes first", async () => {
  const turns = createTurns();
  const holder = page();
  await turns.take(holder);
  const order: string[] = [];
  const wait = async (name: string, client: { isBackground: boolean }) => {
    await turns.take(client);
    order.push(name);
    turns.giveBack(client);
  };
  const all = [
    wait("sync", background()),
    wait("first page", page()),
    wait("bulk", background()),
    wait("second page", page()),
  ];
  turns.giveBack(holder);
  await Promise.all(all);
  expect(order).toEqual(["first page", "second page", "sync", "bulk"]);
});

test("background work that waited long goes before the pages", async () => {
  let nowMs = 0;
  const turns = createTurns(() => nowMs);
  const [holder, sync, late] = [page(), background(), page()];
  await turns.take(holder);
  const order: string[] = [];
  const waits = [turns.take(sync).then(() => order.push("sync"))];
  nowMs = 3_000;
  waits.push(turns.take(late).then(() => order.push("page")));
  turns.giveBack(holder);
  await waits[0];
  turns.giveBack(sync);
  await Promise.all(waits);
  expect(order).toEqual(["sync", "page"]);
});

test("a client keeps its turn until it returns it, and one that leaves no longer waits", async () => {
  const turns = createTurns();
  const [holder, gone, next] = [page(), page(), page()];
  await turns.take(holder);
  expect(await turns.take(holder)).toBe(true);
  const waiting = turns.take(gone);
  const after = turns.take(next);
  turns.stopWaiting(gone);
  expect(await waiting).toBe(false);
  turns.giveBack(holder);
  expect(await after).toBe(true);
  expect(turns.has(next)).toBe(true);
});
