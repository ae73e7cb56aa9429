import { useTranslations } from "next-intl";
import { useRunMutation } from "@/components/shell/use-run-mutation";
import { Button } from "@/components/ui/controls/button";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { BulkRun } from "@/lib/core/bulk/schema";
import { isOwn } from "./run-buttons";
import type { Viewer } from "./viewer";

/** What a program wrote is shown as what it is: a quotation. */
export function ProposedRun({ run, viewer }: { run: BulkRun; viewer: Viewer }) {
  const t = useTranslations("bulk");
  const { perform, isPending } = useRunMutation(run.id);
  const { client = "", reason = "" } = run.proposal ?? {};
  return (
    <section
      aria-label={t("proposal")}
      className="flex flex-wrap items-center gap-x-6 gap-y-3 rounded-lg bg-warn-soft p-4 text-warn"
    >
      <div className="grid min-w-0 flex-1 basis-72 gap-2">
        <p>
          {t.rich("proposed", {
            client: () => <VendorText className="font-medium text-ink">{client}</VendorText>,
            person: () => (
              <PersonName email={run.createdBy} name={run.createdByName} className="font-medium text-ink" />
            ),
            count: run.counts.total,
            until: () => <DateText at={run.approvalExpiresAt} show="minute" />,
          })}
        </p>
        <blockquote className="border-warn border-l-2 pl-3 text-ink wrap-anywhere">
          <VendorText>{reason}</VendorText>
        </blockquote>
      </div>
      {viewer.canWrite && isOwn(run, viewer) && (
        <Button variant="primary" isPending={isPending} onClick={() => perform("start")}>
          {t("start", { count: run.counts.total })}
        </Button>
      )}
    </section>
  );
}
