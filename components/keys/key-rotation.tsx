"use client";

import Link from "next/link";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DateText } from "@/components/ui/date-text";
import { VendorText } from "@/components/ui/vendor-text";
import type { KeyRow, KeyRotation as Rotation } from "@/lib/keys/schema";
import { quietDays } from "@/lib/keys/vocabulary";
import { ConsoleLink } from "./console-link";
import { PickReplacementDialog } from "./pick-replacement-dialog";
import { RotationPicture } from "./rotation-picture";
import { useEndRotation } from "./use-rotation-acts";
import { useSwitchKey } from "./use-switch-key";

type Props = { row: KeyRow; rotation: Rotation | null; canChange: boolean };

/** Helps to replace a key: which one takes over, how the traffic moves, when the old one can be switched off. */
export function KeyRotation({ row, rotation, canChange }: Props) {
  const t = useTranslations("keys.rotation");
  const [isPicking, setPicking] = useState(false);
  const canPick = canChange && row.status !== "archived";
  return (
    <>
      {rotation ? (
        <RotationState row={row} rotation={rotation} />
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
      {isPicking && <PickReplacementDialog row={row} onClose={() => setPicking(false)} />}
    </>
  );
}

function RotationState({ row, rotation }: Omit<Props, "canChange" | "rotation"> & { rotation: Rotation }) {
  const t = useTranslations("keys.rotation");
  return (
    <>
      <p>
        {t.rich("takesOver", {
          name: () => <Replacement rotation={rotation} />,
          person: () => <VendorText>{rotation.startedBy}</VendorText>,
          when: () => <DateText at={rotation.startedAt} />,
        })}
      </p>
      <RotationPicture rotation={rotation} />
      <p role="status">
        <Advice row={row} rotation={rotation} />
      </p>
    </>
  );
}

function Replacement({ rotation: { replacement, replacementId } }: { rotation: Rotation }) {
  const t = useTranslations("keys.rotation");
  if (!replacement) return t("outOfReach");
  return (
    <Link
      href={`/keys/${encodeURIComponent(replacementId)}`}
      className="rounded-sm font-medium underline underline-offset-2"
    >
      <VendorText>{replacement.name.trim() || replacementId}</VendorText>
    </Link>
  );
}

function Advice({ row, rotation: { silentDays } }: { row: KeyRow; rotation: Rotation }) {
  const t = useTranslations("keys.rotation");
  if (row.status !== "active") return t("off");
  if (silentDays === null) return t("unread");
  if (silentDays === 0) return `${t("busy")} ${t("wait", { days: quietDays })}`;
  const next = silentDays >= quietDays ? t("ready") : t("wait", { days: quietDays });
  return `${t("silent", { count: silentDays })} ${next}`;
}

/** Switching off is never forbidden, but only a silent key makes it the obvious step. */
function RotationButtons({ row, rotation }: { row: KeyRow; rotation: Rotation }) {
  const t = useTranslations("keys.rotation");
  const switchKey = useSwitchKey();
  const ending = useEndRotation(row.id);
  const isQuiet = (rotation.silentDays ?? 0) >= quietDays;
  const isOn = row.status === "active";
  return (
    <>
      {isOn && (
        <Button
          variant={isQuiet ? "primary" : "secondary"}
          onClick={() => switchKey({ keyId: row.id, act: "deactivate", seen: row.status })}
        >
          {t("deactivate")}
        </Button>
      )}
      <Button
        variant={isOn ? "secondary" : "primary"}
        isPending={ending.isPending}
        onClick={() => ending.mutate()}
      >
        {t("end")}
      </Button>
    </>
  );
}
