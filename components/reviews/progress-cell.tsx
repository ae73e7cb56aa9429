import { useTranslations } from "next-intl";
import { ProgressBar } from "@/components/shell/progress-bar";
import type { Progress } from "@/lib/governance/reviews/schema";

/** Exceptions exist once a review is closed. Then what was done counts, because nothing more is decided. */
export function ProgressCell({ progress: { decided, done, exceptions, total } }: { progress: Progress }) {
  const t = useTranslations("reviews");
  const isOver = exceptions > 0;
  const count = isOver ? done : decided;
  return (
    <span className="grid gap-1.5 max-md:min-w-20">
      <span className="tabular-nums max-md:hidden">
        {isOver ? t("doneOf", { done, total }) : t("decidedOf", { decided, total })}
      </span>
      <span className="tabular-nums md:hidden">{t("decidedShort", { decided: count, total })}</span>
      <ProgressBar label={t("progress")} done={count} total={total} />
    </span>
  );
}

/** What is left to do besides deciding. */
export function OpenEnds({ progress: { refused, tasks, exceptions } }: { progress: Progress }) {
  const t = useTranslations("reviews");
  const texts = [
    refused > 0 && t("refusedCount", { count: refused }),
    tasks > 0 && t("taskCount", { count: tasks }),
    exceptions > 0 && t("exceptionCount", { count: exceptions }),
  ].filter(Boolean);
  return <span className="line-clamp-2 whitespace-normal text-sm leading-5">{texts.join(", ") || "–"}</span>;
}
