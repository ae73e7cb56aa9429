"use client";

import { useTranslations } from "next-intl";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { ReviewRow, ReviewRowsPage } from "@/lib/reviews/schema";
import { submittableStates } from "@/lib/reviews/vocabulary";
import { useSubmitReview } from "./use-review-mutations";

type Props = { reviewId: string; page: ReviewRowsPage; onClose: () => void };

/** Shows the requests that are about to be sent. */
export function SubmitDialog({ reviewId, page: { workspaceId, rows }, onClose }: Props) {
  const t = useTranslations("reviews");
  const ui = useTranslations("ui");
  const submitting = useSubmitReview(onClose);
  const ready = rows.filter(({ state, isSelf }) => !isSelf && submittableStates.includes(state));
  const calls = ready.filter(({ decision, isInherited }) => decision !== "keep" && !isInherited);
  const tasks = ready.filter(({ decision, isInherited }) => decision === "remove" && isInherited);
  return (
    <Dialog
      title={t("submitTitle")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("cancel")}</Button>
          <Button
            variant="primary"
            disabled={ready.length === 0}
            isPending={submitting.isPending}
            onClick={() => submitting.mutate({ reviewId, workspaceId })}
          >
            {t("submit")}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>{t("submitText", { kept: ready.length - calls.length - tasks.length, calls: calls.length })}</p>
        <Calls workspaceId={workspaceId} calls={calls} />
        {tasks.length > 0 && <p>{t("submitTasks", { count: tasks.length })}</p>}
        {submitting.error && <FailureNote failure={toFailure(submitting.error)} />}
      </div>
    </Dialog>
  );
}

function Calls({ workspaceId, calls }: { workspaceId: string; calls: readonly ReviewRow[] }) {
  const t = useTranslations("reviews");
  const toRole = useWorkspaceRoleName();
  if (calls.length === 0) return null;
  const path = (userId: string) => `/v1/organizations/workspaces/${workspaceId}/members/${userId}`;
  return (
    <ul aria-label={t("calls")} className="grid max-h-72 gap-2 overflow-y-auto rounded-md border p-3 text-sm">
      {calls.map((row) => (
        <li key={row.userId} className="grid">
          <span>
            <VendorText className="font-medium">{row.name || row.email}</VendorText>
            {": "}
            {row.decision === "change"
              ? t("changeCall", { before: toRole(row.role), after: toRole(row.newRole ?? "") })
              : t("removeCall", { role: toRole(row.role) })}
          </span>
          <code className="text-ink-muted text-xs [overflow-wrap:anywhere]">
            {row.decision === "change" ? "POST" : "DELETE"} {path(row.userId)}
          </code>
        </li>
      ))}
    </ul>
  );
}
