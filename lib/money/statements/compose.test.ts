import { expect, test } from "vitest";
import { toClosableOn } from "./compose";

test("a month can be closed once its last day is final, and says from when until then", () => {
  expect(toClosableOn("2026-11", "2026-11-20")).toBe("2026-12-03");
  expect(toClosableOn("2026-11", "2026-12-02")).toBe("2026-12-03");
  expect(toClosableOn("2026-11", "2026-12-03")).toBeNull();
});
