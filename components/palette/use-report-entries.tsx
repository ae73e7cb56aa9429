"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { navIcons } from "@/components/shell/nav-icons";
import { usePlaces } from "@/components/shell/use-places";
import type { Entry } from "./entry";
import {
  fromPhraseValue,
  groupsOf,
  type Phrase,
  type ReportName,
  readPhrases,
  toPhraseAddress,
  toPhraseValue,
} from "./report-phrase";
import { toTerms } from "./report-terms";

const kind = "report:";
const isReport = (name: string): name is ReportName => name in groupsOf;
const isGroupWord = (name: string): name is "workspace" | "model" | "key" =>
  name === "workspace" || name === "model" || name === "key";

/** Reports by what is typed, such as "cost last month by model", and by what is remembered. */
export function useReportEntries() {
  const places = usePlaces();
  const toEntry = useToEntry();
  const terms = useTerms();
  const reports = useMemo(() => places.map(({ name }) => name).filter(isReport), [places]);
  return {
    read: (text: string): Entry[] => readPhrases(text, terms, reports).map(toEntry),
    recall: (value: string): Entry | null => {
      const phrase = value.startsWith(kind) ? fromPhraseValue(value.slice(kind.length), reports) : null;
      return phrase && toEntry(phrase);
    },
  };
}

function useTerms() {
  const t = useTranslations("palette.words");
  const labels = useTranslations("reports");
  return useMemo(
    () =>
      toTerms({
        filler: t("filler"),
        report: (name) => t(`reports.${name}`),
        range: (name) => `${t(`ranges.${name}`)}, ${labels(`ranges.${name}`)}`,
        group: (name) =>
          isGroupWord(name)
            ? `${labels(`dimensions.${name}`)}, ${t(`groups.${name}`)}`
            : labels(`dimensions.${name}`),
      }),
    [t, labels],
  );
}

function useToEntry(): (phrase: Phrase) => Entry {
  const t = useTranslations("palette");
  const shell = useTranslations("shell.nav");
  const labels = useTranslations("reports");
  return (phrase) => {
    const { report, range, group } = phrase;
    const Icon = navIcons[report];
    const parts = [shell(report), range && labels(`ranges.${range}`)].filter(Boolean);
    return {
      value: kind + toPhraseValue(phrase),
      label: parts.join(" · "),
      ...(group && { detail: t("groupedBy", { group: labels(`dimensions.${group}`) }) }),
      icon: <Icon />,
      href: toPhraseAddress(phrase),
    };
  };
}
