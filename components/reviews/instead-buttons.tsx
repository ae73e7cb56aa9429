import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import type { Instead } from "./asked";

export function InsteadButtons({ onInstead }: { onInstead: (what: Instead) => void }) {
  const t = useTranslations("reviews");
  return (
    <div className="flex flex-wrap gap-2">
      <Button size="sm" onClick={() => onInstead("handOver")}>
        {t("handOverOpen")}
      </Button>
      <Button size="sm" onClick={() => onInstead("question")}>
        {t("questionOpen")}
      </Button>
    </div>
  );
}
