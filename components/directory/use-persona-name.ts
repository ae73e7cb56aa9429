import { useTranslations } from "next-intl";
import { useCallback } from "react";
import { personas } from "@/lib/core/auth/vocabulary";

/** One that was added later is shown as received. */
export function usePersonaName(): (persona: string) => string {
  const t = useTranslations("shell.persona");
  return useCallback(
    (persona) => {
      const known = personas.find((one) => one === persona);
      return known ? t(known) : persona;
    },
    [t],
  );
}
