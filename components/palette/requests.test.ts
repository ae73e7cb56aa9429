import { describe, expect, test } from "vitest";
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
      ["close", "Budgets"],
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
      ["theme", "Theme: Dark"],
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
    ],
  ])("%j: %s", (text, meaning) => {
    expect(say(readers.en.ask(text))).toBe(meaning);
  });

  test.each([
    ["entferne kim", "archiveKey or archiveWorkspace or offboard or removePeople: kim"],
    ["kim sperren", "deactivateKey or offboard: kim"],
    ["schlüssel nightly rotieren", "replaceKey: nightly"],
    ["füge kim zu checkout hinzu", "addPeople: kim → checkout"],
    ["rolle von ada in Entwickler ändern", "changeRole: ada as developer"],
    ["wer hat zugriff auf checkout", "showReach: checkout"],
  ])("what people want to do with someone or something in German %j: %s", (text, meaning) => {
    expect(say(readers.de.ask(text))).toBe(meaning);
  });
});
