"use client";

import { useQuery } from "@tanstack/react-query";
import type { Route } from "next";
import { useFormatter, useLocale, useTranslations } from "next-intl";
import { toDay } from "@/lib/core/format/calendar";
import { statementsQuery } from "@/lib/money/statements/queries";
import type { Command, Entry } from "./entry";
import type { Match } from "./find-commands";
import { isMonthPage, listMonthNames, listOfMonth, readMonth, toMonthAddress } from "./month-phrase";
import { toFoldedList } from "./read-asked";

const closing = "operation:closeMonth";

/** What is done with a month, and the pages that show it: "close november", its statement once it is closed, "cost in oct 2025". */
export function useMonthEntries(text: string, matches: readonly Match<Command>[]) {
  const t = useTranslations("palette");
  const locale = useLocale();
  const format = useFormatter();
  const toName = (month: string) =>
    format.dateTime(new Date(`${month}-01`), { month: "long", year: "numeric", timeZone: "UTC" });
  const today = toDay(new Date());
  const words = {
    names: listMonthNames(locale),
    current: toFoldedList(t("words.ranges.this_month")),
    last: toFoldedList(t("words.ranges.last_month")),
  };
  const said = readMonth(text, words, today);
  const toEntry = ({ value, icon }: Command, label: string, address: string): Entry => ({
    value: `${value} month`,
    label,
    icon,
    // Sound: the address is a page of ours; typed routes don't know query strings.
    href: address as Route,
    about: value,
  });
  const closings = listOfMonth(matches, said, ({ value }) => value === closing);
  const { data } = useQuery({ ...statementsQuery(), enabled: closings.length > 0 });
  /** None also while a month can still be closed in another currency. */
  const findStatement = (month: string) =>
    data?.openMonths.includes(month) ? undefined : data?.statements.find((one) => one.month === month);
  const pages = listOfMonth(matches, said, ({ group, href }) => group === "pages" && isMonthPage(href));
  return {
    operations: closings.map(({ command, month }) => {
      const closed = findStatement(month);
      return toEntry(
        command,
        t(closed ? "typed.closeMonth.closed" : "typed.closeMonth.of", { month: toName(month) }),
        closed ? `/cost/statements/${closed.number}` : `/cost/statements?open=close&month=${month}`,
      );
    }),
    reports: pages.flatMap(({ command, month }) =>
      isMonthPage(command.href)
        ? toEntry(command, `${command.label} · ${toName(month)}`, toMonthAddress(command.href, month, today))
        : [],
    ),
  };
}
