import type { ReactNode } from "react";
import { IconButton } from "./icon-button";
import { Reasoned } from "./reasoned";

type Props = {
  label: string;
  icon: ReactNode;
  /** Set: the act cannot be done, and why. */
  reason: string | null;
  onAct: () => void;
};

/** An act of a row that some rows do not allow. */
export function ActButton({ label, icon, reason, onAct }: Props) {
  if (reason !== null) return <Reasoned label={label} value={icon} reason={reason} />;
  return <IconButton label={label} icon={icon} onClick={onAct} />;
}
