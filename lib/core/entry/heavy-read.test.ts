import { beforeEach, expect, test } from "vitest";
import { newActor } from "@/lib/core/auth/test-permit";
import { readVersion } from "@/lib/core/db/version";
import { forget } from "@/lib/core/process/process-singleton";
import { heavyRead } from "./heavy-read";

/** Each read first asks the database for its version. */
const patient = { timeout: 30_000 };

let running = 0;
let most = 0;
let open: (() => void)[] = [];

beforeEach(() => {
  forget("heavy-read-lines");
  forget("kept-answers");
  running = 0;
  most = 0;
  open = [];
});

const read = heavyRead("standing", async (_by: ReturnType<typeof of>, answer: number) => {
  running += 1;
  most = Math.max(most, running);
  await new Promise<void>((resolve) => open.push(resolve));
  running -= 1;
  return answer;
});

function of(person: string, id = person) {
  const session = { id, method: "oidc", address: "192.0.2.7", authenticatedAt: null };
  return { actor: newActor("admin", { email: `${person}@x.example`, session }) };
}

async function finish<T>(all: Promise<T>[]): Promise<T[]> {
  let isOver = false;
  const answers = Promise.all(all).finally(() => {
    isOver = true;
  });
  while (!isOver) {
    for (const end of open.splice(0)) end();
    await new Promise(setImmediate);
  }
  return answers;
}

test("one person gets four long reads at once in all sessions, and further ones wait", async () => {
  const all = Array.from({ length: 20 }, (_, index) => read(of("one", `${index % 5}`), index));
  await expect.poll(() => running, patient).toBe(4);
  const answers = await finish(all);
  expect(answers).toEqual(Array.from({ length: 20 }, (_, index) => index));
  expect(most).toBe(4);
});

test("a long queue blocks no one else", async () => {
  const first = Array.from({ length: 20 }, (_, index) => read(of("one"), index));
  await expect.poll(() => running, patient).toBe(4);
  const other = read(of("two"), 99);
  await expect.poll(() => running, patient).toBe(5);
  expect(await finish([...first, other])).toHaveLength(21);
});

test("a queue that is too long is refused with the time to wait", async () => {
  const all = Array.from({ length: 44 }, (_, index) => read(of("one"), index));
  await expect.poll(() => running, patient).toBe(4);
  // Connections are given out in order: after these, all others have their versions and stand in line.
  await Promise.all(Array.from({ length: 20 }, readVersion));
  await expect(read(of("one"), 44)).rejects.toMatchObject({
    code: "too_many_requests",
    failure: { retryAfterSeconds: 5 },
  });
  await finish(all);
  expect(await finish([read(of("one"), 45)])).toEqual([45]);
});

test("a read inside a read waits for no second turn, and a failure gives its turn back", async () => {
  const outer = heavyRead("standing", async (by: ReturnType<typeof of>, answer: number) => read(by, answer));
  expect(await finish(Array.from({ length: 8 }, (_, index) => outer(of("one"), index)))).toHaveLength(8);
  const failing = heavyRead("standing", async (_by: ReturnType<typeof of>) => {
    throw new Error("no");
  });
  for (let count = 0; count < 6; count += 1) await expect(failing(of("one"))).rejects.toThrow("no");
  expect(await finish([read(of("one"), 1)])).toEqual([1]);
});

test("a read inside a read never waits for one that waits for its turn", async () => {
  const first = Array.from({ length: 5 }, (_, index) => read(of("one"), index));
  await expect.poll(() => running, patient).toBe(4);
  const outer = heavyRead("person", async (by: ReturnType<typeof of>) => read(by, 4));
  const other = outer(of("two"));
  await expect.poll(() => running, patient).toBe(5);
  expect(await finish([...first, other])).toEqual([0, 1, 2, 3, 4, 4]);
});
