import { useTranslations } from "next-intl";

/** What is special about this installation: nothing in it is real, or nothing in it can be changed. */
export function Banner({ about }: { about: "sandbox" | "readOnly" }) {
  const t = useTranslations("shell");
  return (
    <aside
      aria-label={t(`${about}Title`)}
      className="shrink-0 border-b bg-accent-soft px-4 py-1.5 text-accent text-sm sm:px-6 lg:px-8"
    >
      <strong className="mr-2 font-semibold">{t(`${about}Title`)}</strong>
      {t(`${about}Text`)}
    </aside>
  );
}
