import { useTranslations } from "next-intl";
import { inviteStates } from "@/lib/invites/vocabulary";

/** The status in words; one the vendor added later is shown as it came. */
export function useStateName(): (state: string) => string {
  const t = useTranslations("invites.states");
  return (state) => {
    const known = inviteStates.find((one) => one === state);
    return known ? t(known) : state;
  };
}
