import type { ReactNode } from "react";
import { Button } from "./button";

type Props = { isOn: boolean; onToggle: (isOn: boolean) => void; children: ReactNode };

export function ToggleButton({ isOn, onToggle, children }: Props) {
  return (
    <Button
      aria-pressed={isOn}
      className="aria-pressed:border-accent aria-pressed:bg-accent-soft aria-pressed:text-accent"
      onClick={() => onToggle(!isOn)}
    >
      {children}
    </Button>
  );
}
