import { useTranslations } from "next-intl";
import type { Permission } from "@/lib/core/auth/permissions";
import type { Persona } from "@/lib/core/auth/vocabulary";
import { ownSentences } from "./own-sentences";

/** What somebody may do, said to them: in the sentences of the matrix in Settings, unless those are about others. */
export function useOwnSentence(persona: Persona): (permission: Permission) => string {
  const toOwn = useTranslations("me.allows.own");
  const toSentence = useTranslations("settings.access.permissions");
  return (permission) => {
    const own = ownSentences.find((one) => one === permission);
    return own ? toOwn(own, { persona }) : toSentence(permission);
  };
}
