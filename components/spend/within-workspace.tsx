"use client";

import { X } from "lucide-react";
import { useTranslations } from "next-intl";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { SpendChanges } from "@/lib/money/spend/change-schema";

type Props = { workspace: NonNullable<SpendChanges["within"]>; onLeave: () => void };

export function WithinWorkspace({ workspace: { label }, onLeave }: Props) {
  const t = useTranslations("reports");
  const name = t("chip", { dimension: t("dimensions.workspace"), value: label ?? t("default") });
  return (
    <div>
      <button
        type="button"
        aria-label={t("removeFilter", { filter: name })}
        onClick={onLeave}
        className="inline-flex min-h-7 pointer-coarse:min-h-11 items-center gap-1.5 rounded-md bg-accent-soft px-2 text-accent text-sm hover:bg-sunken"
      >
        <VendorText>{name}</VendorText>
        <X aria-hidden className="size-3.5 shrink-0" />
      </button>
    </div>
  );
}
