import { TriangleAlert } from "lucide-react";
import { useTranslations } from "next-intl";

export function IncompleteNote({ days }: { days: number }) {
  const t = useTranslations("unreadable");
  return (
    <p role="note" className="flex max-w-prose gap-2 text-sm text-warn">
      <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
      {t("incomplete", { count: days })}
    </p>
  );
}
