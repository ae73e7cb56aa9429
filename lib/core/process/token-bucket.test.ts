import { expect, test } from "vitest";
import { TokenBucket } from "./token-bucket";

const size = { capacity: 3, perMinute: 6 };

function openBucket() {
  let now = 1_000_000;
  const bucket = new TokenBucket(size, () => now);
  return {
    bucket,
    wait: (ms: number) => {
      now += ms;
    },
  };
}

test("a burst is allowed, then one token at a time", () => {
  const { bucket, wait } = openBucket();
  expect([1, 2, 3, 4].map(() => bucket.take("ada"))).toEqual([0, 0, 0, 10_000]);
  wait(4_000);
  expect(bucket.take("ada")).toBe(6_000);
  wait(6_000);
  expect([1, 2].map(() => bucket.take("ada"))).toEqual([0, 10_000]);
});

test("a refusal takes no token, and idle time never fills a bucket above its capacity", () => {
  const { bucket, wait } = openBucket();
  expect(bucket.take("ada", 4)).toBe(10_000);
  wait(3_600_000);
  expect([1, 2, 3, 4].map(() => bucket.take("ada"))).toEqual([0, 0, 0, 10_000]);
});

test("each key has a bucket of its own", () => {
  const { bucket } = openBucket();
  bucket.take("ada", 3);
  expect(bucket.take("bob")).toBe(0);
  expect(bucket.take("ada")).toBeGreaterThan(0);
});

test("a clock that is set back gives no tokens away and locks no one out", () => {
  const { bucket, wait } = openBucket();
  bucket.take("ada", 3);
  wait(-3_600_000);
  expect(bucket.take("ada")).toBe(10_000);
  wait(10_000);
  expect(bucket.take("ada")).toBe(0);
});

test("the longest unused of very many keys is forgotten", () => {
  const { bucket } = openBucket();
  bucket.take("ada", 3);
  bucket.take("bob", 3);
  bucket.take("ada");
  for (let other = 0; other < 9_999; other++) bucket.take(`other ${other}`);
  expect(bucket.take("ada")).toBeGreaterThan(0);
  expect(bucket.take("bob")).toBe(0);
});

test("a request without tokens is refused with the seconds to wait", () => {
  const { bucket } = openBucket();
  bucket.spend("ada", 3);
  expect(() => bucket.spend("ada")).toThrow(
    expect.objectContaining({ failure: { code: "too_many_requests", retryAfterSeconds: 10 } }),
  );
});
