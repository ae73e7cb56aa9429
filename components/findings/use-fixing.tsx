"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useCallback, useState } from "react";
import { useFixDialogs } from "@/components/directory/fix-dialogs";
import { useKeyDeactivation } from "@/components/directory/use-key-deactivation";
import type { Fix } from "@/lib/core/marks/vocabulary";
import type { FixTarget } from "@/lib/governance/findings/schema";

export type AskToFix = (fix: Fix, targets: readonly FixTarget[], onStarted?: () => void) => void;
type Asked = { fix: Fix; targets: readonly FixTarget[]; onStarted?: (() => void) | undefined };

/** Opens the dialog, or the page, of the operation that exists anyway. Findings are read again when it closes. */
export function useFixing(): { askToFix: AskToFix; dialog: React.ReactNode } {
  const dialogs = useFixDialogs();
  const deactivate = useKeyDeactivation();
  const client = useQueryClient();
  const router = useRouter();
  const [asked, setAsked] = useState<Asked>();
  const askToFix = useCallback<AskToFix>(
    (fix, targets, onStarted) => {
      if (fix === "deactivate_key")
        deactivate(targets.map(({ id, name }) => ({ id, name, status: "active" })));
      else if (fix === "offboard_member")
        router.push(`/members/offboard?members=${targets.map(({ id }) => encodeURIComponent(id)).join(",")}`);
      else setAsked({ fix, targets, onStarted });
    },
    [deactivate, router],
  );
  const close = () => {
    setAsked(undefined);
    client.invalidateQueries({ queryKey: ["findings"] });
  };
  const Dialog = asked && dialogs[asked.fix];
  const onStarted = () => {
    asked?.onStarted?.();
    close();
  };
  return {
    askToFix,
    dialog: Dialog && <Dialog targets={asked.targets} onStarted={onStarted} onClose={close} />,
  };
}
