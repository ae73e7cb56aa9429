import { useTranslations } from "next-intl";
import { Skeleton } from "@/components/ui/display/skeleton";

const rowCount = 12;

/** Matches the layout of a page, so that nothing moves when it arrives. */
export function LoadingState() {
  const t = useTranslations("shell");
  return (
    <div aria-busy className="grid w-full gap-5">
      <span className="sr-only">{t("loading")}</span>
      <div className="grid gap-2 py-1">
        <Skeleton className="h-6 w-40" />
        <Skeleton className="h-4 w-72 max-w-full" />
      </div>
      <Skeleton className="h-8 w-64 max-w-full" />
      <div className="card">
        {Array.from({ length: rowCount }, (_, row) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move.
          <div key={row} className="flex h-9 items-center gap-8 border-b px-3 last:border-b-0">
            <Skeleton className="h-2.5 w-1/4" />
            <Skeleton className="h-2.5 w-1/3" />
            <Skeleton className="ml-auto h-2.5 w-16" />
          </div>
        ))}
      </div>
    </div>
  );
}
