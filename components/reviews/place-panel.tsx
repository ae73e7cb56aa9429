"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { useState } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import type { Decide } from "@/lib/governance/reviews/change-schema";
import { reviewRowsQuery } from "@/lib/governance/reviews/queries";
import type { ReviewRow, ReviewRowsPage } from "@/lib/governance/reviews/schema";
import { reviewSearchParams } from "@/lib/governance/reviews/search-params";
import { type Decision, needsReason } from "@/lib/governance/reviews/vocabulary";
import { filterRows } from "./filter-rows";
import { PlaceNotes } from "./place-notes";
import { PlaceToolbar } from "./place-toolbar";
import { useDecisionColumns } from "./use-decision-columns";
import { useDecisionKeys } from "./use-decision-keys";
import { useDecide } from "./use-review-mutations";

const DecideDialog = onDemand(() => import("./decide-dialog").then((file) => file.DecideDialog));
const SubmitDialog = onDemand(() => import("./submit-dialog").then((file) => file.SubmitDialog));

type Props = { reviewId: string; workspaceId: string };

export function PlacePanel({ reviewId, workspaceId }: Props) {
  const { data, error, refetch } = useQuery(reviewRowsQuery(reviewId, workspaceId));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return <Decisions reviewId={reviewId} page={data} />;
}

export type Asked = { row: ReviewRow; decision: Decision | undefined };

function Decisions({ reviewId, page }: { reviewId: string; page: ReviewRowsPage }) {
  const t = useTranslations("reviews");
  const [search] = useQueryStates(reviewSearchParams);
  const [asked, setAsked] = useState<Asked>();
  const [isSubmitting, setSubmitting] = useState(false);
  const { workspaceId } = page;
  const deciding = useDecide(reviewId, workspaceId);
  const rows = filterRows(page.rows, search);
  const decide = (row: ReviewRow, decision: Decision) => {
    const given = toImmediate(row, decision);
    if (given) deciding.mutate(given);
    else setAsked({ row, decision });
  };
  const note = (row: ReviewRow) => setAsked({ row, decision: row.decision ?? undefined });
  useDecisionKeys({ rows, mayDecide: page.mayDecide, onDecide: decide, onNote: note });
  const columns = useDecisionColumns(page.kind, {
    mayDecide: page.mayDecide,
    isAlone: page.isAlone,
    onDecide: decide,
    onNote: note,
  });
  return (
    <>
      <PlaceNotes page={page} />
      <PlaceToolbar page={page} onDecide={deciding.mutate} onSubmit={() => setSubmitting(true)} />
      <Table
        label={t(`kinds.${page.kind}`)}
        columns={columns}
        rows={{ ...toRows(rows, ({ userId }) => userId), listKey: `${search.q} ${search.show}` }}
        empty={<p className="py-10 text-center text-ink-muted">{t("noRows")}</p>}
        lines={2}
      />
      {asked && (
        <DecideDialog
          asked={asked}
          onDecide={(given) => {
            setAsked(undefined);
            deciding.mutate(given);
          }}
          onClose={() => setAsked(undefined)}
        />
      )}
      {isSubmitting && <SubmitDialog reviewId={reviewId} page={page} onClose={() => setSubmitting(false)} />}
    </>
  );
}

type Given = Omit<Decide, "reviewId" | "workspaceId">;

/** What is sent right away; null if the decision needs a role or a reason first. Deciding the same again takes it back. */
function toImmediate(row: ReviewRow, decision: Decision): Given | null {
  const rows = [{ userId: row.userId, version: row.version }];
  if (row.decision === decision && row.state === "decided")
    return { rows, decision: null, newRole: null, rotateBy: null, reason: "" };
  const isAsked =
    decision === "change" || needsReason(row, decision) || (decision === "remove" && row.isInherited);
  return isAsked ? null : { rows, decision, newRole: null, rotateBy: null, reason: row.reason ?? "" };
}
