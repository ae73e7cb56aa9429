"use client";

import dynamic from "next/dynamic";
import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import type { MenuItem } from "@/components/ui/overlay/menu";
import type { Finding } from "@/lib/findings/schema";
import type { Fix } from "@/lib/findings/vocabulary";
import { toFixes, toTarget } from "./to-choice";
import { useReopenFinding, useUnassignFinding } from "./use-finding-mutations";
import type { AskToFix } from "./use-fixing";

const AssignDialog = dynamic(() => import("./decision-dialog").then((file) => file.AssignDialog), {
  ssr: false,
});
const DismissDialog = dynamic(() => import("./decision-dialog").then((file) => file.DismissDialog), {
  ssr: false,
});

type Asked = { finding: Finding; what: "dismiss" | "assign" };

type Options = {
  canWrite: boolean;
  allowed: readonly Fix[];
  onOpen: (finding: Finding) => void;
  onFix: AskToFix;
};

/** What can be done with a finding, and the dialogs that ask. */
export function useFindingMenu({ canWrite, allowed, onOpen, onFix }: Options) {
  const t = useTranslations("findings");
  const [asked, setAsked] = useState<Asked>();
  const { mutate: reopen } = useReopenFinding();
  const { mutate: unassign } = useUnassignFinding();
  const toItems = useCallback(
    (finding: Finding): MenuItem[] => {
      const details = { id: "details", label: t("details"), onSelect: () => onOpen(finding) };
      const fixes = toFixes(finding, allowed).map((fix) => ({
        id: fix,
        label: t(`fixes.${fix}.one`),
        onSelect: () => onFix(fix, [toTarget(finding)]),
      }));
      if (!canWrite || finding.state === "resolved") return [details, ...fixes];
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
      return [details, ...fixes, assign, ...(finding.assigned ? [end] : []), dismissal];
    },
    [t, canWrite, allowed, onOpen, onFix, reopen, unassign],
  );
  const close = () => setAsked(undefined);
  const Dialog = asked?.what === "assign" ? AssignDialog : DismissDialog;
  return { toItems, dialogs: asked && <Dialog finding={asked.finding} onClose={close} /> };
}
