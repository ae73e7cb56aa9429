"use client";

import { useTranslations } from "next-intl";
import { Link } from "@/components/ui/controls/link";
import { VendorText } from "@/components/ui/display/vendor-text";
import { usd } from "@/lib/core/money/money";
import { isTag, type TagDimension } from "@/lib/money/reports/dimension";
import { toFilterSearch } from "@/lib/money/reports/search-params";
import { claudeCodeKeys, noKey, otherKey } from "@/lib/money/reports/vocabulary";
import type { Change, SpendChanges } from "@/lib/money/spend/change-schema";
import type { ChangeAxis } from "@/lib/money/spend/vocabulary";

type Props = {
  row: Change;
  name: string;
  changes: SpendChanges;
  by: ChangeAxis;
  onNarrow: (workspace: string) => void;
};

const className =
  "card-link min-h-6 rounded-sm text-left font-medium underline-offset-2 hover:underline hover:decoration-line-strong";

/** A workspace opens into its models and keys; a model, a key, and a tag open their report of the later period. */
export function ChangeName({ row: { key }, name, changes, by, onNarrow }: Props) {
  const t = useTranslations("spend.changes");
  const isGroup = key === otherKey || key === claudeCodeKeys || (key === noKey && !isTag(by));
  if (isGroup) return <VendorText className="font-medium">{name}</VendorText>;
  if (by === "workspace")
    return (
      <button type="button" onClick={() => onNarrow(key)} className={className}>
        <VendorText>{name}</VendorText>
        <span className="sr-only">{t("narrow")}</span>
      </button>
    );
  return (
    <Link href={`/${by === "key" ? "usage" : "cost"}?${toSearch(changes, by, key)}`} className={className}>
      <VendorText>{name}</VendorText>
    </Link>
  );
}

function toSearch(
  { after, within, currency }: SpendChanges,
  by: "model" | "key" | TagDimension,
  key: string,
) {
  const filter = { [by]: [key], ...(within && { workspace: [within.key] }) };
  const shown = by !== "key" && currency !== usd ? { currency } : {};
  return new URLSearchParams({ ...after, ...toFilterSearch(filter), ...shown });
}
