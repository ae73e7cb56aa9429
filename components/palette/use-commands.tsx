"use client";

import { useTranslations } from "next-intl";
import { useMemo } from "react";
import { usePages } from "@/components/shell/use-places";
import { hitKinds } from "@/lib/across/palette/vocabulary";
import type { Command } from "./entry";
import { createFinder } from "./find-commands";
import { kindOf, type ObjectOperationName, toStart } from "./object-operations";
import { toFoldedList, toSynonyms } from "./read-asked";
import { operationIcons } from "./use-operation-entries";

/** Finds pages and actions by what people call them, and actions on objects as well. */
export function useCommands(
  local: Record<"pages" | "operations", Command[]>,
  objectOperations: readonly ObjectOperationName[],
) {
  const t = useTranslations("palette");
  const pages = usePages();
  return useMemo(() => {
    const onObjects = objectOperations.map((name): Command => {
      const Icon = operationIcons[name];
      const { href, label } = toStart(name, pages);
      return {
        group: "operations",
        value: `operation:${name}`,
        name,
        example: name,
        label: t(`objectOperations.${name}.label`),
        ...(label && { detail: label }),
        icon: <Icon />,
        href,
        words: `${t(`objectOperations.${name}.words`)}, ${t(`words.nouns.${kindOf(name)}`)}`,
      };
    });
    const nouns = hitKinds.flatMap((kind) => toFoldedList(t(`words.nouns.${kind}`)));
    const filler = new Set(toFoldedList(t("words.operationFiller")));
    const all = [...local.pages, ...local.operations, ...onObjects];
    const synonyms = toSynonyms(t("words.synonyms"));
    return { all, find: createFinder(all, { filler, nouns, synonyms }) };
  }, [t, local, objectOperations, pages]);
}
