import { readFile } from "node:fs/promises";
import { basename } from "node:path";
import type { Browser } from "playwright/test";

const sheetWidth = 1920;
const narrow = 800;
/** Large enough to read: of a window, three in a row, and of a phone, eight. */
const layouts = { wide: { columns: 3, rows: 3 }, phone: { columns: 8, rows: 2 } };

/** Pictures of many screens, each with its file name under it; tall ones are cut. Returns the names of their files. */
export async function makeContactSheets(
  browser: Browser,
  files: readonly string[],
  width: number,
  to: (sheet: number) => string,
): Promise<string[]> {
  const { columns, rows } = width < narrow ? layouts.phone : layouts.wide;
  const sheets: string[] = [];
  for (let start = 0; start < files.length; start += columns * rows) {
    const sheet = to(sheets.length + 1);
    await makeSheet(browser, files.slice(start, start + columns * rows), columns, sheet);
    sheets.push(sheet);
  }
  return sheets;
}

async function makeSheet(browser: Browser, files: readonly string[], columns: number, to: string) {
  const figures = await Promise.all(files.map(toFigure));
  const page = await browser.newPage({ viewport: { width: sheetWidth, height: 800 } });
  try {
    await page.setContent(`<!doctype html><style>
      body { margin: 0; display: grid; grid-template-columns: repeat(${columns}, 1fr); font: 12px sans-serif; }
      figure { margin: 8px; } figcaption { padding: 4px 0; }
      img { width: 100%; max-height: 800px; object-fit: cover; object-position: top; border: 1px solid #888; }
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
