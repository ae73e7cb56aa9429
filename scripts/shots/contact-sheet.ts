import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Browser } from "playwright/test";

const columns = 6;
const columnWidth = 320;

/** One picture of many, each with its file name under it; tall ones are cut. */
export async function makeContactSheet(
  browser: Browser,
  files: readonly string[],
  to: string,
): Promise<void> {
  const figures = await Promise.all(files.map(toFigure));
  const page = await browser.newPage({ viewport: { width: columns * columnWidth, height: 800 } });
  try {
    await page.setContent(`<!doctype html><style>
      body { margin: 0; display: grid; grid-template-columns: repeat(${columns}, 1fr); font: 12px sans-serif; }
      figure { margin: 8px; } figcaption { padding: 4px 0; }
      img { width: 100%; max-height: 640px; object-fit: cover; object-position: top; border: 1px solid #888; }
    </style>${figures.join("")}`);
    await page.screenshot({ path: to, fullPage: true });
  } finally {
    await page.close();
  }
}

async function toFigure(file: string): Promise<string> {
  const name = basename(file, ".png");
  const data = (await readFile(file)).toString("base64");
  return `<figure><img src="data:image/png;base64,${data}" alt="${name}"><figcaption>${name}</figcaption></figure>`;
}
