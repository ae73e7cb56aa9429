import type { ReactNode } from "react";
import { DisabledControl } from "./disabled-control";
import { IconButton } from "./icon-button";

type Props = {
  label: string;
  icon: ReactNode;
  reason: string | null;
  onClick: () => void;
};

export function ActionButton({ label, icon, reason, onClick }: Props) {
  if (reason !== null) return <DisabledControl label={label} value={icon} reason={reason} />;
  return <IconButton label={label} icon={icon} onClick={onClick} />;
}
