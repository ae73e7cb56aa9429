"use client";

import { type ReactNode, useState } from "react";
import { useUnsaved } from "@/components/ui/controls/unsaved";
import { useEdits } from "@/components/ui/controls/use-edits";
import { DiscardQuestion } from "./discard-question";
import { Modal } from "./modal";

type Props = {
  title: ReactNode;
  children: ReactNode;
  onClose: () => void;
  footer?: ReactNode;
  shape?: "box" | "drawer";
  describedBy?: string;
};

/** Modal while mounted. Input is not discarded without a question. */
export function Dialog({ onClose, children, ...rest }: Props) {
  const { isEdited, listeners } = useEdits();
  const [isAsking, setAsking] = useState(false);
  useUnsaved(isEdited);
  return (
    <Modal {...rest} listeners={listeners} onDismiss={() => (isEdited ? setAsking(true) : onClose())}>
      {children}
      {isAsking && <DiscardQuestion onKeep={() => setAsking(false)} onDiscard={onClose} />}
    </Modal>
  );
}
