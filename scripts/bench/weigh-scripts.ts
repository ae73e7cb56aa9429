import { gzipSync } from "node:zlib";
import type { Page } from "playwright/test";

export type Weight = { all: number; ofCharts: number };

/** In the class names that only the chart library and what is loaded with it write. */
const chartLibrary = "recharts";

/** Before the page opens: the result weighs what it has loaded, in kilobytes. */
export function watchScripts(page: Page): () => Promise<Weight> {
  const scripts: Promise<Weight>[] = [];
  page.on("response", (response) => {
    if (response.request().resourceType() !== "script") return;
    scripts.push(response.body().then(toWeight, () => ({ all: 0, ofCharts: 0 })));
  });
  return async () =>
    (await Promise.all(scripts)).reduce(
      (sum, each) => ({ all: sum.all + each.all, ofCharts: sum.ofCharts + each.ofCharts }),
      { all: 0, ofCharts: 0 },
    );
}

function toWeight(body: Buffer): Weight {
  const all = gzipSync(body).length / 1000;
  return { all, ofCharts: body.includes(chartLibrary) ? all : 0 };
}
