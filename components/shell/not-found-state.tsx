import { Compass } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { toButtonClass } from "@/components/ui/button";
import { State } from "./state";

/** For an address that nothing has, or nothing for this person. */
export function NotFoundState() {
  const t = useTranslations("shell");
  const home = (
    <Link href="/" className={toButtonClass()}>
      {t("goHome")}
    </Link>
  );
  return (
    <State icon={<Compass />} title={t("notFoundTitle")} heading="h1" action={home}>
      {t("notFoundText")}
    </State>
  );
}
