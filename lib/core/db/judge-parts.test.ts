import { describe, expect, test } from "vitest";
import { judgeParts, type PartRow } from "./judge-parts";

const now = new Date("2026-11-25T12:00:00Z");
const minutesAgo = (minutes: number) => new Date(now.getTime() - minutes * 60_000);

function row(name: string, given: Partial<PartRow> = {}): PartRow {
  const answered = { isGranted: true, isAbsence: false, refusals: 0, refusedSince: null };
  return { name, ...answered, probedAt: now, hasWorked: true, ...given };
}

const refused = (capability: string, given: Partial<PartRow> = {}) =>
  row(capability, {
    isGranted: false,
    isAbsence: true,
    refusals: 1,
    refusedSince: now,
    hasWorked: false,
    ...given,
  });

const toStates = (...rows: PartRow[]) => Object.fromEntries(judgeParts(rows, now).states);
const consoleParts = ["workspaces", "api_keys", "usage", "cost", "claude_code", "rate_limits"];

describe("an Enterprise organization", () => {
  test("lacks everything of the Console at the first answers", () => {
    const rows = [row("members"), row("invites"), ...consoleParts.map((part) => refused(part))];
    const { kind, unavailable, lost, unavailableSince } = judgeParts(rows, now);
    expect({ kind, unavailable, lost, unavailableSince }).toEqual({
      kind: "enterprise",
      unavailable: consoleParts,
      lost: [],
      unavailableSince: now,
    });
  });

  test("an Enterprise organization is not seen where one part of the Console answers or was not asked", () => {
    const [first = "", ...others] = consoleParts;
    const rest = others.map((part) => refused(part));
    expect(judgeParts([row("members"), row(first), ...rest], now).unavailable).toEqual([]);
    expect(judgeParts([row("members"), ...rest], now).unavailable).toEqual([]);
  });

  test("an Enterprise organization is not seen where a part fails in another way, or the members are refused too", () => {
    const [first = "", ...others] = consoleParts;
    const rest = others.map((part) => refused(part));
    const broken = refused(first, { isAbsence: false });
    expect(judgeParts([row("members"), broken, ...rest], now).unavailable).toEqual([]);
    expect(judgeParts([refused("members"), refused(first), ...rest], now).unavailable).toEqual([]);
  });
});

test("Claude Platform on AWS has workspaces alone", () => {
  const others = ["members", "invites", "api_keys", "usage", "cost", "claude_code", "rate_limits"];
  const { kind, unavailable } = judgeParts([row("workspaces"), ...others.map((part) => refused(part))], now);
  expect({ kind, unavailable }).toEqual({ kind: "workspaces_only", unavailable: others });
});

describe("one part alone", () => {
  const often = { refusals: 3, refusedSince: minutesAgo(5) };

  test.each([
    ["at first", {}, "refused"],
    ["again and again in one minute", { refusals: 9, refusedSince: minutesAgo(1) }, "refused"],
    ["twice in an hour", { refusals: 2, refusedSince: minutesAgo(60) }, "refused"],
    ["three times in five minutes", often, "unavailable"],
    ["in a way that says nothing about it", { ...often, isAbsence: false }, "refused"],
    ["after it has answered before", { ...often, hasWorked: true }, "lost"],
  ])("refused %s", (_how, given, state) => {
    expect(toStates(row("members"), refused("rate_limits", given))).toMatchObject({ rate_limits: state });
  });

  test("one part alone is never concluded with a key that works for nothing, or that lost other parts", () => {
    expect(toStates(refused("members"), refused("cost", often))).toMatchObject({ cost: "refused" });
    const lost = refused("workspaces", { hasWorked: true });
    expect(toStates(row("members"), lost, refused("cost", often))).toMatchObject({
      workspaces: "lost",
      cost: "refused",
    });
  });
});
