"use client";

import { useTranslations } from "next-intl";
import { Badge } from "@/components/ui/display/badge";
import { Popover } from "@/components/ui/overlay/popover";

export type AmountKind = "billed" | "reported" | "estimated";

/** Where an amount comes from, in one of three words that mean the same on every page. */
export function AmountKindBadge({ of }: { of: AmountKind }) {
  const t = useTranslations("amountKinds");
  return (
    <>
      {/* On paper, where nothing can be pressed. */}
      <span
        aria-hidden
        data-printed={t(of)}
        className="hidden font-normal before:content-[attr(data-printed)] print:inline"
      />
      <Popover
        label={t("about", { kind: t(of) })}
        trigger={
          <span title={t(`texts.${of}`)} className="inline-flex">
            <Badge>{t(of)}</Badge>
          </span>
        }
        triggerClass="inline-flex min-h-6 pointer-coarse:min-h-11 pointer-coarse:min-w-11 shrink-0 items-center rounded-sm align-middle hover:text-ink"
        align="start"
        className="w-72 px-3 py-2.5 text-left font-normal text-ink-muted text-sm tracking-normal whitespace-normal"
      >
        {t(`texts.${of}`)}
      </Popover>
    </>
  );
}
