import { expect, test } from "vitest";
import type { Receipt } from "@/lib/directory/offboardings/schema";
import { toVerdict } from "./verdict";

const key = (name: string, fate: string, traffic = "waiting") => ({
  id: name,
  name,
  fate,
  traffic,
  status: fate === "stop" ? "inactive" : "active",
  isAlarming: false,
});
// Sound: a verdict looks at nothing else of a receipt.
const receiptOf = (keys: ReturnType<typeof key>[], readUntil: string | null = null) =>
  ({
    state: "finished",
    steps: [{ state: "succeeded" }],
    keys,
    memberId: "user_1",
    goneAt: "2026-01-01T00:00:00Z",
    newKeys: [],
    readUntil,
  }) as unknown as Receipt;

test("only keys that were to stop are watched for silence, and those that were kept stay in use", () => {
  const keys = [key("nightly", "stop"), key("kept", "keep"), key("given", "hand_over", "used")];
  expect(toVerdict(receiptOf(keys))).toMatchObject({
    name: "waiting",
    look: "waiting",
    stopped: ["nightly"],
    stays: ["kept", "given"],
  });
});

test("what a program proposed isn't undone, but waits for its person", () => {
  const proposed = { ...receiptOf([key("kept", "keep")]), state: "proposed" as const };
  expect(toVerdict(proposed)).toMatchObject({ name: "proposed", look: "waiting" });
});

test("keys that were kept need no proof of silence", () => {
  expect(toVerdict(receiptOf([key("kept", "keep")]))).toMatchObject({
    name: "noKeys",
    look: "good",
    stays: ["kept"],
  });
});

test("traffic that was read proves silence of the keys that stopped", () => {
  const keys = [key("nightly", "stop", "silent"), key("kept", "keep", "used")];
  expect(toVerdict(receiptOf(keys, "2026-01-02"))).toMatchObject({ name: "silent", stays: ["kept"] });
});
