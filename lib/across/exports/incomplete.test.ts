import { beforeEach, describe, expect, test, vi } from "vitest";
import { readAuditLog } from "@/lib/core/audit/test-log";
import { newActor, permitFor } from "@/lib/core/auth/test-permit";
import { resetDatabase } from "@/lib/core/db/test-database";
import type { UnreadableRow } from "@/lib/core/errors/unreadable-row";
import { addDays, toDay } from "@/lib/core/format/calendar";
import { markRead } from "@/lib/core/history/test-history";
import { replaceDay } from "@/lib/money/reports/test-day";
import { costRow, usageRow } from "@/lib/money/reports/test-rows";
import { getChargeback } from "@/lib/money/spend/chargeback";
import { exportChargeback } from "./chargeback";
import { exportFile } from "./export-file";

const odd: UnreadableRow = { id: null, field: "amount", problem: "form", sample: { amount: "1,5" } };
const day = "2026-10-05";

beforeEach(async () => {
  await resetDatabase();
  await replaceDay("cost", day, [costRow({ cents: "100" })], new Date(0), [odd]);
  await replaceDay("usage", day, [usageRow({ outputTokens: 1 })], new Date(0));
});

async function nameOf(sent: Promise<Response>): Promise<string | null> {
  const answer = await sent;
  await answer.text();
  return answer.headers.get("content-disposition");
}

const get = (file: string, query: string) =>
  nameOf(
    exportFile(new Request(`http://localhost/api/export/${file}?${query}`), file, async () =>
      newActor("finance"),
    ),
  );

describe("a file over a day with unreadable rows", () => {
  test("a file over a day with unreadable rows has a name that shows it, and is audited with it", async () => {
    expect(await get("cost.csv", `from=${day}&to=${day}`)).toContain(
      "castellan-cost-2026-10-05-2026-10-05-incomplete.csv",
    );
    const items = await readAuditLog();
    expect(items).toMatchObject([{ targetId: "cost.csv", after: { rows: 1, incompleteDays: 1 } }]);
  });

  test("a file over a day with unreadable rows has no such name for another day or report", async () => {
    expect(await get("cost.csv", "from=2026-10-06&to=2026-10-09")).not.toContain("incomplete");
    expect(await get("usage.csv", `from=${day}&to=${day}`)).not.toContain("incomplete");
  });

  test("a file over a day with unreadable rows has such a name if it is a chargeback statement", async () => {
    vi.useFakeTimers({ toFake: ["Date"], now: new Date("2026-11-24T12:00:00Z") });
    const by = permitFor("finance", "cost:read");
    const terms = { month: "2026-10", tag: null, rule: null, center: null, currency: null };
    expect(await getChargeback(by, terms)).toMatchObject({ incompleteDays: 1 });
    const request = new Request("http://localhost/api/export/chargeback/statement.csv?month=2026-10");
    const answer = exportChargeback(request, "statement.csv", async () => newActor("finance"));
    expect(await nameOf(answer)).toContain("castellan-statement-2026-10-incomplete-partial.csv");
    await markRead(["cost"]);
    const whole = exportChargeback(request, "statement.csv", async () => newActor("finance"));
    expect(await nameOf(whole)).toContain("castellan-statement-2026-10-incomplete.csv");
    vi.useRealTimers();
  });

  test("a file over a day with unreadable rows has such a name if it is the members' file with activity and cost of that day", async () => {
    const file = () =>
      nameOf(
        exportFile(new Request("http://localhost/api/export/members.csv"), "members.csv", async () =>
          newActor("admin"),
        ),
      );
    await replaceDay("usage", addDays(toDay(new Date()), -31), [], new Date(0), [odd]);
    expect(await file()).not.toContain("incomplete");
    await replaceDay("usage", addDays(toDay(new Date()), -2), [], new Date(0), [odd]);
    expect(await file()).toContain("-incomplete");
  });
});
