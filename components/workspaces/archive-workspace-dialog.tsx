"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { KeysInUse } from "@/components/directory/keys-in-use";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { useKeysImpact } from "@/components/directory/use-keys-impact";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { IncompleteLately } from "@/components/shell/incomplete-days";
import { showRun } from "@/components/shell/show-run";
import { useWrite } from "@/components/shell/use-write";
import { useMoney } from "@/components/ui/display/money";
import { Skeleton } from "@/components/ui/display/skeleton";
import { UnknownValue } from "@/components/ui/display/unknown-value";
import { named, VendorText } from "@/components/ui/display/vendor-text";
import { ConfirmDialog } from "@/components/ui/overlay/confirm-dialog";
import { toast } from "@/components/ui/overlay/toast-store";
import { archiveWorkspace, askToArchiveWorkspace } from "@/lib/directory/workspaces/actions";
import { workspaceKeysQuery } from "@/lib/directory/workspaces/queries";
import type { WorkspaceDetail } from "@/lib/directory/workspaces/schema";
import { claudeCodeName } from "@/lib/directory/workspaces/vocabulary";

const liveStatuses = ["active", "inactive"];

type Props = { workspace: WorkspaceDetail; onClose: () => void };

/** Can't be undone: shows the impact, asks for the name, and warns about Claude Code. */
export function ArchiveWorkspaceDialog({ workspace, onClose }: Props) {
  const t = useTranslations("workspaces.archiving");
  const reasons = useTranslations("reasons");
  const isClaudeCode = workspace.name === claudeCodeName;
  const [isUnderstood, setUnderstood] = useState(!isClaudeCode);
  const archiving = useArchiving(workspace, onClose);
  return (
    <ConfirmDialog
      title={t("title")}
      confirm={{
        label: t(workspace.needsSecond ? "ask" : "confirm"),
        accepts: [workspace.name],
        disabledReason: workspace.reason ? reasons(workspace.reason) : undefined,
      }}
      isPending={archiving.isPending}
      onConfirm={() => isUnderstood && archiving.mutate()}
      onClose={onClose}
    >
      <p>{t.rich("text", named(workspace.name, "font-medium text-ink"))}</p>
      <Impact workspace={workspace} />
      <IncompleteLately reports={["cost"]} days={workspace.windowDays} />
      <WorkspaceKeysInUse workspaceId={workspace.id} />
      {workspace.needsSecond && <p>{t("second")}</p>}
      {isClaudeCode && (
        <div className="grid gap-2 rounded-md bg-danger-soft px-3 py-2 text-danger text-sm">
          <p>{t("claudeCode")}</p>
          <label className="flex items-center gap-2">
            <input
              type="checkbox"
              required
              checked={isUnderstood}
              onChange={(event) => setUnderstood(event.target.checked)}
            />
            {t("understand")}
          </label>
        </div>
      )}
    </ConfirmDialog>
  );
}

function Impact({
  workspace: { liveKeyCount, memberCount, spendCents, otherCents, windowDays },
}: Pick<Props, "workspace">) {
  const t = useTranslations("workspaces.archiving");
  const tSync = useTranslations("sync");
  const money = useMoney();
  return (
    <ul className="grid gap-1 rounded-md border p-3 text-sm">
      <li>{t("keys", { count: liveKeyCount })}</li>
      <li>
        {t.rich("spend", {
          days: windowDays,
          amount: () =>
            spendCents === null ? (
              <UnknownValue reason={tSync("notReadYet")} />
            ) : (
              <span className="text-ink tabular-nums">{money.formatAll(spendCents, otherCents)}</span>
            ),
        })}
      </li>
      {memberCount !== null && <li>{t("members", { count: memberCount })}</li>}
    </ul>
  );
}

/** With the two-person rule, this asks a second admin. */
function useArchiving({ id: workspaceId, name, needsSecond }: WorkspaceDetail, onClose: () => void) {
  const t = useTranslations();
  const showFailure = useFailureToast();
  const invalidate = useInvalidateWorkspaces();
  return useWrite({
    write: async (send) =>
      needsSecond
        ? { note: null, ...(await send(askToArchiveWorkspace, { workspaceId })) }
        : { runId: null, ...(await send(archiveWorkspace, { workspaceId })) },
    onSuccess: ({ note, runId }) => {
      if (runId) showRun(runId);
      else if (note) toast(t(`reasons.${note}`), { tone: "failure" });
      else toast(t.rich("workspaces.archiving.done", named(name)));
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => {
      invalidate();
      onClose();
    },
  });
}

/** Its own stop working with the workspace; those of the organization only lose it. */
function WorkspaceKeysInUse({ workspaceId }: { workspaceId: string }) {
  const t = useTranslations("workspaces.archiving");
  const { data } = useQuery(workspaceKeysQuery(workspaceId));
  const live = data?.filter(({ status }) => liveStatuses.includes(status)) ?? [];
  const own = live.filter(({ scope }) => scope === "workspace");
  const { impacts } = useKeysImpact(own.map(({ id }) => id));
  if (!data || !impacts) return <Skeleton className="h-16 w-full" />;
  const inUse = impacts.filter(({ use }) => use !== "none");
  const wide = live.filter(({ scope }) => scope !== "workspace");
  return (
    <>
      {inUse.length > 0 && <KeysInUse impacts={inUse} />}
      {wide.length > 0 && (
        <p className="text-sm">
          {t("wideKeys", { count: wide.length })}{" "}
          <VendorText>{wide.map(({ name, id }) => name || id).join(", ")}</VendorText>
        </p>
      )}
    </>
  );
}
