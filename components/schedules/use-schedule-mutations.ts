"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { useWrite } from "@/components/shell/use-write";
import { named, toVendorText } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import {
  addSchedule,
  changePause,
  changeSchedule,
  removeSchedule,
  sendSchedule,
} from "@/lib/across/schedules/actions";
import type { SaveSchedule, Schedule } from "@/lib/across/schedules/schema";
import type { SentOutcome } from "@/lib/core/delivery/schema";

const refreshes = ["schedules", "audit", "overview"];

export function useSaveSchedule({ isNew, onSaved }: { isNew: boolean; onSaved: () => void }) {
  const t = useTranslations("schedules");
  return useFormMutation(
    {
      run: (send, given: SaveSchedule) => send(isNew ? addSchedule : changeSchedule, given),
      toText: ({ name }) => t.rich(isNew ? "addedToast" : "changedToast", named(name)),
      refreshes,
    },
    onSaved,
  );
}

export function useRemoveSchedule(onClose: () => void) {
  const t = useTranslations("schedules");
  const run = (send: Send, { id }: Schedule) => send(removeSchedule, { scheduleId: id });
  const toText = ({ name }: Schedule) => t.rich("removedToast", named(name));
  return useToastMutation({ run, toText, refreshes }, onClose);
}

export function usePauseSchedule() {
  const t = useTranslations("schedules");
  return useToastMutation({
    run: (send, { id, isPaused }: Schedule) => send(changePause, { scheduleId: id, isPaused: !isPaused }),
    toText: ({ name, isPaused }) => t.rich(isPaused ? "resumedToast" : "pausedToast", named(name)),
    refreshes,
  });
}

/** Says how many of the messages left, which the request's own success doesn't. */
export function useSendSchedule() {
  const t = useTranslations("schedules");
  const client = useQueryClient();
  const showFailure = useFailureToast();
  return useWrite<Schedule, SentOutcome[]>({
    write: (send, { id }) => send(sendSchedule, { scheduleId: id }),
    isRepeatable: true,
    onSuccess: (outcomes, { name }) => {
      const all = outcomes.length;
      const sent = outcomes.filter(({ state }) => state === "sent").length;
      const isGood = sent === all && all > 0;
      toast(
        all === 0 ? t("noRecipients") : t.rich("sentToast", { sent, all, name: toVendorText(name) }),
        isGood ? undefined : { tone: "failure" },
      );
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["schedules"] }),
  });
}
