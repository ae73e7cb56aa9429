import { describe, expect, test } from "vitest";
import type { Persona } from "@/lib/core/auth/vocabulary";
import { listReadable, places } from "./navigation";
import { findHere, type NavPlace } from "./places";

/** Each place with its tabs, and in parentheses what has none. */
const list = (persona: Persona, unavailable: string[] = []) =>
  listReadable(persona, unavailable).map(({ name, pages }) => {
    const tabs = pages.filter(({ of }) => of === undefined).map((page) => page.name);
    const others = pages.filter(({ of }) => of !== undefined).map((page) => `(${page.name})`);
    return `${name}: ${[...tabs, ...others].join(" ")}`;
  });

describe("the places of", () => {
  test("an admin are ten, and two at the foot", () => {
    expect(list("admin")).toEqual([
      "overview: overview",
      "members: members invites",
      "workspaces: workspaces limits",
      "keys: apiKeys serviceAccounts",
      "access: access",
      "cost: cost changes savings (people)",
      "usage: usage",
      "claudeCode: claudeCode",
      "close: budgets chargeback statements",
      "governance: findings reviews activity (bulk) (feed)",
      "settings: settings rules adminKey auditLog schedules",
      "me: me",
    ]);
    expect(list("auditor")).toEqual(list("admin"));
  });

  test("finance have limits beside usage, and scheduled reports without a tab", () => {
    expect(list("finance")).toEqual([
      "overview: overview",
      "cost: cost changes savings (people) (schedules)",
      "usage: usage limits",
      "claudeCode: claudeCode",
      "close: budgets chargeback statements",
      "me: me",
    ]);
  });

  test("a lead have neither invites, limits, and statements, nor the feed", () => {
    expect(list("lead")).toEqual([
      "overview: overview",
      "members: members",
      "workspaces: workspaces",
      "keys: apiKeys serviceAccounts",
      "access: access",
      "cost: cost changes savings (people) (schedules)",
      "usage: usage",
      "claudeCode: claudeCode",
      "close: budgets chargeback",
      "governance: findings reviews activity (bulk)",
      "me: me",
    ]);
  });

  test("a member are their own access", () => {
    expect(list("member")).toEqual(["me: me"]);
  });

  test("an organization without workspaces, keys, and reports are what it has", () => {
    expect(list("admin", ["workspaces", "api_keys", "cost", "usage", "claude_code"])).toEqual([
      "overview: overview",
      "members: members invites",
      "governance: findings activity (bulk) (feed)",
      "settings: settings rules adminKey auditLog schedules",
      "me: me",
    ]);
  });
});

test("no two pages that one person may open share a letter or an address", () => {
  for (const persona of ["admin", "finance", "lead"] as const) {
    const pages = listReadable(persona, []).flatMap((place) => place.pages);
    const letters = pages.flatMap(({ letter }) => letter ?? []);
    expect(new Set(letters).size).toBe(letters.length);
    expect(new Set(pages.map(({ href }) => href)).size).toBe(pages.length);
  }
});

test.each([
  ["/", "overview: overview"],
  ["/members/user_1", "members: members (detail)"],
  ["/invites/import", "members: invites (detail)"],
  ["/cost/people", "cost: people"],
  ["/cost/budgets", "close: budgets"],
  ["/cost/statements/3", "close: statements (detail)"],
  ["/bulk/run_1", "governance: bulk (detail)"],
  ["/activity/compliance", "governance: feed"],
  ["/settings", "settings: settings"],
  ["/settings?tab=key&open=1", "settings: adminKey"],
  ["/schedules", "settings: schedules"],
  ["/membership", "nowhere"],
])("%s belongs to %s", (address, belongs) => {
  const named = places.map(
    (place): NavPlace => ({
      ...place,
      label: place.name,
      pages: place.pages
        .filter(({ unless }) => unless === undefined)
        .map(({ href, name }) => ({ href, name, label: name })),
    }),
  );
  const { pathname, searchParams } = new URL(address, "https://castellan.example");
  const here = findHere(named, pathname, searchParams);
  const text = here && `${here.place.name}: ${here.page.name}${here.isPageItself ? "" : " (detail)"}`;
  expect(text ?? "nowhere").toBe(belongs);
});
