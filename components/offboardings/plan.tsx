"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { PersonLink } from "@/components/directory/person-link";
import { Button } from "@/components/ui/controls/button";
import { useUnsaved } from "@/components/ui/controls/unsaved";
import { VendorText } from "@/components/ui/display/vendor-text";
import type { OffboardingPlan, PlannedPerson } from "@/lib/directory/offboardings/schema";
import { doneElsewhere } from "@/lib/directory/offboardings/vocabulary";
import {
  chooseForRest,
  type Decision,
  type Decisions,
  isDecided,
  listKeysToDecide,
  listLeavers,
  listWithoutChoice,
  toDecision,
  toOrder,
  toOutcomes,
} from "./decisions";
import { OrderDialog } from "./order-dialog";
import { PlannedPersonCard } from "./planned-person-card";
import { type Start, startNow, WhenField } from "./when-field";

type Props = {
  plan: OffboardingPlan;
  isBusy: boolean;
  onStale: () => void;
  onLeaveOut: (person: PlannedPerson) => void;
};

export function Plan({ plan, isBusy, onStale, onLeaveOut }: Props) {
  const t = useTranslations("offboardings");
  const [decisions, setDecisions] = useState<Decisions>(new Map());
  const [start, setStart] = useState<Start>(startNow);
  const [isAsked, setAsked] = useState(false);
  useUnsaved(decisions.size > 0);
  const leavers = listLeavers(plan);
  const keys = listKeysToDecide(leavers);
  const open = keys.filter((key) => !isDecided(toDecision(key, decisions)));
  const decide = (id: string, decision: Decision) => setDecisions(new Map(decisions).set(id, decision));
  const untouched = listWithoutChoice(keys, decisions);
  const decideRest = (choice: "stop" | "keep") => setDecisions(chooseForRest(keys, decisions, choice));
  return (
    <>
      <NotFound plan={plan} />
      {untouched.length > 1 && (
        <div
          role="status"
          className="flex flex-wrap items-center gap-2 rounded-md bg-warn-soft px-3 py-2 text-sm"
        >
          <span className="mr-auto text-warn max-sm:basis-full">
            {t("undecided", { count: untouched.length })}
          </span>
          <Button size="sm" onClick={() => decideRest("stop")}>
            {t("stopAll")}
          </Button>
          <Button size="sm" onClick={() => decideRest("keep")}>
            {t("keepAll")}
          </Button>
        </div>
      )}
      {plan.people.map((person) => (
        <PlannedPersonCard
          key={person.key}
          person={person}
          decisions={decisions}
          onDecide={decide}
          onLeaveOut={plan.people.length > 1 ? () => onLeaveOut(person) : undefined}
        />
      ))}
      {leavers.length > 0 && (
        <>
          <Elsewhere />
          <div className="flex flex-wrap items-end justify-between gap-4 card p-5">
            <WhenField start={start} onChange={setStart} />
            <div className="grid justify-items-start gap-1.5 sm:justify-items-end">
              {open.length > 0 && (
                <p className="text-sm text-warn">{t("undecided", { count: open.length })}</p>
              )}
              <Button
                variant="danger"
                disabled={open.length > 0 || isBusy || start.isWrong}
                onClick={() => setAsked(true)}
              >
                {t("order", { count: leavers.length })}
              </Button>
            </div>
          </div>
        </>
      )}
      {isAsked && (
        <OrderDialog
          people={leavers}
          order={toOrder(leavers, decisions, start.at)}
          outcomes={toOutcomes(leavers, decisions)}
          onStale={onStale}
          onClose={() => setAsked(false)}
        />
      )}
    </>
  );
}

function NotFound({ plan: { unknown, left } }: { plan: OffboardingPlan }) {
  const t = useTranslations("offboardings");
  if (unknown.length + left.length === 0) return null;
  return (
    <div className="grid gap-1 card px-4 py-3 text-sm">
      {unknown.length > 0 && (
        <p>
          {t("unknown", { count: unknown.length })} <VendorText>{unknown.join(", ")}</VendorText>
        </p>
      )}
      {left.length > 0 && (
        <p>
          {t("alreadyLeft", { count: left.length })}{" "}
          {left.map(({ id, email }, index) => (
            <span key={id}>
              {index > 0 && ", "}
              <PersonLink id={id} className="text-accent">
                {email}
              </PersonLink>
            </span>
          ))}
        </p>
      )}
    </div>
  );
}

/** What the Admin API can't do, and where it is done. */
function Elsewhere() {
  const t = useTranslations("offboardings.elsewhere");
  return (
    <section aria-label={t("title")} className="card px-5 py-4">
      <h2 className="mb-2 text-base">{t("title")}</h2>
      <ul className="grid gap-1.5 text-sm">
        {doneElsewhere.map((one) => (
          <li key={one} className="grid gap-x-4 sm:grid-cols-[14rem_1fr]">
            <span className="font-medium">{t(`${one}.what`)}</span>
            <span className="text-ink-muted">{t(`${one}.where`)}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}
