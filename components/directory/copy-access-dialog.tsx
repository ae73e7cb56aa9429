"use client";

import { useQuery } from "@tanstack/react-query";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { toFailure } from "@/components/shell/failure";
import { FailureNote } from "@/components/shell/failure-note";
import { Skeleton } from "@/components/ui/display/skeleton";
import { Dialog } from "@/components/ui/overlay/dialog";
import { memberChoicesOf } from "@/lib/directory/members/queries";
import { copiesQuery } from "@/lib/directory/workspaces/queries";
import { CopyForm } from "./copy-form";
import { type FoundPerson, PersonFinder } from "./person-finder";

type Props = {
  people: readonly FoundPerson[];
  /** What is copied, and to whom. */
  text: string;
  /** Whose access was asked for. */
  fromId?: string | null;
  onStarted?: () => void;
  onClose: () => void;
};

/** Waits until it is known who was asked for, and that the person may see them. */
export function CopyAccessDialog({ people, text, fromId = null, onClose, onStarted = onClose }: Props) {
  const t = useTranslations("access.copy");
  const [chosen, setChosen] = useState<string>();
  const [only, another] = people;
  const exceptId = only && !another ? only.id : "";
  const { data, isLoading } = useQuery({
    ...memberChoicesOf(fromId === null ? [] : [fromId]),
    enabled: fromId !== null && fromId !== exceptId,
  });
  if (isLoading) return null;
  const first = data?.[0];
  const from = chosen ?? first?.id;
  return (
    <Dialog title={t("title", { count: people.length })} onClose={onClose}>
      <div className="grid gap-4">
        <p className="text-ink-muted">{text}</p>
        <PersonFinder exceptId={exceptId} first={first} onChoose={setChosen} />
        {from && (
          <Difference
            key={from}
            from={from}
            people={people}
            hasFocus={chosen === undefined}
            onStarted={onStarted}
            onClose={onClose}
          />
        )}
      </div>
    </Dialog>
  );
}

type DifferenceProps = Required<Pick<Props, "people" | "onStarted" | "onClose">> & {
  from: string;
  hasFocus: boolean;
};

function Difference({ from, people, ...rest }: DifferenceProps) {
  const { data, error } = useQuery(
    copiesQuery(
      from,
      people.map(({ id }) => id),
    ),
  );
  if (error && !data) return <FailureNote failure={toFailure(error)} />;
  if (!data) return <Skeleton className="h-24 w-full" />;
  return <CopyForm copies={data} people={people} {...rest} />;
}
