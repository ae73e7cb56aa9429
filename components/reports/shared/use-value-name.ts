"use client";

import { useTranslations } from "next-intl";
import { useTagValueName } from "@/components/directory/use-tag-name";
import { useProductName } from "@/components/shell/use-product-name";
import { isTag } from "@/lib/money/reports/dimension";
import {
  claudeCodeKeys,
  isTokenKind,
  noKey,
  noModel,
  otherKey,
  peopleKey,
} from "@/lib/money/reports/vocabulary";
import { dimensionsWithMissingLabel, dimensionsWithValueLabels } from "./dimensions";

type Value = { key: string; label?: string | null | undefined };

/** Labels for values that the source spells for machines; others are shown as received. */
const spelled = {
  uncached_input_tokens: "uncached_input_tokens",
  output_tokens: "output_tokens",
  cache_read_input_tokens: "cache_read_input_tokens",
  "cache_creation.ephemeral_5m_input_tokens": "ephemeral_5m",
  "cache_creation.ephemeral_1h_input_tokens": "ephemeral_1h",
  tokens: "tokens",
  web_search: "web_search",
  code_execution: "code_execution",
  session_usage: "session_usage",
  local: "local",
  remote: "remote",
} as const;
const senders = ["user", "service_account", "api_key", "federated"] as const;

export function useValueName(): (dimension: string, value: Value) => string {
  const t = useTranslations("reports");
  const tUsage = useTranslations("usage");
  const toProduct = useProductName();
  const toTagValueName = useTagValueName();
  return (dimension, { key, label }) => {
    if (dimension === "kind" && isTokenKind(key)) return tUsage(`kinds.${key}`);
    if (key === otherKey) return t("other");
    if (dimension === "key" && key === claudeCodeKeys) return t("values.claudeCodeKeys");
    if (key === peopleKey) return t("values.people");
    const lacking = dimensionsWithMissingLabel.find((one) => one === dimension);
    if (lacking && key === noKey) return t(`values.lacks.${lacking}`);
    const name = label ?? null;
    if (isTag(dimension)) return toTagValueName(name);
    if (name === null && dimension === "workspace") return t("default");
    if (name === null) return t(dimension === "key" ? "values.noKey" : "values.none");
    if (dimension === "model" && name === noModel) return t("values.none");
    if (dimension === "service_tier" && name === "priority") return t("values.priority", { tier: name });
    const actor = senders.find((one) => one === name);
    if (dimension === "actor_type" && actor) return t(`values.senders.${actor}`);
    if (dimension === "product") return toProduct(name);
    const known = Object.entries(spelled).find(([spelling]) => spelling === name)?.[1];
    return known && dimensionsWithValueLabels.includes(dimension) ? t(`values.${known}`) : name;
  };
}
