import "server-only";
import type { Permit } from "@/lib/core/auth/permit";
import { toHeaderText } from "@/lib/core/delivery/message";
import type { Translate } from "@/lib/core/delivery/translate";
import type { DayRange } from "@/lib/core/format/calendar";
import { type Currency, formatCents } from "@/lib/core/money/money";
import { roundChange } from "@/lib/core/money/rounding";
import type { SpendChanges } from "@/lib/money/spend/change-schema";
import { nameDriver, writeChangeSentences } from "@/lib/money/spend/change-sentences";
import { getSpendChanges } from "@/lib/money/spend/changes";
import type { Asked } from "./digest";

type Periods = { after: DayRange; before: DayRange; currency: Currency };
type Words = Pick<Asked<never>, "t" | "locale" | "today">;

/** The sentences of "What changed"; none while a day is missing, because half a month is no comparison. */
export async function tellChanges(
  by: Permit<"cost:read">,
  periods: Periods,
  words: Words,
): Promise<string[]> {
  const changes = await getSpendChanges(by, { ...periods, by: "workspace" });
  const isWhole = !changes.loading && changes.missingDays + changes.unkeptDays === 0;
  return isWhole ? writeChanges(changes, words) : [];
}

/** The sentences of the page as plain text. */
export function writeChanges(changes: SpendChanges, { t, locale, today }: Words): string[] {
  const list = new Intl.ListFormat(locale);
  const money = (cents: string) => formatCents(cents, locale, changes.currency);
  const names = { claudeCodeKeys: t("reports.values.claudeCodeKeys"), default: t("reports.default") };
  type Key = Parameters<Translate["markup"]>[0];
  const printed = roundChange(changes.beforeCents, changes.afterCents);
  const { total, where, why } = writeChangeSentences<string>(
    { ...changes, printed },
    {
      locale,
      today,
      // Sound: the sentences name only keys of this catalog.
      write: (key, values, parts = {}) =>
        t.markup(`changeStory.${key}` as Key, { ...values, ...toTags(parts) }),
      writePlain: (key, values) => t(`changeStory.${key}` as Key, values),
      amount: (amount) => money(amount.printed),
      difference: ({ printed: cents }) => `${/^(-|0$)/.test(cents) ? "" : "+"}${money(cents)}`,
      mover: (driver, difference) => `${shorten(nameDriver(driver, names))} ${difference}`,
      list: (parts) => list.format(parts),
    },
  );
  return [total, where, why].filter((sentence) => sentence !== null);
}

function toTags(parts: Record<string, string>) {
  return Object.fromEntries(Object.entries(parts).map(([tag, part]) => [tag, () => part]));
}

const longestName = 48;

/** The API allows long names, and a line of a mail is cut off after 200 characters. */
function shorten(name: string): string {
  const text = toHeaderText(name);
  return text.length > longestName ? `${text.slice(0, longestName - 1)}…` : text;
}
