"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { PeekFrame } from "@/components/shell/peek-frame";
import { PeekTitle } from "@/components/shell/peek-title";
import type { PeekProps } from "@/components/shell/use-peek";
import { usePeekKeys } from "@/components/shell/use-peek-keys";
import { Fact } from "@/components/ui/display/facts";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { ReviewDetail, ReviewRow } from "@/lib/governance/reviews/schema";
import { type ReviewRowState, toDecisionName } from "@/lib/governance/reviews/vocabulary";
import type { Instead } from "./asked";
import { EvidenceFacts } from "./evidence-facts";
import { InsteadButtons } from "./instead-buttons";
import { isDecidable } from "./is-decidable";
import { Said } from "./review-events";
import { toRowName } from "./row-name";
import { RowState } from "./row-state";

type Props = {
  row: ReviewRow;
  peek: PeekProps;
  detail: ReviewDetail;
  onInstead: (row: ReviewRow, what: Instead) => void;
};

/** All evidence of a row, and what was decided about it. It follows the row that has focus. */
export function RowPanel({ row, peek, detail, onInstead }: Props) {
  usePeekKeys(peek);
  const events = detail.events.filter(({ rows }) => rows?.includes(row.userId));
  return (
    <PeekFrame>
      <PeekTitle href={toHref(row)} onClose={peek.onClose}>
        <VendorText>{toRowName(row)}</VendorText>
      </PeekTitle>
      <div className="min-h-0 flex-1 overflow-y-auto px-5 py-2">
        <EvidenceFacts row={row} />
        <DecisionFacts row={row} />
        {isDecidable(row) && <InsteadButtons onInstead={(what) => onInstead(row, what)} />}
        <ul className="mt-4 grid gap-2 text-sm">
          {events.map((event) => (
            <li key={event.id}>
              <Said event={event} places={detail.places} />
            </li>
          ))}
        </ul>
      </div>
    </PeekFrame>
  );
}

/** Who decided stands above already. */
const saysNoMore: readonly ReviewRowState[] = ["decided", "kept", "applied", "waiting"];

function DecisionFacts({ row }: { row: ReviewRow }) {
  const t = useTranslations("reviews");
  const { decision, decidedBy, decidedByName, reason } = row;
  if (decision === null || !decidedBy) return null;
  return (
    <dl className="grid divide-y border-t">
      <Fact name={t("decision")}>
        {t(`decisions.${toDecisionName(row, decision)}`)}
        <span className="block text-ink-muted">
          <PersonName email={decidedBy} name={decidedByName} />
        </span>
      </Fact>
      {reason && (
        <Fact name={t("reason")}>
          <VendorText className="whitespace-pre-line">{reason}</VendorText>
        </Fact>
      )}
      {!saysNoMore.includes(row.state) && (
        <Fact name={t("state")}>
          <RowState row={row} />
        </Fact>
      )}
    </dl>
  );
}

/** The page of what the row is about; undefined for someone who is no member. */
function toHref({ kind, userId, grant }: ReviewRow): Route | undefined {
  const id = kind === "grants" ? grant?.memberId : userId;
  // Sound: the type of a route with a parameter is generic.
  return id ? (`/${kind === "keys" ? "keys" : "members"}/${encodeURIComponent(id)}` as Route) : undefined;
}
