import type { ReactNode } from "react";
import { Button } from "./button";

type Props = { isOn: boolean; onToggle: (isOn: boolean) => void; children: ReactNode };

export function ToggleButton({ isOn, onToggle, children }: Props) {
  return (
    <Button variant={isOn ? "chosen" : "chip"} aria-pressed={isOn} onClick={() => onToggle(!isOn)}>
      {children}
    </Button>
  );
}
