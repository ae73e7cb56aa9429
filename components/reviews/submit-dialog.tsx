"use client";

import { useTranslations } from "next-intl";
import { usePersonaName } from "@/components/directory/use-persona-name";
import { useWorkspaceRoleName } from "@/components/directory/use-workspace-role-name";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { LongList } from "@/components/ui/display/long-list";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { ReviewRow, ReviewRowsPage } from "@/lib/governance/reviews/schema";
import { isCall, isTask, type ReviewKind } from "@/lib/governance/reviews/vocabulary";
import { isReady } from "./is-decidable";
import { toRowName } from "./row-name";
import { useSubmitReview } from "./use-review-forms";

type Props = { reviewId: string; page: ReviewRowsPage; onClose: () => void };

const submitTexts = {
  memberships: "submitText",
  keys: "submitKeys",
  grants: "submitGrants",
} as const satisfies Record<ReviewKind, string>;

/** Shows what is about to be sent. */
export function SubmitDialog({ reviewId, page: { kind, workspaceId, rows }, onClose }: Props) {
  const t = useTranslations("reviews");
  const ui = useTranslations("ui");
  const submitting = useSubmitReview(onClose);
  const ready = rows.filter(isReady);
  const calls = ready.filter(isCall);
  const tasks = ready.filter(isTask);
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
            onClick={() => submitting.mutate({ reviewId, workspaceId, rolesNow: toRolesNow(calls) })}
          >
            {t("submit")}
          </Button>
        </>
      }
    >
      <div className="grid gap-3">
        <p>
          {t(submitTexts[kind], {
            kept: ready.length - calls.length - tasks.length,
            calls: calls.length,
          })}
        </p>
        <Calls workspaceId={workspaceId} calls={calls} />
        {tasks.length > 0 && (
          <p>{t(kind === "keys" ? "submitRotations" : "submitTasks", { count: tasks.length })}</p>
        )}
        {submitting.error && <FailureNote failure={toFailure(submitting.error)} />}
      </div>
    </Dialog>
  );
}

/** What is shown here is what the reviewer agrees to. */
function toRolesNow(calls: readonly ReviewRow[]): Record<string, string> {
  return Object.fromEntries(calls.flatMap(({ userId, roleNow }) => (roleNow ? [[userId, roleNow]] : [])));
}

function Calls({ workspaceId, calls }: { workspaceId: string; calls: readonly ReviewRow[] }) {
  const t = useTranslations("reviews");
  const toRole = useWorkspaceRoleName();
  const toPersona = usePersonaName();
  if (calls.length === 0) return null;
  const toChange = ({ kind, decision, role, roleNow, newRole }: ReviewRow) => {
    if (kind === "keys") return t("deactivateCall");
    if (kind === "grants") return t("revokeCall", { role: toPersona(role) });
    const was = { hasChanged: String(roleNow !== null), was: toRole(role) };
    if (decision !== "change") return t("removeCall", { role: toRole(roleNow ?? role), ...was });
    return t("changeCall", { before: toRole(roleNow ?? role), after: toRole(newRole ?? ""), ...was });
  };
  return (
    <>
      <LongList items={calls} label={t("calls")} className="grid gap-2 rounded-md border p-3 text-sm">
        {(row) => (
          <li key={row.userId} className="grid">
            <span>
              <VendorText className="font-medium">{toRowName(row)}</VendorText>
              {": "}
              {toChange(row)}
            </span>
          </li>
        )}
      </LongList>
      {calls[0]?.kind !== "grants" && (
        <details className="text-sm">
          <summary className="w-fit cursor-pointer">{t("requests")}</summary>
          <LongList items={calls} label={t("requests")} className="mt-2 grid gap-1 text-ink-muted text-xs">
            {(row) => (
              <li key={row.userId}>
                <code className="[overflow-wrap:anywhere]">{toRequest(workspaceId, row)}</code>
              </li>
            )}
          </LongList>
        </details>
      )}
    </>
  );
}

/** Grants are Castellan's own, so nothing is asked for. */
function toRequest(workspaceId: string, { userId, kind, decision }: ReviewRow): string {
  if (kind === "keys") return `POST /v1/organizations/api_keys/${userId}`;
  const path = `/v1/organizations/workspaces/${workspaceId}/members/${userId}`;
  return `${decision === "change" ? "POST" : "DELETE"} ${path}`;
}
