"use client";

import { useTranslations } from "next-intl";
import { DayChoice } from "@/components/directory/day-choice";
import { Button } from "@/components/ui/controls/button";

type Props = { at: string; today: string; keptSince: string | null; onChange: (at: string | null) => void };

export function PastDay({ at, today, keptSince, onChange }: Props) {
  const t = useTranslations("snapshots");
  return (
    <>
      <DayChoice
        label={t("at")}
        value={at}
        unset=""
        min={keptSince}
        max={today}
        onChange={(day) => onChange(day ?? today)}
      />
      <Button variant="ghost" onClick={() => onChange(null)}>
        {t("back")}
      </Button>
    </>
  );
}
