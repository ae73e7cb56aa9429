"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { Button } from "@/components/ui/button";
import { unwrap } from "@/lib/entry/unwrap";
import { signOutEverywhere } from "@/lib/sessions/actions";

/** In every browser, this one among them. */
export function SignOutEverywhereButton() {
  const t = useTranslations("sessions");
  const showFailure = useFailureToast();
  const ending = useMutation({
    mutationFn: async () => unwrap(await signOutEverywhere({})),
    onSuccess: () => window.location.assign("/sign-in"),
    onError: (error) => showFailure(toFailure(error)),
  });
  return (
    <Button variant="ghost" isPending={ending.isPending} onClick={() => ending.mutate()}>
      {t("endOwn")}
    </Button>
  );
}
