import { EventEmitter, once } from "node:events";
import { setTimeout as wait } from "node:timers/promises";
import { expect, test } from "vitest";
import { WriteBehind } from "./write-behind";

type Day = { name: string; rows: { text: Uint8Array } | null };
const toDay = (name: string, bytes = 1): Day => ({ name, rows: { text: new Uint8Array(bytes) } });

test("days are read ahead until they need much memory", async () => {
  const disk = new EventEmitter();
  const written: string[] = [];
  const days = new WriteBehind(async ({ name }: Day) => {
    if (name === "1") await once(disk, "free");
    written.push(name);
  });
  await days.put(toDay("1", 9_000_000));
  await days.put(toDay("2", 7_000_000));
  await days.put({ name: "3", rows: null });
  const fourth = days.put(toDay("4"));
  let hasRoom = false;
  void fourth.then(() => {
    hasRoom = true;
  });
  await wait(10);
  expect([written, hasRoom]).toEqual([[], false]);
  disk.emit("free");
  await fourth;
  await days.end();
  expect(written).toEqual(["1", "2", "3", "4"]);
});

test("after a day that couldn't be written, none is", async () => {
  const disk = new EventEmitter();
  const written: string[] = [];
  const days = new WriteBehind(async ({ name }: Day) => {
    if (name === "1") await once(disk, "free");
    written.push(name);
  });
  await days.put(toDay("1"));
  await days.put(toDay("2"));
  disk.emit("error", new Error("the disk is full"));
  await expect(days.end()).rejects.toThrow("the disk is full");
  await expect(days.put(toDay("3"))).rejects.toThrow("the disk is full");
  expect(written).toEqual([]);
});
