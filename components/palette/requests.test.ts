import { describe, expect, test } from "vitest";
import { toMonthAddress } from "./month-phrase";
import { readers } from "./test-readers";

function say(asked: ReturnType<typeof readers.en.ask>): string | null {
  if (!asked) return null;
  const { names, name, pair, role } = asked;
  return `${names.toSorted().join(" or ")}: ${pair ? `${pair.from} → ${pair.to}` : name}${role ? ` as ${role}` : ""}`;
}

describe("what people type finds a page or an action first or second", () => {
  test.each([
    ...[
      ["mem", "Members"],
      ["users", "Members"],
      ["mebmers", "Members"],
      ["inv", "Invites"],
      ["bulk", "Bulk changes"],
      ["sched", "Scheduled reports"],
      ["serv acc", "Service accounts"],
      ["settings rules", "Rules"],
      ["audit log", "Audit log"],
      ["spending", "Cost"],
      ["close", "Close month"],
    ],
    ...[
      ["invite", "Invite people"],
      ["invite a colleague", "Invite people"],
      ["create", "Create workspace"],
      ["new workspace", "Create workspace"],
      ["budget", "Budgets"],
      ["add bud", "Add budget"],
      ["start access review", "Start review"],
      ["unused keys", "Keys unused for 90 days"],
      ["show me all stale API keys", "Keys unused for 90 days"],
      ["expiring keys", "Keys that expire soon"],
      ["inactive", "Members inactive for 90 days"],
      ["inactive users", "Members inactive for 90 days"],
      ["who is admin", "Admins"],
      ["who left", "Former members"],
      ["pending invites", "Pending invites"],
    ],
    ...[
      ["export members", "Export members (CSV)"],
      ["download costs", "Export cost (CSV)"],
      ["export", "Export activity (CSV)"],
      ["sign out", "Sign out"],
      ["how do I log out?", "Sign out"],
      ["language", "Language: Deutsch"],
      ["switch to german", "Language: Deutsch"],
      ["dark mode", "Theme: Dark"],
      ["light", "Theme: Light"],
      ["light mode", "Theme: Light"],
      ["theme", "Theme: System"],
      ["undo", "Bulk changes"],
      ["receipt", "Bulk changes"],
      ["personal access token", "My access"],
      ["create token", "My access"],
      ["sso", "Settings"],
      ["help", "Keyboard shortcuts"],
      ["offboard", "Off-board…"],
      ["rotate key", "Replace…"],
      ["set a spend limit", "Set spend limit…"],
    ],
  ])("%j: %s", (text, label) => {
    expect(readers.en.list(text).slice(0, 2)).toContain(label);
  });

  test.each([
    ["mitarbeiter", "Mitglieder"],
    ["einladen", "Personen einladen"],
    ["ungenutzte schlüssel", "Seit 90 Tagen ungenutzte Schlüssel"],
    ["inaktive benutzer", "Seit 90 Tagen inaktive Mitglieder"],
    ["mitglieder exportieren", "Mitglieder exportieren (CSV)"],
    ["abmelden", "Abmelden"],
    ["sprache", "Sprache: Deutsch"],
    ["dunkel", "Darstellung: Dunkel"],
    ["hilfe", "Tastenkürzel"],
    ["neuer workspace", "Workspace erstellen"],
  ])("what people type finds a page or an action first or second in German %j: %s", (text, label) => {
    expect(readers.de.list(text).slice(0, 2)).toContain(label);
  });

  test.each([
    ["why did cost go up", "What changed"],
    ["Why is our bill higher?", "What changed"],
    ["what caused the spike in spending", "What changed"],
    ["reason for the drop in costs", "What changed"],
    ["settings notifications", "Notifications: mail and webhooks"],
    ["how do I get notified on slack", "Notifications: mail and webhooks"],
    ["close the books", "Close month"],
    ["month end close", "Close month"],
  ])("a request in everyday words finds one thing first: %j is %s", (text, label) => {
    expect(readers.en.list(text)[0]).toBe(label);
  });

  test.each([
    ["warum sind die kosten gestiegen", "Was sich geändert hat"],
    ["wieso sind unsere Ausgaben höher", "Was sich geändert hat"],
    ["einstellungen benachrichtigungen", "Benachrichtigungen: Mail und Webhooks"],
    ["monat abschließen", "Monat abschließen"],
  ])("a request in everyday words finds one thing first in German: %j is %s", (text, label) => {
    expect(readers.de.list(text)[0]).toBe(label);
  });

  test.each(["kim", "robin", "xyz", "northwind", "checkout"])("of a name like %j nothing", (text) => {
    expect(readers.en.list(text)).toEqual([]);
    expect(readers.en.ask(text)).toBeNull();
  });
});

describe("what people want to do with someone or something", () => {
  test.each([
    ...[
      ["offboard kim", "offboard: kim"],
      ["Off-board Kim Larsen", "offboard: Kim Larsen"],
      ["kim off board", "offboard: kim"],
      ["ofboard kim", "offboard: kim"],
      ["terminate user kim@x.example", "offboard: kim@x.example"],
      ["remove kim", "archiveKey or archiveWorkspace or offboard or removePeople: kim"],
      ["disable kim", "deactivateKey or offboard: kim"],
      ["suspend nightly-job", "deactivateKey or offboard: nightly-job"],
      ["disable key nightly-job", "deactivateKey: nightly-job"],
      ["rotate checkout", "replaceKey: checkout"],
      ["rename key nightly", "renameKey: nightly"],
      ["phase out nightly", "retireKey: nightly"],
      ["archive workspace checkout", "archiveWorkspace: checkout"],
      ["rename workspace checkout", "renameWorkspace: checkout"],
      ["sign out kim", "endSessions: kim"],
      ["kick kim", "endSessions or offboard or removePeople: kim"],
    ],
    ...[
      ["change role ada to developer", "changeRole: ada as developer"],
      ["make ada a developer", "changeRole: ada as developer"],
      ["limit checkout prod", "setLimit: checkout prod"],
      ["who has access to checkout", "showReach: checkout"],
      ["who can use checkout", "showReach: checkout"],
      ["add people to checkout", "addPeople: checkout"],
      ["add kim to checkout", "addPeople: kim → checkout"],
      ["give kim access to checkout", "addPeople or copyAccess: kim → checkout"],
      [
        "remove kim from checkout",
        "archiveKey or archiveWorkspace or offboard or removePeople: checkout → kim",
      ],
      ["copy access from Ada Lovelace to Bob", "copyAccess: Ada Lovelace → Bob"],
      ["give bob the same access as ada", "copyAccess: ada → bob"],
      ["add someone to data science", "addPeople: data science"],
      ["put a colleague into checkout", "addPeople: checkout"],
      ["add new users to checkout", "addPeople: checkout"],
      ["give someone access to checkout", "addPeople or copyAccess: checkout"],
    ],
  ])("%j: %s", (text, meaning) => {
    expect(say(readers.en.ask(text))).toBe(meaning);
  });

  test.each([
    ["entferne kim", "archiveKey or archiveWorkspace or offboard or removePeople: kim"],
    ["kim sperren", "deactivateKey or offboard: kim"],
    ["schlüssel nightly rotieren", "replaceKey: nightly"],
    ["füge kim zu checkout hinzu", "addPeople: kim → checkout"],
    ["füge jemanden zu data science hinzu", "addPeople: data science"],
    ["rolle von ada in Entwickler ändern", "changeRole: ada as developer"],
    ["wer hat zugriff auf checkout", "showReach: checkout"],
  ])("what people want to do with someone or something in German %j: %s", (text, meaning) => {
    expect(say(readers.de.ask(text))).toBe(meaning);
  });
});

describe("of a month", () => {
  test.each([
    ["close november", ["Close month: 2026-11", "Chargeback: 2026-11"]],
    ["Close out December.", ["Close month: 2025-12"]],
    ["close the books for sept", ["Close month: 2026-09"]],
    ["close 2026-10", ["Close month: 2026-10", "Chargeback: 2026-10"]],
    ["close last month", ["Close month: 2026-10", "Chargeback: 2026-10"]],
    ["cost in oct 2025", ["Cost: 2025-10", "What changed: 2025-10", "Chargeback: 2025-10"]],
    ["why did cost go up in march", ["What changed: 2026-03"]],
    ["chargeback 7/2026", ["Chargeback: 2026-07"]],
    ["close", []],
    ["close november report", []],
    ["offboard april", []],
  ])("%j finds what is asked for", (text, found) => {
    expect(readers.en.ofMonth(text, "2026-11-30")).toEqual(found);
  });

  test("months are read in German", () => {
    expect(readers.de.ofMonth("schließe März ab", "2026-11-30")).toContain("Monat abschließen: 2026-03");
    expect(readers.de.ofMonth("kosten im dez", "2026-11-30")[0]).toBe("Kosten: 2025-12");
  });

  test("a page shows the month's days, of the current month until today", () => {
    expect(toMonthAddress("/cost", "2026-02", "2026-11-30")).toBe("/cost?from=2026-02-01&to=2026-02-28");
    expect(toMonthAddress("/usage", "2026-11", "2026-11-12")).toBe("/usage?from=2026-11-01&to=2026-11-12");
    expect(toMonthAddress("/cost/chargeback", "2026-11", "2026-11-12")).toBe(
      "/cost/chargeback?month=2026-11",
    );
  });
});
