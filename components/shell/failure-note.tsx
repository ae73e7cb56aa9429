"use client";

import { useTranslations } from "next-intl";
import { CopyableId } from "@/components/ui/display/copyable-id";
import type { Failure } from "@/lib/core/errors/errors";
import { useFailureText } from "./failure";

/** For forms and dialogs, which would hide a toast. */
export function FailureNote({ failure }: { failure: Failure }) {
  const t = useTranslations("ui");
  const toText = useFailureText();
  return (
    <div className="rounded-md bg-danger-soft px-3 py-2 text-sm">
      <p role="alert" className="text-danger">
        {toText(failure)}
      </p>
      {failure.requestId && <CopyableId value={failure.requestId} label={t("requestId")} />}
    </div>
  );
}
