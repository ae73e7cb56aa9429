"use client";

import type { Route } from "next";
import { useTranslations } from "next-intl";
import { Button } from "@/components/ui/controls/button";
import { Link } from "@/components/ui/controls/link";
import { DateText } from "@/components/ui/display/date-text";
import { PersonName } from "@/components/ui/display/person-name";
import type { KeyRotation, KeyRow } from "@/lib/directory/keys/schema";
import { isAwaited } from "@/lib/directory/keys/vocabulary";
import { usePlanStop } from "./use-rotation-mutations";

type Props = { of: Pick<KeyRow, "id" | "name">; stop: KeyRotation["stop"]; canChange: boolean };

/** A replaced key can stop by itself once it is quiet. Says who asked for that and what became of it, and offers it where nobody waits for it. */
export function PlannedStop({ of: key, stop, canChange }: Props) {
  const t = useTranslations("keys.rotation");
  const planning = usePlanStop(key);
  const canCancel = canChange && stop !== null && ["planned", "pending", "retried"].includes(stop.state);
  return (
    <>
      {stop && stop.state !== "succeeded" && (
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5 rounded-md bg-sunken px-3 py-2 text-sm">
          <p className="min-w-0 flex-1 basis-60">
            {t.rich(`stopStates.${stop.state}`, {
              person: () => <PersonName email={stop.askedBy} name={stop.askedByName} />,
              when: () => <DateText at={stop.askedAt} />,
            })}
          </p>
          {stop.runId && (
            // Sound: the type of a route with a parameter is generic.
            <Link href={`/bulk/${stop.runId}` as Route} className="rounded-sm text-accent hover:underline">
              {t("details")}
            </Link>
          )}
          {canCancel && (
            <Button size="sm" isPending={planning.isPending} onClick={() => planning.mutate(false)}>
              {t("cancelStop")}
            </Button>
          )}
        </div>
      )}
      {canChange && !isAwaited(stop) && (
        <Button
          size="sm"
          className="justify-self-start"
          isPending={planning.isPending}
          onClick={() => planning.mutate(true)}
        >
          {t("planStop")}
        </Button>
      )}
    </>
  );
}
