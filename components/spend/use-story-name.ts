"use client";

import { useTranslations } from "next-intl";
import { noKey } from "@/lib/money/reports/vocabulary";
import type { StoryPart } from "@/lib/money/spend/change-schema";
import { useChangeName } from "./use-change-name";

export function useStoryName(): (part: StoryPart) => string {
  const t = useTranslations("spend.unusual");
  const names = {
    workspace: useChangeName("workspace"),
    key: useChangeName("key"),
    model: useChangeName("model"),
  };
  return (part) => {
    if (part.level !== "tier") return names[part.level](part);
    return part.key === noKey ? t("noTier") : part.key;
  };
}
