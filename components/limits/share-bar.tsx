import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { formatShare } from "@/lib/core/format/format";

export function ShareBar({ share }: { share: number }) {
  const t = useTranslations("limits.page");
  const text = formatShare(share, useLocale());
  const percent = Math.min(100, Math.max(0, Math.floor(share * 100)));
  return (
    <span className="flex items-center gap-2">
      <span
        role="progressbar"
        aria-label={t("share", { share: text })}
        aria-valuenow={percent}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuetext={text}
        className="relative block h-2 min-w-16 flex-1 overflow-hidden rounded-full bg-sunken forced-color-adjust-none"
      >
        <span
          className={clsx("block h-full transition-[width] duration-bar", toColor(share))}
          style={{ width: `${percent}%` }}
        />
      </span>
      <span aria-hidden className="w-12 text-right tabular-nums">
        {text}
      </span>
    </span>
  );
}

function toColor(share: number): string {
  if (share >= 1) return "bg-danger";
  return share >= 0.8 ? "bg-warn" : "bg-chart-1";
}
