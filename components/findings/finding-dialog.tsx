"use client";

import { useLocale, useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { Amount } from "@/components/ui/display/amount";
import { DateText } from "@/components/ui/display/date-text";
import { DayText } from "@/components/ui/display/day-text";
import { Fact, Facts } from "@/components/ui/display/facts";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import { Dialog } from "@/components/ui/overlay/dialog";
import { formatDay } from "@/lib/core/format/format";
import { type Fix, toConsolePart } from "@/lib/core/marks/vocabulary";
import type { Finding } from "@/lib/governance/findings/schema";
import { EvidenceText } from "./evidence-text";
import { FindingSubject } from "./finding-subject";
import { FixButtons } from "./fix-buttons";
import { ScoreFormula } from "./score-formula";
import type { Decide } from "./use-finding-menu";
import type { AskToFix } from "./use-fixing";

type Props = {
  finding: Finding;
  allowed: readonly Fix[];
  onFix: AskToFix;
  /** Null for people who only read. */
  onDecide: Decide | null;
  onClose: () => void;
};

/** What is done about it has a dialog of its own, or closes this one, because the finding is then another. */
export function FindingDialog({ finding, allowed, onFix, onDecide, onClose }: Props) {
  const t = useTranslations("findings");
  const ui = useTranslations("ui");
  const { rule, state } = finding;
  const part = toConsolePart(rule, finding.evidence);
  return (
    <Dialog
      title={t(`rules.${rule}.title`)}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{ui("close")}</Button>
          {state === "open" && (
            <FixButtons
              finding={finding}
              allowed={allowed}
              onFix={(...asked) => {
                onClose();
                onFix(...asked);
              }}
            />
          )}
        </>
      }
    >
      <div className="grid gap-4">
        <p className="font-medium">
          <FindingSubject finding={finding} />
        </p>
        <p>
          <EvidenceText finding={finding} />
        </p>
        <section className="grid gap-1 rounded-md bg-sunken px-3 py-2 text-sm">
          <h3 className="font-medium">{t("detail.why")}</h3>
          <p className="text-ink-muted">{t(`rules.${rule}.why`)}</p>
          {state === "open" && part !== null && <p>{t(`where.${part}`)}</p>}
        </section>
        <FindingFacts finding={finding} />
        {onDecide && state !== "resolved" && (
          <DecideButtons
            state={state}
            onDecide={(what) => {
              onClose();
              onDecide(finding, what);
            }}
          />
        )}
      </div>
    </Dialog>
  );
}

type DecideProps = Pick<Finding, "state"> & { onDecide: (what: Parameters<Decide>[1]) => void };

/** Apart from what fixes it. */
function DecideButtons({ state, onDecide }: DecideProps) {
  const t = useTranslations("findings");
  return (
    <div className="flex gap-2">
      <Button size="sm" onClick={() => onDecide("assign")}>
        {t("assignment.open")}
      </Button>
      {state === "dismissed" ? (
        <Button size="sm" onClick={() => onDecide("reopen")}>
          {t("dismissal.undo")}
        </Button>
      ) : (
        <Button size="sm" onClick={() => onDecide("dismiss")}>
          {t("dismissal.open")}
        </Button>
      )}
    </div>
  );
}

function FindingFacts({ finding }: { finding: Finding }) {
  const t = useTranslations("findings.detail");
  const { cents, since, firstSeenAt, lastSeenAt, resolvedAt, resolution, fixedBy, fixedByName } = finding;
  return (
    <Facts>
      <ScoreFormula finding={finding} />
      {cents !== null && (
        <Fact name={t("cost")}>
          <Amount cents={cents} />
        </Fact>
      )}
      <Fact name={t("since")}>
        <DayText day={since.slice(0, 10)} />
      </Fact>
      <Fact name={t("firstSeen")}>
        <DateText at={firstSeenAt} show="minute" />
      </Fact>
      {lastSeenAt && !resolvedAt && (
        <Fact name={t("lastSeen")}>
          <DateText at={lastSeenAt} show="minute" />
        </Fact>
      )}
      {resolvedAt && (
        <>
          <Fact name={t("resolved")}>
            <DateText at={resolvedAt} show="minute" />
          </Fact>
          <Fact name={t("by")}>
            {fixedBy ? (
              <PersonName email={fixedBy} name={fixedByName} />
            ) : (
              t(resolution === "rule_off" ? "ruleOff" : "elsewhere")
            )}
          </Fact>
        </>
      )}
      <Decisions finding={finding} />
    </Facts>
  );
}

function Decisions({ finding: { assigned, dismissed, state } }: { finding: Finding }) {
  const t = useTranslations("findings");
  const locale = useLocale();
  return (
    <>
      {assigned && (
        <Fact name={t("assigned")}>
          <PersonName email={assigned.to} name={assigned.toName} />
          <span className="block text-ink-muted text-xs">
            {t("assignment.due", { day: formatDay(assigned.dueOn, locale) })}
          </span>
        </Fact>
      )}
      {dismissed && state !== "open" && (
        <Fact name={t("dismissal.by")}>
          <VendorText>{dismissed.reason}</VendorText>
          <span className="block text-ink-muted text-xs">
            <PersonName email={dismissed.by} name={dismissed.byName} />,{" "}
            <DateText at={dismissed.until} show="day" />
          </span>
        </Fact>
      )}
    </>
  );
}
