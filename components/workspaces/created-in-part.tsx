"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Button } from "@/components/ui/controls/button";
import { named } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import type { Unfinished } from "./use-creation";

type Props = Unfinished & { onClose: () => void };

/** The workspace is there. Says what is missing, and tries only that again. */
export function CreatedInPart({ made, giving, limiting, onRetry, onLeave, onClose }: Props) {
  const t = useTranslations("workspaces.inPart");
  const isPending = giving.isPending || limiting.isPending;
  const hasTried = Boolean(giving.error || limiting.error);
  return (
    <Dialog
      title={t("title")}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onLeave}>{t("open")}</Button>
          <Button variant="primary" isPending={isPending} onClick={onRetry}>
            {t(hasTried ? "retry" : "goOn")}
          </Button>
        </>
      }
    >
      <div className="grid gap-4">
        <p>
          {t.rich(made.isFoundAgain && !hasTried ? "foundAgain" : "text", named(made.name, "font-medium"))}
        </p>
        {giving.error && <Missing what={t("people", { count: made.grants.length })} error={giving.error} />}
        {limiting.error && <Missing what={t("limit")} error={limiting.error} />}
      </div>
    </Dialog>
  );
}

function Missing({ what, error }: { what: ReactNode; error: Error }) {
  return (
    <section className="grid gap-1.5">
      <h3 className="font-medium text-sm">{what}</h3>
      <FailureNote failure={toFailure(error)} />
    </section>
  );
}
