"use client";

import { useTranslations } from "next-intl";
import { usePages } from "@/components/shell/use-places";
import type { PaletteContent } from "./entry";

type Props = { content: PaletteContent };

/** What the palette understands, of what the person may do. */
export function TypedExamples({ content: { operations, objectOperations } }: Props) {
  const pages = usePages();
  const t = useTranslations("palette.examples");
  const named = [
    "offboard",
    "changeRole",
    "copyAccess",
    "endSessions",
    "setLimit",
    "showReach",
    "retireKey",
  ] as const;
  const begun = ["createWorkspace", "addGrant"] as const;
  const shown = [
    ...(pages.some(({ name }) => name === "cost") ? [t("report")] : []),
    ...named.filter((name) => objectOperations.includes(name)).map((name) => t(name)),
    ...begun.filter((name) => operations.includes(name)).map((name) => t(name)),
  ];
  if (shown.length === 0) return null;
  return (
    <section className="grid gap-1.5">
      <h3 className="font-medium text-ink-faint text-xs">{t("title")}</h3>
      <ul className="grid gap-x-8 gap-y-1 sm:grid-cols-2">
        {shown.map((text) => (
          <li key={text} className="flex min-h-7 items-center">
            {text}
          </li>
        ))}
      </ul>
    </section>
  );
}
