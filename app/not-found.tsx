import { Compass } from "lucide-react";
import Link from "next/link";
import { useTranslations } from "next-intl";
import { State } from "@/components/shell/state";
import { toButtonClass } from "@/components/ui/button";

export default function NotFound() {
  const t = useTranslations("shell");
  const home = (
    <Link href="/" className={toButtonClass()}>
      {t("goHome")}
    </Link>
  );
  return (
    <main className="flex min-h-[70dvh] flex-col">
      <State icon={<Compass />} title={t("notFoundTitle")} heading="h1" action={home}>
        {t("notFoundText")}
      </State>
    </main>
  );
}
