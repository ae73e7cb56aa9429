"use client";

import { Check, Copy } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { copyText } from "./copy-text";

type Props = {
  value: string;
  label: string;
};

export function CopyButton({ value, label }: Props) {
  const t = useTranslations("ui");
  const [isCopied, setCopied] = useState(false);

  async function copy() {
    setCopied(await copyText(value));
  }

  return (
    <button
      type="button"
      aria-label={isCopied ? t("copied") : t("copy", { what: label })}
      title={t("copy", { what: label })}
      onClick={copy}
      onBlur={() => setCopied(false)}
      className="grid size-6 pointer-coarse:-m-2.5 pointer-coarse:size-11 shrink-0 place-items-center rounded-sm text-ink-muted hover:bg-sunken hover:text-ink [&>svg]:size-3.5"
    >
      {isCopied ? <Check /> : <Copy />}
    </button>
  );
}
