import { expect, test } from "vitest";
import { getTranslator } from "@/lib/core/delivery/translate";
import { claudeCodeKeys } from "@/lib/money/reports/vocabulary";
import type { SpendChanges } from "@/lib/money/spend/change-schema";
import { writeChanges } from "./tell-changes";

const changes: SpendChanges = {
  currency: "USD",
  totals: [],
  tags: [],
  before: { from: "2026-09-01", to: "2026-09-12" },
  after: { from: "2026-10-01", to: "2026-10-12" },
  within: null,
  beforeCents: "10000.4",
  afterCents: "8000.3",
  differenceCents: "-2000.1",
  rows: [],
  story: {
    span: { from: "2026-10-05", to: "2026-10-06", differenceCents: "-1200" },
    drivers: [
      { key: claudeCodeKeys, label: null, kind: "key", differenceCents: "-900" },
      { key: "apikey_1", label: "x".repeat(300), kind: "key", differenceCents: "20" },
      { key: "wrkspc_default", label: null, kind: "workspace", differenceCents: "0" },
    ],
    isBatch: true,
    effects: {
      volumeCents: "-2500.2",
      mixCents: "500.1",
      priceCents: "0",
      otherCents: "0",
      tokensBefore: "1000",
      tokensAfter: "800",
    },
  },
  isEstimate: false,
  missingDays: 0,
  unkeptDays: 0,
  incompleteDays: 0,
  loading: null,
};
const today = "2026-10-13";
const long = `${"x".repeat(47)}…`;

test("what changed is told in three sentences, as on the page", async () => {
  expect(writeChanges(changes, { t: await getTranslator("en"), locale: "en", today })).toEqual([
    "October so far is $20.00 below the same days of September (−20%).",
    `60% of it comes from Oct 5 – Oct 6, led by Claude Code keys −$9.00, ${long} +$0.20, and Default $0.00, mostly in batches.`,
    "By cause: volume −$25.00 (20% fewer tokens) and mix +$5.00.",
  ]);
});

test("movers that are more than the difference are told as that", async () => {
  const [mover] = changes.story?.drivers ?? [];
  const tell = async (differenceCents: string, locale: "en" | "de") => {
    const drivers = mover ? [{ ...mover, differenceCents }] : [];
    const story = changes.story && { ...changes.story, span: null, drivers, isBatch: false };
    return writeChanges({ ...changes, story }, { t: await getTranslator(locale), locale, today })[1];
  };
  expect(await tell("-1900", "en")).toBe("Most of it comes from Claude Code keys −$19.00.");
  expect(await tell("-2100", "en")).toBe("More than all of it comes from Claude Code keys −$21.00.");
  expect((await tell("-2100", "de"))?.replace(/\s/g, " ")).toBe(
    "Mehr als der ganze Unterschied entfällt auf Schlüssel von Claude Code −21,00 $.",
  );
});

test("whole years, which have the same dates, are told with their years", async () => {
  const ofYear = (year: number) => ({ from: `${year}-01-01`, to: `${year}-12-31` });
  const years = { ...changes, before: ofYear(2025), after: ofYear(2026) };
  const t = await getTranslator("en");
  expect(writeChanges(years, { t, locale: "en", today: "2027-01-02" })[0]).toBe(
    "Jan 1 – Dec 31, 2026 is $20.00 below Jan 1 – Dec 31, 2025 (−20%).",
  );
});

test("what changed is told in German", async () => {
  const told = writeChanges(changes, { t: await getTranslator("de"), locale: "de", today });
  expect(told.map((sentence) => sentence.replace(/\s/g, " "))).toEqual([
    "Oktober bisher liegt 20,00 $ unter den gleichen Tagen im September (−20 %).",
    `60 % davon entfallen auf 5. Okt. – 6. Okt., vor allem Schlüssel von Claude Code −9,00 $, ${long} +0,20 $ und Default 0,00 $, größtenteils in Batches.`,
    "Nach Ursache: Menge −25,00 $ (20 % weniger Token) und Zusammensetzung +5,00 $.",
  ]);
});
