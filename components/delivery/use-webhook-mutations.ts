"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { orRequestApproval } from "@/components/shell/request-approval";
import type { Send } from "@/components/shell/submits";
import { useFormMutation, useToastMutation } from "@/components/shell/use-operation";
import { useWrite } from "@/components/shell/use-write";
import { named } from "@/components/ui/display/vendor-text";
import { toast } from "@/components/ui/overlay/toast-store";
import {
  addWebhook,
  changeWebhook,
  removeWebhook,
  requestWebhook,
  testMail,
  testWebhook,
} from "@/lib/core/delivery/actions";
import type { RequestWebhook, SentOutcome, ShownWebhook } from "@/lib/core/delivery/schema";
import { useDeliveryReason } from "./use-delivery-reason";

const refreshes = ["channels", "budgets", "audit"];

type Named = Pick<ShownWebhook, "id" | "name">;

export function useSaveWebhook(onSaved: () => void) {
  const t = useTranslations("delivery.webhooks");
  return useFormMutation(
    {
      run: (send, saved: RequestWebhook) =>
        orRequestApproval(
          () => (saved.isNew ? send(addWebhook, saved.webhook) : send(changeWebhook, saved.webhook)),
          () => send(requestWebhook, saved),
        ),
      toText: ({ isNew, webhook: { name } }) => t.rich(isNew ? "addedToast" : "changedToast", named(name)),
      refreshes,
    },
    onSaved,
  );
}

export function useRemoveWebhook(onClose: () => void) {
  const t = useTranslations("delivery.webhooks");
  const run = (send: Send, { id }: Named) => send(removeWebhook, { webhookId: id });
  const toText = ({ name }: Named) => t.rich("removedToast", named(name));
  return useToastMutation({ run, toText, refreshes }, onClose);
}

export function useTestWebhook() {
  const t = useTranslations("delivery.webhooks");
  return useTest(
    (send, { id }: Named) => send(testWebhook, { webhookId: id }),
    ({ name }) => t.rich("testedToast", named(name)),
  );
}

export function useTestMail() {
  const t = useTranslations("delivery.mail");
  return useTest(
    (send) => send(testMail, {}),
    () => t("tested"),
  );
}

/** Says whether the test arrived, which the request's own success doesn't. */
function useTest<Given = void>(
  write: (send: Send, given: Given) => Promise<SentOutcome>,
  toDone: (given: Given) => ReactNode,
) {
  const t = useTranslations("delivery.webhooks");
  const client = useQueryClient();
  const toReason = useDeliveryReason();
  const showFailure = useFailureToast();
  return useWrite<Given, SentOutcome>({
    write,
    isRepeatable: true,
    onSuccess: ({ state, errorCode }, given) => {
      if (state === "sent") toast(toDone(given));
      else toast(t("testFailed", { reason: toReason(errorCode ?? state) }), { tone: "failure" });
    },
    onError: (error) => showFailure(toFailure(error)),
    onSettled: () => client.invalidateQueries({ queryKey: ["channels"] }),
  });
}
