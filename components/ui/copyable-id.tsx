"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { VendorText } from "./vendor-text";

type Props = {
  value: string;
  /** What the id is, shown before it and said by the button. */
  label: string;
};

export function CopyableId({ value, label }: Props) {
  const t = useTranslations("ui");
  const [isCopied, setCopied] = useState(false);

  async function copy() {
    await navigator.clipboard?.writeText(value); // Absent outside secure contexts; the id can still be selected.
    setCopied(navigator.clipboard !== undefined);
  }

  return (
    <span className="flex min-w-0 items-center gap-1.5 text-ink-muted text-xs">
      <span className="shrink-0">{label}</span>
      <VendorText className="truncate font-mono">{value}</VendorText>
      <button
        type="button"
        aria-label={isCopied ? t("copied") : t("copy", { what: label })}
        onClick={copy}
        onBlur={() => setCopied(false)}
        className="grid size-6 shrink-0 place-items-center rounded-sm hover:bg-sunken hover:text-ink [&>svg]:size-3.5"
      >
        {isCopied ? <Check /> : <Copy />}
      </button>
    </span>
  );
}
