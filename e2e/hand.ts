import type { Page } from "playwright/test";

export type Work = { clicks: number; keys: number };

/**
 * Counts what the hand of a person does in a page from now on: presses of its buttons and keys, a chord being one. A choice
 * in a list of the browser, which tests make without the mouse, is two clicks.
 */
export async function watchHand(page: Page): Promise<() => Work> {
  const work: Work = { clicks: 0, keys: 0 };
  await page.exposeFunction("countHand", (kind: keyof Work) => {
    work[kind] += 1;
  });
  await page.addInitScript(() => {
    const { countHand } = globalThis as unknown as { countHand: (kind: "clicks" | "keys") => void };
    const chord = new Set(["Control", "Meta", "Shift", "Alt"]);
    addEventListener("pointerdown", ({ isTrusted }) => isTrusted && countHand("clicks"), true);
    addEventListener(
      "change",
      ({ target }) => {
        if (target instanceof HTMLSelectElement) for (const _ of "12") countHand("clicks");
      },
      true,
    );
    addEventListener(
      "keydown",
      ({ isTrusted, key }) => isTrusted && !chord.has(key) && countHand("keys"),
      true,
    );
  });
  return () => ({ ...work });
}
