import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/display/badge";

type Props = {
  about: "sandbox" | "readOnly";
  /** A row above the top bar, or a place inside it, which takes no height. */
  place: "row" | "bar";
  children?: ReactNode;
};

export function Banner({ about, place, children }: Props) {
  const t = useTranslations("shell");
  const title = t(`${about}Title`);
  const [text, more] = [t(`${about}Text`), t(`${about}More`)];
  if (place === "row")
    return (
      <aside
        aria-label={title}
        className="shrink-0 border-b bg-sunken text-sm max-sm:text-xs max-sm:[&_button]:-my-2 max-sm:[&_button]:border-transparent max-sm:[&_button]:bg-transparent max-sm:[&_button]:px-1"
      >
        <div className="page-width flex items-center gap-x-4 py-1.5 max-sm:h-7 max-sm:py-0">
          <p title={text} className="relative min-w-0 flex-1 text-ink-muted max-sm:truncate">
            <strong className="mr-2 font-semibold text-ink">{title}</strong>
            {text} <span className="max-sm:sr-only">{more}</span>
          </p>
          {children}
        </div>
      </aside>
    );
  return (
    <aside aria-label={title} className="flex flex-1 basis-0 items-center gap-2 text-sm">
      <span title={`${text} ${more}`} className="inline-flex">
        <Badge>{title}</Badge>
      </span>
      {/* Not in the way of what else is in the bar, but its first words are never cut off. Two have room only on wide screens. */}
      <p
        title={`${text} ${more}`}
        className="relative w-0 min-w-38 max-w-max grow truncate text-ink-muted max-[90rem]:[aside:not(:only-child)>&]:sr-only"
      >
        {text} <span className="sr-only">{more}</span>
      </p>
      {children}
    </aside>
  );
}
