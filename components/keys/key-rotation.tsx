"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/controls/button";
import { DisabledControl } from "@/components/ui/controls/disabled-control";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import { VendorText } from "@/components/ui/display/vendor-text";
import { onDemand } from "@/components/ui/on-demand";
import type { KeyRow, KeyRotation as Rotation } from "@/lib/directory/keys/schema";
import { isAwaited, quietDays } from "@/lib/directory/keys/vocabulary";
import { ConsoleLink } from "./console-link";
import { PlannedStop } from "./planned-stop";
import { RotationTraffic } from "./rotation-traffic";
import { useKeyOperations } from "./use-key-operations";
import { useEndRotation } from "./use-rotation-mutations";

const PickReplacementDialog = onDemand(() =>
  import("./pick-replacement-dialog").then((file) => file.PickReplacementDialog),
);

type Props = { row: KeyRow; rotation: Rotation | null; canChange: boolean };

export function KeyRotation({ row, rotation, canChange }: Props) {
  const t = useTranslations("keys.rotation");
  const [isPicking, setPicking] = useState(false);
  const canPick = canChange && row.status !== "archived";
  return (
    <>
      {rotation ? (
        <RotationState row={row} rotation={rotation} canChange={canChange} />
      ) : (
        <p className="max-w-prose text-ink-muted">{t("text")}</p>
      )}
      {canChange && (
        <div className="flex flex-wrap gap-2">
          {rotation && <RotationButtons row={row} rotation={rotation} />}
          {!rotation && <ConsoleLink />}
          {canPick && <Button onClick={() => setPicking(true)}>{t(rotation ? "pickOther" : "pick")}</Button>}
        </div>
      )}
      {isPicking && <PickReplacementDialog rows={[row]} onClose={() => setPicking(false)} />}
    </>
  );
}

function RotationState({ row, rotation, canChange }: StateProps & { canChange: boolean }) {
  const t = useTranslations("keys.rotation");
  const toAdvice = useAdvice();
  return (
    <>
      <p>
        {t.rich("takesOver", {
          name: () => <Replacement rotation={rotation} />,
          person: () => <PersonName email={rotation.startedBy} name={rotation.startedByName} />,
          when: () => <DateText at={rotation.startedAt} />,
        })}
      </p>
      <RotationTraffic rotation={rotation} />
      {/* Whoever waits for it to stop by itself needs no advice. */}
      {(row.status !== "active" || !isAwaited(rotation.stop)) && (
        <p role="status">{row.status === "active" ? toAdvice(rotation) : t("off")}</p>
      )}
      {row.status === "active" && <PlannedStop of={row} stop={rotation.stop} canChange={canChange} />}
    </>
  );
}

function Replacement({ rotation: { replacement } }: { rotation: Rotation }) {
  const t = useTranslations("keys.rotation");
  if (!replacement) return t("outOfReach");
  return (
    <Link
      href={`/keys/${encodeURIComponent(replacement.id)}`}
      className="rounded-sm font-medium underline underline-offset-2"
    >
      <VendorText>{replacement.name.trim() || replacement.id}</VendorText>
    </Link>
  );
}

function useAdvice(): (rotation: Rotation) => string {
  const t = useTranslations("keys.rotation");
  return ({ silentDays }) => {
    if (silentDays === null) return t("unread", { days: quietDays });
    if (silentDays >= quietDays) return t("ready", { count: silentDays });
    return t("wait", { count: silentDays, days: quietDays });
  };
}

type StateProps = { row: KeyRow; rotation: Rotation };

/** Deactivating before the old key has been quiet long enough always asks first. */
function RotationButtons({ row, rotation }: StateProps) {
  const t = useTranslations("keys.rotation");
  const toAdvice = useAdvice();
  const { silentDays } = rotation;
  const { run, askToDeactivate, dialogs } = useKeyOperations();
  const ending = useEndRotation(row);
  const isQuiet = silentDays !== null && silentDays >= quietDays;
  const isOn = row.status === "active";
  const note = silentDays === null ? undefined : t("early", { count: silentDays, days: quietDays });
  return (
    <>
      {isOn && isQuiet && (
        <Button variant="primary" onClick={() => run("deactivate", row)}>
          {t("deactivate")}
        </Button>
      )}
      {isOn && !isQuiet && (
        <DisabledControl
          as="button"
          label={t("deactivate")}
          value={t("deactivate")}
          reason={toAdvice(rotation)}
        />
      )}
      {isOn && !isQuiet && (
        <Button onClick={() => askToDeactivate(row, note)}>{t("deactivateAnyway")}</Button>
      )}
      <Button
        variant={isOn ? "secondary" : "primary"}
        isPending={ending.isPending}
        onClick={() => ending.mutate()}
      >
        {t("end")}
      </Button>
      {dialogs}
    </>
  );
}
