"use client";

import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";

export function ChangedMeanwhile({ onShow }: { onShow: () => void }) {
  const t = useTranslations("shell.changedMeanwhile");
  return (
    <div
      role="status"
      className="flex flex-wrap items-center gap-3 rounded-md bg-warn-soft px-3 py-2 text-sm text-warn"
    >
      <p className="min-w-0 flex-1">{t("text")}</p>
      <Button size="sm" onClick={onShow}>
        {t("show")}
      </Button>
    </div>
  );
}
