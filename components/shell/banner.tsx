import { useTranslations } from "next-intl";
import type { ReactNode } from "react";

type Props = {
  about: "sandbox" | "readOnly";
  children?: ReactNode;
};

export function Banner({ about, children }: Props) {
  const t = useTranslations("shell");
  return (
    <aside
      aria-label={t(`${about}Title`)}
      className="flex shrink-0 flex-wrap items-center gap-x-4 gap-y-1.5 border-b bg-accent-soft px-4 py-1.5 text-sm sm:px-6 lg:px-8"
    >
      <p className="min-w-0 flex-1 basis-72 text-accent">
        <strong className="mr-2 font-semibold">{t(`${about}Title`)}</strong>
        {t(`${about}Text`)}
      </p>
      {children}
    </aside>
  );
}
