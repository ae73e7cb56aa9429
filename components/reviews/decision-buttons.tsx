"use client";

import { MessageSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { IconButton } from "@/components/ui/controls/icon-button";
import type { ReviewRow } from "@/lib/reviews/schema";
import { type Decision, decisions } from "@/lib/reviews/vocabulary";
import { isDecidable } from "./use-decision-keys";

export type Deciding = {
  mayDecide: boolean;
  onDecide: (row: ReviewRow, decision: Decision) => void;
  onNote: (row: ReviewRow) => void;
};

/** Nothing is selected until someone decides. */
export function DecisionButtons({ row, deciding }: { row: ReviewRow; deciding: Deciding }) {
  const t = useTranslations("reviews");
  if (row.isSelf) return <span className="text-ink-muted text-sm">{t("notYourself")}</span>;
  if (!(deciding.mayDecide && isDecidable(row))) return <Decided row={row} />;
  const name = row.name || row.email;
  return (
    <fieldset className="flex items-center gap-1">
      <legend className="sr-only">{t("decisionOf", { name })}</legend>
      {decisions
        .filter((decision) => decision !== "change" || !row.isInherited)
        .map((decision) => (
          <Button
            key={decision}
            size="sm"
            variant={row.decision === decision ? "primary" : "secondary"}
            aria-pressed={row.decision === decision}
            onClick={() => deciding.onDecide(row, decision)}
          >
            {t(`decisions.${decision}`)}
          </Button>
        ))}
      <IconButton
        label={t("noteOf", { name })}
        icon={<MessageSquare className={row.reason ? "text-accent" : undefined} />}
        onClick={() => deciding.onNote(row)}
      />
    </fieldset>
  );
}

function Decided({ row: { decision } }: { row: ReviewRow }) {
  const t = useTranslations("reviews");
  if (decision === null) return <span className="text-ink-faint">–</span>;
  return t(`decisions.${decision}`);
}
