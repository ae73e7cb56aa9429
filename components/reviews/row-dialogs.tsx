"use client";

import { type ComponentProps, useState } from "react";
import { QuestionDialog } from "./ask-dialog";
import type { Asked, Instead } from "./asked";
import { DecideDialog } from "./decide-dialog";
import { HandOverDialog } from "./hand-over-dialog";

type Props = Omit<ComponentProps<typeof DecideDialog>, "asked" | "onInstead"> & {
  asked: Asked;
  reviewId: string;
  place: { workspaceId: string; name: string };
};

/** Decides about a row, hands it over, or asks about it. */
export function RowDialogs({ asked, reviewId, place, ...given }: Props) {
  const [what, setWhat] = useState<Instead | undefined>(asked.what);
  const { row } = asked;
  const { onClose } = given;
  if (what === "handOver") return <HandOverDialog {...{ reviewId, place, row, onClose }} />;
  if (what === "question")
    return <QuestionDialog {...{ reviewId, row, onClose }} workspaceId={place.workspaceId} />;
  return <DecideDialog {...given} asked={asked} onInstead={setWhat} />;
}
