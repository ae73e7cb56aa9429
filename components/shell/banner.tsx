import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

type Props = {
  about: "sandbox" | "readOnly";
  children?: ReactNode;
};

export function Banner({ about, children }: Props) {
  const t = useTranslations("shell");
  return (
    <aside aria-label={t(`${about}Title`)} className="shrink-0 border-b bg-sunken text-sm">
      <div className="page-width flex items-center gap-x-4 py-1.5">
        <p className="min-w-0 flex-1 text-ink-muted max-sm:line-clamp-2">
          <strong className="mr-2 font-semibold text-ink">{t(`${about}Title`)}</strong>
          {t(`${about}Text`)}
        </p>
        {children}
      </div>
    </aside>
  );
}
