"use client";

import { useTranslations } from "next-intl";
import { useCallback, useState } from "react";
import { useAskedWrites } from "@/components/shell/use-asked-writes";
import { onDemand } from "@/components/ui/on-demand";
import type { MenuItem } from "@/components/ui/overlay/menu";
import type { Fix } from "@/lib/core/marks/vocabulary";
import type { Finding } from "@/lib/governance/findings/schema";
import { toFixes, toTarget } from "./to-choice";
import type { AskToFix } from "./use-fixing";

const AssignDialog = onDemand(() => import("./decision-dialog").then((file) => file.AssignDialog));
const DismissDialog = onDemand(() => import("./decision-dialog").then((file) => file.DismissDialog));
const loadWrites = () => import("./finding-writes").then((file) => file.FindingWrites);

type Asked = { finding: Finding; what: "dismiss" | "assign" };
export type Decide = (finding: Finding, what: Asked["what"] | "reopen") => void;

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
  const { ask: write, writes } = useAskedWrites(loadWrites);
  const decide = useCallback<Decide>(
    (finding, what) =>
      what === "reopen" ? write({ write: what, findingId: finding.id }) : setAsked({ finding, what }),
    [write],
  );
  const toItems = useCallback(
    (finding: Finding): MenuItem[] => {
      const details = { id: "details", label: t("details"), onSelect: () => onOpen(finding) };
      const fixes = toFixes(finding, allowed).map((fix) => ({
        id: fix,
        label: t(`fixes.${fix}.one`),
        hasDialog: fix !== "offboard_member", // Its label says so already, because it opens a page.
        onSelect: () => onFix(fix, [toTarget(finding)]),
      }));
      if (!canWrite || finding.state === "resolved") return [details, ...fixes];
      const dismissal =
        finding.state === "dismissed"
          ? {
              id: "reopen",
              label: t("dismissal.undo"),
              onSelect: () => decide(finding, "reopen"),
            }
          : {
              id: "dismiss",
              hasDialog: true,
              label: t("dismissal.open"),
              onSelect: () => decide(finding, "dismiss"),
            };
      const assign = {
        id: "assign",
        hasDialog: true,
        label: t("assignment.open"),
        onSelect: () => decide(finding, "assign"),
      };
      const end = {
        id: "unassign",
        label: t("assignment.undo"),
        onSelect: () => write({ write: "unassign", findingId: finding.id }),
      };
      return [details, ...fixes, assign, ...(finding.assigned ? [end] : []), dismissal];
    },
    [t, canWrite, allowed, onOpen, onFix, write, decide],
  );
  const close = () => setAsked(undefined);
  const Dialog = asked?.what === "assign" ? AssignDialog : DismissDialog;
  const dialogs = (
    <>
      {asked && <Dialog findings={[asked.finding]} onClose={close} />}
      {writes}
    </>
  );
  return { toItems, dialogs, decide };
}
