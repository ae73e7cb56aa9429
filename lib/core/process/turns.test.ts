import { expect, test } from "vitest";
import { Turns } from "./turns";

const rest = () => new Promise(setImmediate);

test("two of a key run at once, the next ones follow in order, and other keys don’t wait", async () => {
  const turns = new Turns({ ofKey: 2 });
  const begun: string[] = [];
  const begin = async (key: string, name: string) => {
    const end = await turns.take(key);
    begun.push(name);
    return end;
  };
  const all = ["one", "two", "three", "four"].map((name) => begin("a", name));
  await begin("b", "other");
  await rest();
  expect(begun).toEqual(["one", "two", "other"]);
  const endOne = await all[0];
  endOne?.();
  endOne?.();
  await rest();
  expect(begun).toEqual(["one", "two", "other", "three"]);
  (await all[1])?.();
  await rest();
  expect(begun).toEqual(["one", "two", "other", "three", "four"]);
});
