import { expect, type Page } from "playwright/test";

type Shift = { value: number; moved: string[] };

/** Fails with what moved, from where to where, if the page's content has moved by more than `limit` without anybody's doing. */
export async function expectStill(page: Page, limit: number): Promise<void> {
  const shifts = await listShifts(page);
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  const moved = shifts.flatMap(({ value, moved }) => moved.map((one) => `${value}: ${one}`));
  expect(sum, [new URL(page.url()).pathname, ...moved].join("\n")).toBeLessThanOrEqual(limit);
}

function listShifts(page: Page): Promise<Shift[]> {
  return page.evaluate(
    () =>
      new Promise<Shift[]>((resolve) => {
        new PerformanceObserver((list) => {
          // Sound: entries of this type have these fields, which the type of the DOM lacks.
          const shifts = list.getEntries() as (PerformanceEntry & {
            value: number;
            sources: { node: Node | null; previousRect: DOMRectReadOnly; currentRect: DOMRectReadOnly }[];
          })[];
          const toText = ({ x, y, width, height }: DOMRectReadOnly) => `${x},${y} ${width}×${height}`;
          const ofContent = shifts.filter(({ sources }) =>
            sources.some(({ node }) => document.querySelector("main")?.contains(node)),
          );
          resolve(
            ofContent.map(({ value, sources }) => ({
              value,
              moved: sources.map(
                ({ node, previousRect, currentRect }) =>
                  `${node?.nodeName} “${node?.textContent?.slice(0, 60)}” ${toText(previousRect)} → ${toText(currentRect)}`,
              ),
            })),
          );
        }).observe({ type: "layout-shift", buffered: true });
        requestAnimationFrame(() => setTimeout(() => resolve([]), 1_000));
      }),
  );
}
