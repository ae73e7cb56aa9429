"use client";

import { useQueryState } from "nuqs";
import { useEffect, useEffectEvent, useRef, useState } from "react";
import type { Rows } from "@/components/ui/table/table";
import { parseAsId } from "@/lib/core/address/search-params";

export type PeekProps = {
  id: string;
  onClose: () => void;
  /** Shows another row of the list. */
  onRow: (row: Element) => void;
  /** Opens the page of a row. */
  onOpen: (row: Element) => void;
};

const wide = "(width >= 64rem)";
const controls = "a, button, input, select, textarea, label, summary, [popover], dialog";

/** On a wide screen, the first click on a row shows its details beside the list, and the second one opens its page. */
export function usePeek<Row>({ at, keyOf }: Rows<Row>, isOn: boolean) {
  const [id, setId] = useQueryState("peek", parseAsId);
  const written = useRef<Promise<unknown>>(Promise.resolve());
  const [area, setArea] = useState<HTMLDivElement | null>(null);

  const toId = (row: Element): string | undefined => {
    const found = at(Number(row.getAttribute("aria-rowindex")) - 2); // The header is the first.
    return found === undefined ? undefined : keyOf(found);
  };
  const onClick = useEffectEvent((event: MouseEvent) => {
    const row = findRow(event);
    const rowId = row && toId(row);
    if (!row || rowId === undefined || !window.matchMedia(wide).matches) return;
    event.preventDefault();
    if (rowId === id) return onOpen(row);
    row.focus({ preventScroll: true });
    show(rowId);
  });
  useEffect(() => {
    if (!area || !isOn) return;
    const listen = (event: MouseEvent) => onClick(event);
    area.addEventListener("click", listen); // Below React's own listener, so that links see what is prevented here.
    return () => area.removeEventListener("click", listen);
  }, [area, isOn]);

  const peek: PeekProps | null = isOn && id !== null ? { id, onClose: close, onRow, onOpen } : null;
  return { setArea, peek };

  function close() {
    const row = area?.querySelector<HTMLElement>("tr[aria-current]");
    (row ?? area?.querySelector("section"))?.focus({ preventScroll: true });
    show(null);
  }
  function onRow(row: Element) {
    const rowId = area?.contains(row) ? toId(row) : undefined;
    if (rowId !== undefined) show(rowId);
  }
  /** A page that opens before the address is written would be lost to it. */
  function onOpen(row: Element) {
    const press = () => row.querySelector<HTMLElement>("a[href]")?.click();
    written.current.then(press, press);
  }
  function show(next: string | null) {
    written.current = setId(next);
  }
}

/** The row of a plain click, whose first link, if any, leads to its page; nothing for clicks that mean something else. */
function findRow(event: MouseEvent): HTMLElement | null {
  const { target, detail, metaKey, ctrlKey, shiftKey, altKey } = event;
  if (metaKey || ctrlKey || shiftKey || altKey || event.defaultPrevented) return null;
  // Keys and scripts click without a count.
  const row =
    target instanceof Element && detail > 0 && target.closest<HTMLElement>("tbody tr[aria-rowindex]");
  if (!row) return null;
  const control = target.closest(controls);
  if (control && control !== row.querySelector("a[href]") && row.contains(control)) return null;
  const isSelecting = detail === 1 && event.isTrusted && window.getSelection()?.type === "Range";
  return isSelecting ? null : row;
}
