import { useId } from "react";

export function useAnchored(align: "start" | "end" = "start") {
  const id = useId();
  const anchor = `--${id.replaceAll(/[^\w-]/g, "")}`;
  return {
    button: { type: "button", popoverTarget: id, style: { anchorName: anchor } },
    panel: { id, popover: "auto", style: { positionAnchor: anchor } },
    panelClass: `${align === "end" ? "anchored-end" : "anchored-start"} rounded-lg popup`,
  } as const;
}
