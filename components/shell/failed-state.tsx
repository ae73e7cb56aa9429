"use client";

import { CircleAlert } from "lucide-react";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { CopyableId } from "@/components/ui/display/copyable-id";
import type { Failure } from "@/lib/core/errors/errors";
import { useFailureText } from "./failure";
import { State } from "./state";

export function FailedState({ failure, onRetry }: { failure: Failure; onRetry?: () => void }) {
  const t = useTranslations();
  const toText = useFailureText();
  return (
    <State
      icon={<CircleAlert className="text-danger" />}
      title={t("shell.failedTitle")}
      action={onRetry && <Button onClick={onRetry}>{t("shell.retry")}</Button>}
    >
      <p>{toText(failure)}</p>
      {failure.requestId && (
        <div className="mt-2 flex justify-center">
          <CopyableId value={failure.requestId} label={t("ui.requestId")} />
        </div>
      )}
    </State>
  );
}
