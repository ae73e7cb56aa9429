"use client";

import { useTranslations } from "next-intl";
import { use } from "react";
import { ConsoleFactsContext } from "./console-facts";

/** Before what may wait for another admin; nothing while the two-person rule is off. */
export function SecondAdminNote() {
  const t = useTranslations("shell");
  const { hasTwoPersonRule } = use(ConsoleFactsContext);
  return hasTwoPersonRule && <p className="text-sm">{t("secondAdmin")}</p>;
}
