import { Compass } from "lucide-react";
import { useTranslations } from "next-intl";
import { State } from "@/components/shell/state";
import { toButtonClass } from "@/components/ui/controls/button";

export default function NotFound() {
  const t = useTranslations("shell");
  return (
    <main className="flex min-h-[70dvh] flex-col">
      {/* A plain link: every page brings what this one needs, and would bring the code of links twice. */}
      <State
        icon={<Compass />}
        title={t("notFoundTitle")}
        heading="h1"
        action={
          <a href="/" className={toButtonClass()}>
            {t("goHome")}
          </a>
        }
      >
        {t("notFoundText")}
      </State>
    </main>
  );
}
