"use client";

import { type RefObject, useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { readHeight, readTop, setTop } from "./row-scroll";

const overscan = 8;
const maxPrinted = 2_000;
const firstHeight = 576; // Used for server rendering, before anything is measured; the overscan fills taller screens.

type Options = {
  count: number;
  /** In pixels, as a server sees it; every row has the height that the region's style states. */
  rowHeight: number;
  start: number;
  onVisibleRange?: ((first: number, last: number) => void) | undefined;
};

export function useRowsInView(region: RefObject<HTMLElement | null>, options: Options) {
  const { count, rowHeight, start, onVisibleRange } = options;
  const [view, setView] = useState({ first: start, size: Math.ceil(firstHeight / rowHeight) });
  const isStarted = useRef(false);
  const isEmpty = count === 0;

  useLayoutEffect(() => {
    const box = region.current;
    if (!box || isEmpty) return;
    let height = readRowHeight(box, rowHeight);
    if (!isStarted.current) setTop(box, start * height);
    isStarted.current = true;
    const look = () => {
      const first = Math.max(0, Math.floor(readTop(box) / height));
      const size = Math.ceil(readHeight(box) / height);
      setView((known) => (known.first === first && known.size === size ? known : { first, size }));
    };
    const observer = new ResizeObserver(() => {
      height = readRowHeight(box, rowHeight); // A phone that is turned has other rows.
      look();
    });
    observer.observe(box);
    document.addEventListener("scroll", look, { passive: true, capture: true });
    return () => {
      observer.disconnect();
      document.removeEventListener("scroll", look, { capture: true });
    };
  }, [region, isEmpty, start, rowHeight]);

  const isPrinting = useIsPrinting();
  const last = Math.max(0, Math.min(count - 1, isPrinting ? maxPrinted : view.first + view.size));
  const first = isPrinting ? 0 : Math.min(view.first, last);
  const tell = useEffectEvent(() => {
    if (!(isEmpty || isPrinting)) onVisibleRange?.(first, last);
  });
  // biome-ignore lint/correctness/useExhaustiveDependencies: reports changed rows only, not a changed callback.
  useEffect(() => tell(), [first, last, isEmpty]);

  const from = Math.max(0, first - overscan);
  const to = Math.min(count - 1, last + overscan);
  return {
    indexes: Array.from({ length: Math.max(0, to - from + 1) }, (_, index) => from + index),
    above: from,
    below: Math.max(0, count - 1 - to),
  };
}

function readRowHeight(box: HTMLElement, usual: number): number {
  return Number.parseInt(getComputedStyle(box).getPropertyValue("--row-height"), 10) || usual;
}

/** A printer sees every row. React has to render them before the browser goes on. */
function useIsPrinting(): boolean {
  const [isPrinting, setPrinting] = useState(false);
  useEffect(() => {
    const start = () => flushSync(() => setPrinting(true));
    const end = () => setPrinting(false);
    addEventListener("beforeprint", start);
    addEventListener("afterprint", end);
    return () => {
      removeEventListener("beforeprint", start);
      removeEventListener("afterprint", end);
    };
  }, []);
  return isPrinting;
}
