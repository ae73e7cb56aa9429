"use client";

import { useTranslations } from "next-intl";
import { ChoiceList } from "@/components/ui/controls/choice-list";
import { type GrantablePersona, grantablePersonas } from "@/lib/account/grants/vocabulary";

type Props = { persona: GrantablePersona; onChange: (persona: GrantablePersona) => void };

export function PersonaPicker({ persona, onChange }: Props) {
  const t = useTranslations("settings.access");
  const name = useTranslations("shell.persona");
  const options = grantablePersonas.map((value) => ({ value, label: name(value), help: t(`help.${value}`) }));
  return <ChoiceList label={t("persona")} options={options} value={persona} onChange={onChange} />;
}
