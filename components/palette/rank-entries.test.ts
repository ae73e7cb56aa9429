import { describe, expect, test } from "vitest";
import { places } from "@/components/shell/navigation";
import en from "@/messages/en.json";
import type { Entry } from "./entry";
import { putRecentFirst, rankEntries } from "./rank-entries";

const toEntry = (label: string): Entry => ({ value: label, label, icon: null, href: "/" });
const pages = places.flatMap(({ name, pages }) =>
  pages.map((page) => ({ ...toEntry(en.shell.nav[page.name]), detail: en.shell.nav[name] })),
);
const operations = Object.values(en.palette.operations).map(toEntry);
const rank = (text: string, recent: string[] = []) =>
  rankEntries([...pages, ...operations], text, recent).map(({ label }) => label);

describe("pages and actions", () => {
  test.each([
    ["mem", "Members"],
    ["inv", "Invites"],
    ["create", "Create workspace"],
    ["budget", "Budgets"],
    ["add bud", "Add budget"],
    ["bulk", "Bulk changes"],
    ["sched", "Scheduled reports"],
    ["reviews", "Reviews"],
    ["close", "Budgets"],
    ["settings rules", "Rules"],
    ["serv acc", "Service accounts"],
    ["apk", "API keys"],
    ["short", "Keyboard shortcuts"],
  ])("by %j: %s comes first", (text, label) => {
    expect(rank(text)[0]).toBe(label);
  });

  test("that were used recently come before better matches", () => {
    expect(rank("work")[0]).toBe("Workspaces");
    expect(rank("work", ["Create workspace"])[0]).toBe("Create workspace");
  });

  test.each(["kim", "robin", "xyz", "northwind"])("don't appear for %j", (text) => {
    expect(rank(text)).toEqual([]);
  });
});

test("recent entries come first, the latest of them at the top, and the others keep their order", () => {
  const entries = ["a", "b", "c", "d"].map(toEntry);
  expect(putRecentFirst(entries, ["d", "x", "b"]).map(({ label }) => label)).toEqual(["d", "b", "a", "c"]);
});
