"use client";

import { MessageSquare } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { IconButton } from "@/components/ui/controls/icon-button";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import {
  type Decision,
  listOffered,
  type ReviewKind,
  toDecisionName,
} from "@/lib/governance/reviews/vocabulary";
import { isOpen } from "./filter-rows";
import { isDecidable } from "./is-decidable";
import { toRowName } from "./row-name";

export type Deciding = {
  mayDecide: boolean;
  /** Whether nobody else may decide. */
  isAlone: boolean;
  /** Keys decide about the row, which is one stop of Tab then. */
  areKeysOn: boolean;
  onDecide: (row: ReviewRow, decision: Decision) => void;
  onNote: (row: ReviewRow) => void;
};

const whoDecides = {
  memberships: "notYourself",
  keys: "notYourKey",
  grants: "notYourGrant",
} as const satisfies Record<ReviewKind, string>;

/** Nothing is selected until someone decides. */
export function DecisionButtons({ row, deciding }: { row: ReviewRow; deciding: Deciding }) {
  const t = useTranslations("reviews");
  if (row.isSelf)
    return (
      <span className="whitespace-normal text-ink-muted">
        {t(deciding.isAlone && isOpen(row) ? "nobodyElse" : whoDecides[row.kind])}
      </span>
    );
  if (!isDecidable(row)) return <Decided row={row} />;
  const name = toRowName(row);
  // A row without a link has no other stop.
  const tabIndex = deciding.areKeysOn && (row.kind !== "grants" || row.grant?.memberId) ? -1 : undefined;
  return (
    <fieldset className="flex items-center gap-1">
      <span className="hidden print:inline">
        <Decided row={row} />
      </span>
      <legend className="sr-only">{t("decisionOf", { name })}</legend>
      {listOffered(row).map((decision) => (
        <Button
          key={decision}
          size="sm"
          variant={row.decision === decision ? "primary" : "secondary"}
          aria-pressed={row.decision === decision}
          tabIndex={tabIndex}
          className={
            row.decision === decision ? "forced-colors:border-2 forced-colors:border-[Highlight]" : undefined
          }
          onClick={() => deciding.onDecide(row, decision)}
        >
          {t(`decisions.${toDecisionName(row, decision)}`)}
        </Button>
      ))}
      {row.kind === "memberships" && row.isInherited && (
        <span
          title={t("byRoleText")}
          className="whitespace-normal text-ink-muted text-xs leading-4 print:hidden"
        >
          {t("byRole")}
        </span>
      )}
      <IconButton
        label={t("noteOf", { name })}
        icon={<MessageSquare className={row.reason ? "text-accent" : undefined} />}
        tabIndex={tabIndex}
        onClick={() => deciding.onNote(row)}
      />
    </fieldset>
  );
}

function Decided({ row }: { row: ReviewRow }) {
  const t = useTranslations("reviews");
  if (row.decision === null) return <span className="text-ink-faint">–</span>;
  return t(`decisions.${toDecisionName(row, row.decision)}`);
}
