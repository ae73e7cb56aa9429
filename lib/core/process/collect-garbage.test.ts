import { expect, test, vi } from "vitest";
import { collectGarbage } from "./collect-garbage";

const megabyte = 1_000_000;
const countMegabytes = () => process.memoryUsage().arrayBuffers / megabyte;

test("garbage is collected, and what is in use stays", async () => {
  collectGarbage();
  const before = countMegabytes();
  const kept = Buffer.alloc(20 * megabyte, 7);
  const wasted = Array.from({ length: 100 }, () => Buffer.alloc(megabyte, 1));
  expect(wasted.every((one) => one.length === megabyte)).toBe(true);
  expect(countMegabytes() - before).toBeGreaterThan(100);
  wasted.length = 0;
  collectGarbage();
  // V8 frees buffers in a thread of its own.
  await vi.waitFor(() => expect(countMegabytes() - before).toBeLessThan(50), { timeout: 20_000 });
  expect(kept.every((byte) => byte === 7)).toBe(true);
});
