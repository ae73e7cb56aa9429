import { Lock } from "lucide-react";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
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
