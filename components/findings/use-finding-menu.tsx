"use client";

import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import type { MenuItem } from "@/components/ui/overlay/menu";
import type { Finding } from "@/lib/findings/schema";
import { AssignDialog, DismissDialog } from "./decision-dialog";
import { useReopenFinding, useUnassignFinding } from "./use-finding-mutations";

type Asked = { finding: Finding; what: "dismiss" | "assign" };

/** What can be done with a finding, and the dialogs that ask. */
export function useFindingMenu(canWrite: boolean, onOpen: (finding: Finding) => void) {
  const t = useTranslations("findings");
  const [asked, setAsked] = useState<Asked>();
  const { mutate: reopen } = useReopenFinding();
  const { mutate: unassign } = useUnassignFinding();
  const toItems = useCallback(
    (finding: Finding): MenuItem[] => {
      const details = { id: "details", label: t("details"), onSelect: () => onOpen(finding) };
      if (!canWrite || finding.state === "resolved") return [details];
      const dismissal =
        finding.state === "dismissed"
          ? { id: "reopen", label: t("dismissal.undo"), onSelect: () => reopen(finding.id) }
          : {
              id: "dismiss",
              label: t("dismissal.open"),
              onSelect: () => setAsked({ finding, what: "dismiss" }),
            };
      const assign = {
        id: "assign",
        label: t("assignment.open"),
        onSelect: () => setAsked({ finding, what: "assign" }),
      };
      const end = { id: "unassign", label: t("assignment.undo"), onSelect: () => unassign(finding.id) };
      return [details, assign, ...(finding.assigned ? [end] : []), dismissal];
    },
    [t, canWrite, onOpen, reopen, unassign],
  );
  const close = () => setAsked(undefined);
  const Dialog = asked?.what === "assign" ? AssignDialog : DismissDialog;
  return { toItems, dialogs: asked && <Dialog finding={asked.finding} onClose={close} /> };
}
