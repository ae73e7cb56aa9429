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

/** One is decided on immediately, several in a run. */
export function useDismissFindings(findings: Found, onDone: () => void) {
  const t = useTranslations("findings.dismissal");
  const [findingId = "", ...others] = toIds(findings);
  const one = useFormMutation<Dismissal>(
    {
      run: (send, given) => send(dismissFinding, { ...given, findingId }),
      toText: () => t("done"),
      refreshes,
    },
    onDone,
  );
  const many = useStartRun<Dismissal>({
    write: (send, given) => send(dismissFindings, { ...given, findingIds: toIds(findings) }),
    onStarted: onDone,
    touched,
  });
  return others.length > 0 ? many : one;
}

/** One is decided on immediately, several in a run. */
export function useAssignFindings(findings: Found, onDone: () => void) {
  const t = useTranslations("findings.assignment");
  const [findingId = "", ...others] = toIds(findings);
  const one = useFormMutation<Assignment>(
    {
      run: (send, given) => send(assignFinding, { ...given, findingId }),
      toText: () => t("done"),
      refreshes,
    },
    onDone,
  );
  const many = useStartRun<Assignment>({
    write: (send, given) => send(assignFindings, { ...given, findingIds: toIds(findings) }),
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
