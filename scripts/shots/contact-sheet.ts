import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Browser } from "playwright/test";

/** Large enough to read: of a window, three in a row, and of a phone, eight. */
const layouts = { wide: { columns: 3, count: 9 }, phone: { columns: 8, count: 16 } };

/** Pictures of many screens, each with its name under it; tall ones are cut. Returns the names of the files. */
export async function makeContactSheets(
  browser: Browser,
  pictures: readonly string[],
  { isPhone, to }: { isPhone: boolean; to: (sheet: number) => string },
): Promise<string[]> {
  const { columns, count } = layouts[isPhone ? "phone" : "wide"];
  const sheets: string[] = [];
  const page = await browser.newPage({ viewport: { width: 1920, height: 800 } });
  for (let start = 0; start < pictures.length; start += count) {
    const figures = await Promise.all(pictures.slice(start, start + count).map(toFigure));
    await page.setContent(`<!doctype html><style>
      body { margin: 0; display: grid; grid-template-columns: repeat(${columns}, 1fr); font: 12px sans-serif; }
      figure { margin: 8px; } figcaption { padding: 4px 0; }
      img { width: 100%; max-height: 800px; object-fit: cover; object-position: top; border: 1px solid #888; }
    </style>${figures.join("")}`);
    const file = to(sheets.length + 1);
    await page.screenshot({ path: file, fullPage: true });
    sheets.push(file);
  }
  await page.close();
  return sheets;
}

async function toFigure(file: string): Promise<string> {
  const name = basename(file, ".png");
  const data = await readFile(file, "base64");
  return `<figure><img src="data:image/png;base64,${data}" alt="${name}"><figcaption>${name}</figcaption></figure>`;
}
