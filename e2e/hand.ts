import type { Page } from "playwright/test";

export type Work = { clicks: number; keys: number };
type Counted = Work & { steps: number };

/**
 * Counts what the hand of a person does in a page from now on: presses of its buttons and keys, a chord being one. A choice
 * in a list of the browser, which tests make without the mouse, is two clicks. A step is a click, a text of any length, or
 * another key, held down or not, and each Enter: how long made-up names are doesn’t matter to it.
 */
export async function watchHand(page: Page): Promise<() => Counted> {
  const work: Counted = { clicks: 0, keys: 0, steps: 0 };
  await page.exposeFunction("countHand", (kind: keyof Counted) => {
    work[kind] += 1;
  });
  await page.addInitScript(() => {
    const { countHand } = globalThis as unknown as { countHand: (kind: "clicks" | "keys" | "steps") => void };
    const chord = new Set(["Control", "Meta", "Shift", "Alt"]);
    let last = "";
    const click = () => {
      countHand("clicks");
      countHand("steps");
      last = "";
    };
    const press = ({ key, ctrlKey, metaKey }: KeyboardEvent) => {
      const kind = key.length === 1 && !ctrlKey && !metaKey ? "text" : `${key} ${ctrlKey || metaKey}`;
      countHand("keys");
      if (kind !== last || key === "Enter") countHand("steps");
      last = kind;
    };
    addEventListener("pointerdown", ({ isTrusted }) => isTrusted && click(), true);
    addEventListener(
      "change",
      ({ target }) => {
        if (target instanceof HTMLSelectElement) for (const _ of "12") click();
      },
      true,
    );
    addEventListener("keydown", (event) => event.isTrusted && !chord.has(event.key) && press(event), true);
  });
  return () => ({ ...work });
}
