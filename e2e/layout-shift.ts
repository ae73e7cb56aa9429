import { expect, type Page } from "playwright/test";

export const stillSizes = [
  { width: 1440, height: 900 },
  { width: 390, height: 844 },
] as const;

const loads = 3;

/**
 * Opens a screen and fails if anything has moved until it was there. What moves by itself moves each time; once may have
 * been a row that another journey added, or a page that a busy machine painted before all of it had come.
 */
export async function expectStillScreen(page: Page, path: string): Promise<void> {
  for (let load = 1; load <= loads; load++) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await page.waitForLoadState("networkidle");
    const shifts = await listShifts(page);
    if (shifts.length === 0) return;
    if (load === loads) expectSmall(page, shifts, 0);
  }
}

/** The same for what a journey has made, at each of the sizes. */
export async function expectStillAtAllSizes(page: Page, path: string): Promise<void> {
  const before = page.viewportSize();
  for (const size of stillSizes) {
    await page.setViewportSize(size);
    await expectStillScreen(page, path);
  }
  if (before) await page.setViewportSize(before);
}

type Shift = { value: number; moved: string[] };

/** Fails with what moved, from where to where, if the page's content has moved by more than `limit` without anybody's doing. */
export async function expectStill(page: Page, limit: number): Promise<void> {
  expectSmall(page, await listShifts(page), limit);
}

function expectSmall(page: Page, shifts: Shift[], limit: number): void {
  const sum = shifts.reduce((total, { value }) => total + value, 0);
  const moved = shifts.flatMap(({ value, moved }) => moved.map((one) => `${value}: ${one}`));
  expect(sum, [new URL(page.url()).pathname, ...moved].join("\n")).toBeLessThanOrEqual(limit);
}

function listShifts(page: Page): Promise<Shift[]> {
  return page.evaluate(
    () =>
      new Promise<Shift[]>((resolve) => {
        const observer = new PerformanceObserver((list) => {
          // Sound: entries of this type have these fields, which the type of the DOM lacks.
          const shifts = list.getEntriesByType("layout-shift") as (PerformanceEntry & {
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
        });
        requestAnimationFrame(() => {
          observer.observe({ type: "layout-shift", buffered: true });
          // Every page has been painted, so that an answer comes also where nothing has moved.
          observer.observe({ type: "paint", buffered: true });
        });
      }),
  );
}
