import type { Page } from "playwright/test";

/** How much of the page's content has moved so far without anybody's doing. */
export function readLayoutShift(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          // Sound: entries of this type have these fields, which the type of the DOM lacks.
          const shifts = list.getEntries() as (PerformanceEntry & {
            value: number;
            sources: { node: Node | null }[];
          })[];
          const ofContent = shifts.filter(({ sources }) =>
            sources.some(({ node }) => document.querySelector("main")?.contains(node)),
          );
          resolve(ofContent.reduce((sum, { value }) => sum + value, 0));
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => setTimeout(() => resolve(0), 300));
      }),
  );
}
