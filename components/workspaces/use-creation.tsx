"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { useChangeAccess } from "@/components/directory/use-change-access";
import { useInvalidateWorkspaces } from "@/components/directory/use-invalidate-workspaces";
import { confirmJob } from "@/components/shell/confirm-job";
import { toFailure, useFailureText } from "@/components/shell/failure";
import { useWrite } from "@/components/shell/use-write";
import { named } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import type { Job } from "@/lib/account/step-up/queries";
import type { Change } from "@/lib/directory/access/change-schema";
import { changeSpendLimit } from "@/lib/directory/limits/actions";
import { createWorkspace } from "@/lib/directory/workspaces/actions";
import { toChosenResidency, toTags, type WorkspaceDraft } from "./workspace-draft";

/** `grants` don't know the workspace yet. */
type Given = { draft: WorkspaceDraft; grants: readonly Change[]; cents: string | null };
type Made = {
  workspaceId: string;
  name: string;
  grants: readonly Change[];
  cents: string | null;
  /** The answer was lost, and the workspace found by its name. */
  isFoundAgain: boolean;
};

/** Makes the workspace, then adds people and sets its limit. What of that fails can be tried again. */
export function useCreation(onClose: () => void) {
  const router = useRouter();
  const [made, setMade] = useState<Made>();
  const [hasFailed, setFailed] = useState(false);
  const giving = useChangeAccess(() => undefined);
  const limiting = useLimiting();

  function leaveTo({ workspaceId }: Made) {
    onClose();
    router.push(`/workspaces/${encodeURIComponent(workspaceId)}`);
  }

  async function complete(one: Made) {
    const ended = await Promise.allSettled([
      one.grants.length > 0 && !giving.isSuccess && giving.mutateAsync({ changes: one.grants }),
      one.cents !== null && !limiting.isSuccess && limiting.mutateAsync(one),
    ]);
    if (ended.some(({ status }) => status === "rejected")) setFailed(true);
    else leaveTo(one);
  }

  const creating = useCreating({
    onMade: (one) => {
      setMade(one);
      if (one.isFoundAgain && (one.grants.length > 0 || one.cents !== null)) setFailed(true);
      else complete(one);
    },
    onClose,
  });
  return {
    create: (given: Given) => creating.mutate(given),
    isPending: creating.isPending || (made !== undefined && !hasFailed),
    error: creating.error,
    unfinished:
      made && hasFailed
        ? {
            made,
            giving,
            limiting,
            onRetry: () => complete(made),
            onLeave: () => leaveTo(made),
          }
        : null,
  };
}

export type Unfinished = NonNullable<ReturnType<typeof useCreation>["unfinished"]>;

/** If the outcome is unknown, the form closes, because sending it again could create a second workspace. */
function useCreating({ onMade, onClose }: { onMade: (made: Made) => void; onClose: () => void }) {
  const t = useTranslations();
  const toText = useFailureText();
  return useWrite({
    write: async (send, { draft, grants, cents }: Given) => {
      if (grants.length > 0 || cents !== null) await confirmJob(toJob(grants, cents));
      return send(createWorkspace, {
        name: draft.name,
        displayColor: draft.color,
        tags: toTags(draft),
        residency: toChosenResidency(draft),
      });
    },
    onSuccess: ({ workspaceId, note, isFoundAgain }, { draft, grants, cents }) => {
      if (note) toast(t(`reasons.${note}`), { tone: "failure" });
      else toast(t.rich("workspaces.createDone", named(draft.name.trim())));
      if (!workspaceId) return onClose();
      const given = grants.map((grant) => ({ ...grant, workspaceId }));
      onMade({ workspaceId, name: draft.name.trim(), grants: given, cents, isFoundAgain });
    },
    onError: (error, { grants, cents }) => {
      const failure = toFailure(error);
      if (failure.code !== "outcome_unknown") return;
      const hasMore = grants.length > 0 || cents !== null;
      toast([toText(failure), hasMore && t("workspaces.inPart.notTried")].filter(Boolean).join(" "), {
        tone: "failure",
        requestId: failure.requestId,
      });
      onClose();
    },
    onSettled: useInvalidateWorkspaces(),
  });
}

function toJob(grants: readonly Change[], cents: string | null): Job {
  return {
    operations: {
      "workspace.create": 1,
      ...(grants.length > 0 && { "workspace_member.add": grants.length }),
      ...(cents !== null && { "spend_limit.set": 1 }),
    },
    roles: grants.flatMap(({ role }) => role ?? []),
  };
}

function useLimiting() {
  const client = useQueryClient();
  return useWrite({
    isRepeatable: true,
    write: (send, { workspaceId, cents }: Pick<Made, "workspaceId" | "cents">) =>
      send(changeSpendLimit, {
        scope: "workspace",
        subjectId: workspaceId,
        period: "monthly",
        cents,
        // Nothing was spent in a workspace that was just made, but reports don't say so yet.
        confirmedSpend: true,
      }),
    onSettled: () => {
      for (const key of ["limits", "workspaces", "audit"]) client.invalidateQueries({ queryKey: [key] });
    },
  });
}
