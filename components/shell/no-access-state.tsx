import { Lock } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { State } from "./state";

export function NoAccessState() {
  const t = useTranslations("shell");
  const home = (
    <Link href="/" className={toButtonClass()}>
      {t("goHome")}
    </Link>
  );
  return (
    <State icon={<Lock />} title={t("noAccessTitle")} heading="h1" action={home}>
      {t("noAccessText")}
    </State>
  );
}
