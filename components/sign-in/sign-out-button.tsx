"use client";

import { useMutation } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { toFailure, useFailureToast } from "@/components/shell/failure";
import { Button } from "@/components/ui/controls/button";
import { endSession } from "./session";

export function SignOutButton() {
  const t = useTranslations("shell");
  const showFailure = useFailureToast();
  const signOut = useMutation({
    mutationFn: endSession,
    onError: (error) => showFailure(toFailure(error)),
  });
  return (
    <Button variant="ghost" isPending={signOut.isPending} onClick={() => signOut.mutate()}>
      {t("signOut")}
    </Button>
  );
}
