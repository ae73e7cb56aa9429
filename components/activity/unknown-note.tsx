"use client";

import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";

export function UnknownNote({ count, onShow }: { count: number; onShow: () => void }) {
  const t = useTranslations("activity");
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-lg bg-warn-soft px-4 py-2.5 text-warn">
      <TriangleAlert aria-hidden className="size-4 shrink-0" />
      <p className="min-w-0 flex-1 basis-64">{t("unknownNote", { count })}</p>
      <Button size="sm" onClick={onShow}>
        {t("showUnknown")}
      </Button>
    </div>
  );
}
