"use client";

import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { useStartRun } from "@/components/shell/use-start-run";
import {
  assignFinding,
  assignFindings,
  dismissFinding,
  dismissFindings,
  reopenFinding,
  reopenFindings,
  unassignFinding,
} from "@/lib/governance/findings/actions";
import type { Assignment, Dismissal } from "@/lib/governance/findings/schema";

const refreshes = ["findings", "audit"];
const touched = [["findings"]];

type Found = readonly { id: string }[];
const toIds = (findings: Found) => findings.map(({ id }) => id);

export function useDismissFindings(findings: Found, onDone: () => void) {
  const t = useTranslations("findings.dismissal");
  const { mutate: reopen } = useReopenFinding();
  return useDecide<Dismissal>(findings, {
    alone: (send, given) => send(dismissFinding, given),
    together: (send, given) => send(dismissFindings, given),
    done: t("done"),
    undo: reopen,
    onDone,
  });
}

export function useAssignFindings(findings: Found, onDone: () => void) {
  const t = useTranslations("findings.assignment");
  return useDecide<Assignment>(findings, {
    alone: (send, given) => send(assignFinding, given),
    together: (send, given) => send(assignFindings, given),
    done: t("done"),
    onDone,
  });
}

type Decide<Given> = {
  alone: (send: Send, given: Given & { findingId: string }) => Promise<unknown>;
  together: (send: Send, given: Given & { findingIds: string[] }) => Promise<{ runId: string }>;
  done: string;
  /** Takes back what was decided on one; the toast of a run has its own. */
  undo?: (findingId: string) => void;
  onDone: () => void;
};

/** One is decided on immediately, several in a run. */
function useDecide<Given>(findings: Found, { alone, together, done, undo, onDone }: Decide<Given>) {
  const ui = useTranslations("ui");
  const [findingId = "", ...others] = toIds(findings);
  const one = useFormMutation<Given>(
    {
      run: (send, given) => alone(send, { ...given, findingId }),
      toText: () => done,
      refreshes,
      action: undo && { label: ui("undo"), onAction: () => undo(findingId) },
    },
    onDone,
  );
  const many = useStartRun<Given>({
    write: (send, given) => together(send, { ...given, findingIds: toIds(findings) }),
    onStarted: onDone,
    touched,
  });
  return others.length > 0 ? many : one;
}

export function useReopenFinding() {
  const t = useTranslations("findings.dismissal");
  const run = (send: Send, findingId: string) => send(reopenFinding, { findingId });
  return useToastMutation({ run, toText: () => t("undone"), refreshes });
}

export function useReopenFindings(onStarted: () => void) {
  const showFailure = useFailureToast();
  return useStartRun<Found>({
    write: (send, findings) => send(reopenFindings, { findingIds: toIds(findings) }),
    onStarted,
    onError: (error) => showFailure(toFailure(error)),
    touched,
  });
}

export function useUnassignFinding() {
  const t = useTranslations("findings.assignment");
  const run = (send: Send, findingId: string) => send(unassignFinding, { findingId });
  return useToastMutation({ run, toText: () => t("undone"), refreshes });
}
