"use client";

import { useFormatter, useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Amount, Difference } from "@/components/ui/display/amount";
import { VendorText } from "@/components/ui/display/vendor-text";
import { formatShare, formatSpan } from "@/lib/format";
import type { Cents } from "@/lib/money";
import { toChange, toShare } from "@/lib/money-math";
import { claudeCodeKeys } from "@/lib/reports/vocabulary";
import { type PrintedRow, roundParts } from "@/lib/rounding";
import type { ChangeStory, Driver, Effects, SpendChanges } from "@/lib/spend/change-schema";
import { usePeriodNames } from "./use-period-names";

type Told = Pick<
  SpendChanges,
  "after" | "before" | "beforeCents" | "afterCents" | "differenceCents" | "story"
> & { printed: PrintedRow };

const causes = ["volume", "mix", "price", "other"] as const;

/** The same wherever a difference is explained: how large it is, where it comes from, and why. */
export function useChangeSentences(changes: Told, today: string) {
  const t = useTranslations("changeStory");
  const locale = useLocale();
  const toNames = usePeriodNames(today);
  const { story, beforeCents, afterCents, differenceCents, printed } = changes;
  const change = toChange(beforeCents, afterCents);
  const direction = toDirection(printed.difference);
  const total = t.rich(`total.${direction}`, {
    ...toNames(changes),
    amount: () => (
      <Strong>
        <Amount cents={toSize(differenceCents)} printed={toSize(printed.difference)} />
      </Strong>
    ),
    hasShare: String(change !== null),
    share: change === null ? "" : `${change > 0 ? "+" : ""}${formatShare(change, locale)}`,
  });
  const where = useWhere(story, differenceCents);
  const why = useWhy(story?.effects ?? null, printed.difference);
  return { total, where, why };
}

function useWhere(story: ChangeStory | null, differenceCents: string): ReactNode | null {
  const t = useTranslations("changeStory");
  const locale = useLocale();
  const format = useFormatter();
  if (!story) return null;
  const { span, drivers, isBatch } = story;
  if (!span && drivers.length === 0) return t("spread");
  const explained = toShare(span?.differenceCents ?? "0", differenceCents);
  return t.rich(span ? "inSpan" : "fromDrivers", {
    extent: explained > 1 ? "more" : "part",
    share: formatShare(explained, locale),
    span: span ? formatSpan(span, locale, "short") : "",
    hasDrivers: String(drivers.length > 0),
    isBatch: String(isBatch),
    drivers: () => format.list(drivers.map((each) => <Mover key={each.key} driver={each} />)),
  });
}

/** The printed causes add up to the printed difference. */
function useWhy(effects: Effects | null, difference: Cents): ReactNode | null {
  const t = useTranslations("changeStory");
  const locale = useLocale();
  const format = useFormatter();
  if (!effects) return null;
  const { tokensBefore, tokensAfter } = effects;
  const exact = causes.map((cause) => effects[`${cause}Cents`]);
  const printed = roundParts(exact, { places: countPlaces(difference), total: difference });
  const growth = toChange(tokensBefore, tokensAfter) ?? 0;
  return t.rich("causes", {
    causes: () =>
      format.list(
        causes.flatMap((cause, index) => {
          const [cents = "0", shown = "0"] = [exact[index], printed[index]];
          if (cents === "0") return [];
          return [
            <span key={cause}>
              {t.rich(`cause.${cause}`, {
                amount: () => (
                  <Strong>
                    <Difference cents={cents} printed={shown} />
                  </Strong>
                ),
                direction: growth < 0 ? "fewer" : "more",
                growth: formatShare(Math.abs(growth), locale),
              })}
            </span>,
          ];
        }),
      ),
  });
}

function Mover({ driver: { kind, key, label, differenceCents } }: { driver: Driver }) {
  const t = useTranslations("reports");
  const name = key === claudeCodeKeys ? t("values.claudeCodeKeys") : label;
  return (
    <span>
      <VendorText className="font-medium">{name ?? (kind === "workspace" ? t("default") : key)}</VendorText>{" "}
      <Strong>
        <Difference cents={differenceCents} />
      </Strong>
    </span>
  );
}

function toDirection(difference: Cents): "same" | "below" | "above" {
  if (difference === "0") return "same";
  return difference.startsWith("-") ? "below" : "above";
}

/** Amounts are whole cents unless all of them are tiny. */
function countPlaces(printed: Cents): number {
  return printed.split(".")[1]?.length ?? 0;
}

function toSize(cents: Cents): Cents {
  return cents.replace("-", "");
}

function Strong({ children }: { children: ReactNode }) {
  return <strong className="font-semibold tabular-nums">{children}</strong>;
}
