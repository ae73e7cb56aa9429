"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { type ReactNode, useCallback, useState } from "react";
import { onDemand } from "@/components/ui/on-demand";
import type { Fix } from "@/lib/core/marks/vocabulary";
import type { FixTarget } from "@/lib/governance/findings/schema";
import type { AskedFix } from "./fix-dialog";

const FixDialog = onDemand(() => import("./fix-dialog").then((file) => file.FixDialog));

export type AskToFix = (fix: Fix, targets: readonly FixTarget[], onStarted?: () => void) => void;
type Asked = {
  fix: AskedFix;
  targets: readonly FixTarget[];
  onStarted?: (() => void) | undefined;
  count: number;
};

/** Opens the dialog, or the page, of the operation that exists anyway. Findings are read again when it closes. */
export function useFixing(): { askToFix: AskToFix; dialog: ReactNode } {
  const client = useQueryClient();
  const router = useRouter();
  const [asked, setAsked] = useState<Asked>();
  const askToFix = useCallback<AskToFix>(
    (fix, targets, onStarted) => {
      if (fix === "offboard_member")
        router.push(`/members/offboard?members=${targets.map(({ id }) => encodeURIComponent(id)).join(",")}`);
      else setAsked((last) => ({ fix, targets, onStarted, count: (last?.count ?? 0) + 1 }));
    },
    [router],
  );
  const close = () => {
    setAsked(undefined);
    client.invalidateQueries({ queryKey: ["findings"] });
  };
  const onStarted = () => {
    asked?.onStarted?.();
    close();
  };
  return {
    askToFix,
    dialog: asked && (
      <FixDialog
        key={asked.count}
        fix={asked.fix}
        targets={asked.targets}
        onStarted={onStarted}
        onClose={close}
      />
    ),
  };
}
