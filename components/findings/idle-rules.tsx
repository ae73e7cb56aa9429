"use client";

import { useTranslations } from "next-intl";
import type { FindingsPage } from "@/lib/governance/findings/schema";

/** An empty list isn't a clean one if rules weren't checked. */
export function IdleRules({ idle }: Pick<FindingsPage, "idle">) {
  const t = useTranslations("findings");
  return (
    <details className="text-ink-muted text-sm">
      <summary className="w-fit cursor-pointer">{t("idle.title", { count: idle.length })}</summary>
      <ul className="mt-1 grid gap-0.5 pl-4">
        {idle.map(({ rule, state }) => (
          <li key={rule}>
            {t(`rules.${rule}.title`)}: {t(`idle.${state}`)}
          </li>
        ))}
      </ul>
    </details>
  );
}
