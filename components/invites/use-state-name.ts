import { useTranslations } from "next-intl";
import { inviteStates } from "@/lib/directory/invites/vocabulary";

/** A status that the vendor added later is shown as received. */
export function useStateName(): (state: string) => string {
  const t = useTranslations("invites.states");
  return (state) => {
    const known = inviteStates.find((one) => one === state);
    return known ? t(known) : state;
  };
}
