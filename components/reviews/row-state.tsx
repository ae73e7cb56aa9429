"use client";

import type { Route } from "next";
import { useLocale, useTranslations } from "next-intl";
import { useFailureText } from "@/components/shell/failure";
import { Link } from "@/components/ui/controls/link";
import { Badge, type Tone } from "@/components/ui/display/badge";
import { TwoLines } from "@/components/ui/display/two-lines";
import { VendorText } from "@/components/ui/display/vendor-text";
import { errorCodes } from "@/lib/core/errors/errors";
import { formatDay } from "@/lib/core/format/format";
import type { ReviewRow } from "@/lib/governance/reviews/schema";
import type { ReviewKind, ReviewRowState } from "@/lib/governance/reviews/vocabulary";

const tones: Record<ReviewRowState, Tone> = {
  open: "neutral",
  decided: "accent",
  lapsed: "warn",
  waiting: "accent",
  pending: "warn",
  refused: "danger",
  task: "warn",
  kept: "good",
  applied: "good",
  left: "neutral",
  archived: "neutral",
  exception: "danger",
};

export function RowState({ row }: { row: ReviewRow }) {
  const t = useTranslations("reviews");
  return (
    <TwoLines detail={<Why row={row} />}>
      <Badge tone={tones[row.state]}>
        {row.kind === "keys" && row.state === "task" ? t("keyTask") : t(`states.${row.state}`)}
      </Badge>
    </TwoLines>
  );
}

const leftTexts = {
  memberships: "leftWhy",
  keys: "leftKey",
  grants: "leftGrant",
} as const satisfies Record<ReviewKind, string>;

function isRenewedSince({ decidedAt, grantNow }: ReviewRow): boolean {
  return decidedAt !== null && (grantNow?.renewedAt ?? "") > decidedAt;
}

/** Why a row is still open, or who decided. */
function Why({ row }: { row: ReviewRow }) {
  const { state, kind, userId, rotateBy, errorCode, errorReason, decidedBy, decidedByName, reason } = row;
  const { handedTo, handedToName } = row;
  const t = useTranslations("reviews");
  const locale = useLocale();
  const toText = useFailureText();
  if (state === "task")
    return (
      // Sound: the type of a route with a parameter is generic.
      <Link
        href={`/${kind === "keys" ? "keys" : "members"}/${encodeURIComponent(userId)}` as Route}
        className="hover:underline"
      >
        {rotateBy ? t("rotateUntil", { day: formatDay(rotateBy, locale) }) : t("taskWhere")}
      </Link>
    );
  const code = errorCodes.find((one) => one === errorCode);
  if ((state === "refused" || state === "pending" || state === "exception") && code) {
    const why = toText({ code, ...(errorReason && { reason: errorReason }) });
    return <span title={why}>{why}</span>;
  }
  if (state === "lapsed") return t(isRenewedSince(row) ? "renewedWhy" : "lapsedWhy");
  if (state === "left") return t(leftTexts[kind]);
  if (!decidedBy && handedTo)
    return (
      <span title={handedTo}>
        <VendorText>{t("handedTo", { person: handedToName ?? handedTo })}</VendorText>
      </span>
    );
  if (!decidedBy) return null;
  const name = decidedByName ?? decidedBy;
  const text = reason ? `${name}: ${reason}` : name;
  return (
    <span title={reason ? `${decidedBy}: ${reason}` : decidedBy}>
      <VendorText>{text}</VendorText>
    </span>
  );
}
