"use client";

import { RotateCcw } from "lucide-react";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { onDemand } from "@/components/ui/on-demand";

const ResetDialog = onDemand(() => import("./reset-dialog").then((file) => file.ResetDialog));

export function ResetButton() {
  const t = useTranslations("trial");
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button size="sm" aria-label={t("reset")} title={t("reset")} onClick={() => setAsking(true)}>
        <RotateCcw aria-hidden className="size-3.5" />
        <span className="lg:max-xl:hidden">{t("resetShort")}</span>
      </Button>
      {isAsking && <ResetDialog onClose={() => setAsking(false)} />}
    </>
  );
}
