"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useQueryStates } from "nuqs";
import { type ReactNode, useRef, useState } from "react";
import { FailedState } from "@/components/shell/failed-state";
import { toFailure } from "@/components/shell/failure";
import { LoadingState } from "@/components/shell/loading-state";
import { PeekArea } from "@/components/shell/peek-area";
import { useSingleKeys } from "@/components/shell/single-keys";
import { usePeek } from "@/components/shell/use-peek";
import { onDemand } from "@/components/ui/on-demand";
import { Table, toRows } from "@/components/ui/table/table";
import type { Decide } from "@/lib/governance/reviews/change-schema";
import { reviewRowsQuery } from "@/lib/governance/reviews/queries";
import type { ReviewDetail, ReviewRow, ReviewRowsPage } from "@/lib/governance/reviews/schema";
import { reviewSearchParams } from "@/lib/governance/reviews/search-params";
import { type Decision, needsReason, toDecisionName } from "@/lib/governance/reviews/vocabulary";
import type { Asked, Instead } from "./asked";
import { filterRows } from "./filter-rows";
import { isDecidable, isReady } from "./is-decidable";
import { PlaceNotes } from "./place-notes";
import { PlaceToolbar } from "./place-toolbar";
import { toRowName } from "./row-name";
import { type Cells, cellsOfKeys, cellsOfPeople, useDecisionColumns } from "./use-decision-columns";
import { focusAfter, useDecisionKeys } from "./use-decision-keys";
import { usePanelRoom } from "./use-panel-room";
import { useDecide } from "./use-review-mutations";

const RowDialogs = onDemand(() => import("./row-dialogs").then((file) => file.RowDialogs));
const RowPanel = onDemand(() => import("./row-panel").then((file) => file.RowPanel));
const SubmitDialog = onDemand(() => import("./submit-dialog").then((file) => file.SubmitDialog));

/** `children`: what comes after the rows, and not before them. */
export type PlaceProps = { detail: ReviewDetail; workspaceId: string; cells?: Cells; children?: ReactNode };

export function PlacePanel({ detail, workspaceId, cells, children }: PlaceProps) {
  const { data, error, refetch } = useQuery(reviewRowsQuery(detail.review.id, workspaceId));
  if (error && !data) return <FailedState failure={toFailure(error)} onRetry={refetch} />;
  if (!data) return <LoadingState />;
  return (
    <>
      <Decisions detail={detail} page={data} cells={cells ?? usual[data.kind]} />
      {children}
    </>
  );
}

const usual = { memberships: cellsOfPeople, keys: cellsOfKeys, grants: cellsOfPeople } as const;

type DecisionsProps = { detail: ReviewDetail; page: ReviewRowsPage; cells: Cells };

function Decisions({ detail, page, cells }: DecisionsProps) {
  const reviewId = detail.review.id;
  const t = useTranslations("reviews");
  const [search] = useQueryStates(reviewSearchParams);
  const [isSubmitting, setSubmitting] = useState(false);
  const { mayDecide, isAlone, kind } = page;
  const areKeysOn = useSingleKeys().areOn && mayDecide;
  const rows = filterRows(page.rows, search);
  const list = { ...toRows(rows, ({ userId }) => userId), listKey: `${search.q} ${search.show}` };
  const { setArea, peek } = usePeek(list, true);
  const hasRoom = usePanelRoom();
  const shown = hasRoom && peek ? rows.find(({ userId }) => userId === peek.id) : undefined;
  const { said, asked, ...deciding } = useDeciding(reviewId, page, rows);
  const submit = () => setSubmitting(page.rows.some(isReady));
  useDecisionKeys(areKeysOn, { ...deciding, rows, onSubmit: submit });
  const { onDecide, onNote } = deciding;
  const columns = useDecisionColumns(
    kind,
    { mayDecide, isAlone, areKeysOn, onDecide, onNote },
    cells,
    Boolean(shown),
  );
  return (
    <>
      <PlaceNotes page={page} />
      <PlaceToolbar page={page} onDecide={deciding.send} onSubmit={submit} />
      <PeekArea
        setArea={setArea}
        isOn
        panel={
          peek && shown && <RowPanel row={shown} peek={peek} detail={detail} onInstead={deciding.onInstead} />
        }
      >
        <Table
          label={t(`kinds.${kind}`)}
          columns={columns}
          rows={{ ...list, currentKey: shown?.userId }}
          empty={<p className="py-10 text-center text-ink-muted">{t("noRows")}</p>}
          lines={2}
        />
      </PeekArea>
      <p role="status" className="sr-only">
        {said}
      </p>
      {asked && (
        <RowDialogs
          asked={asked}
          reviewId={reviewId}
          place={page}
          rows={page.rows}
          onDecide={deciding.onAnswer}
          onClose={deciding.onClose}
        />
      )}
      {isSubmitting && <SubmitDialog reviewId={reviewId} page={page} onClose={() => setSubmitting(false)} />}
    </>
  );
}

/** Each decision is announced, and the next row gets the focus that the decided one had. */
function useDeciding(reviewId: string, page: ReviewRowsPage, rows: readonly ReviewRow[]) {
  const t = useTranslations("reviews");
  const { mutate } = useDecide(reviewId, page.workspaceId);
  const [asked, setAsked] = useState<Asked>();
  const [said, setSaid] = useState("");
  const undoable = useRef<ReviewRow[]>([]);
  const announce = (row: ReviewRow, decision: Decision | null) => {
    const name = toRowName(row);
    setSaid(
      decision === null
        ? t("undecided", { name })
        : t("announced", { name, decision: t(`decisions.${toDecisionName(row, decision)}`) }),
    );
  };
  const send = (row: ReviewRow, given: Given) => {
    undoable.current.push(row);
    mutate(given);
    announce(row, given.decision);
  };
  return {
    said,
    asked,
    send: mutate,
    onDecide: (row: ReviewRow, decision: Decision) => {
      const given = toImmediate(row, decision);
      if (!given) return setAsked({ row, decision });
      send(row, given);
      if (given.decision !== null) focusAfter(rows, row);
    },
    onNote: (row: ReviewRow) => setAsked({ row, decision: row.decision ?? undefined }),
    onInstead: (row: ReviewRow, what: Instead) => setAsked({ row, what }),
    onAnswer: (given: Given) => {
      if (!asked) return;
      setAsked(undefined);
      send(asked.row, given);
      // The dialog gives the focus back when it closes.
      requestAnimationFrame(() => focusAfter(rows, asked.row));
    },
    onClose: () => setAsked(undefined),
    onUndo: () => {
      const last = undoable.current.pop();
      const now = last && page.rows.find(({ userId }) => userId === last.userId);
      if (!(now && isDecidable(now))) return;
      const { decision, newRole, rotateBy, reason } = last;
      const rows = [{ userId: now.userId, version: now.version }];
      // Sound: what was stored has one of the roles that can be assigned.
      mutate({ rows, decision, newRole: newRole as Given["newRole"], rotateBy, reason: reason ?? "" });
      announce(now, decision);
    },
  };
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
