"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { useWrite } from "@/components/shell/use-write";
import { Button } from "@/components/ui/controls/button";
import { toast } from "@/components/ui/overlay/toast-store";
import { resolveUnknown } from "@/lib/governance/activity/actions";
import { type ResolvedOutcome, resolvedOutcomes } from "@/lib/governance/activity/vocabulary";

export function ResolveUnknown({ entryId, onDone }: { entryId: string; onDone: () => void }) {
  const t = useTranslations("activity.resolve");
  const client = useQueryClient();
  const resolving = useWrite({
    write: (send, outcome: ResolvedOutcome) => send(resolveUnknown, { entryId, outcome }),
    onSuccess: () => {
      toast(t("toast"));
      onDone();
    },
    onSettled: () => client.invalidateQueries({ queryKey: ["audit"] }),
  });
  return (
    <div className="mt-4 grid gap-3 border-t pt-3">
      <p className="text-ink-muted text-sm">{t("text")}</p>
      <div className="flex flex-wrap gap-2">
        {resolvedOutcomes.map((outcome) => (
          <Button
            key={outcome}
            isPending={resolving.isPending && resolving.variables === outcome}
            onClick={() => resolving.mutate(outcome)}
          >
            {t(outcome)}
          </Button>
        ))}
      </div>
      {resolving.error && <FailureNote failure={toFailure(resolving.error)} />}
    </div>
  );
}
