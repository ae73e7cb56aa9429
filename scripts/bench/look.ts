import { randomBytes } from "node:crypto";
import { mkdirSync } from "node:fs";
process.env.NEXTAUTH_SECRET = randomBytes(32).toString("base64url");
const { chromium } = await import("@playwright/test");
const { findBrowser } = await import("@/e2e/browser");
const { createFolder, startCastellan } = await import("@/e2e/castellan");
const { Program, findFreePort } = await import("@/e2e/processes");
async function startProfiled(settings: any, folder: string) {
  const port = String(await findFreePort());
  const program = new Program(["--cpu-prof", `--cpu-prof-dir=${prof}`, "--cpu-prof-interval=400", "scripts/start.mjs"], { DATA_DIR: folder + "/data", ...settings, PORT: port }, folder + "/castellan.log");
  const url = `http://localhost:${port}`;
  await program.waitFor(() => program.output.includes(`Castellan is ready: ${url}`) || undefined);
  return { url, program, stop: () => program.stop() };
}
const { createSessionCookie } = await import("@/e2e/session");
const { formatMs } = await import("@/scripts/bench/quantiles");
const { weighScripts } = await import("@/scripts/bench/scripts-of-page");
const { Visitor } = await import("@/scripts/bench/visitor");
const admin = "bench@castellan.example";
const days = process.env.LOOK_DAYS ?? "62";
const { name, value } = await createSessionCookie(admin);
const folder = await createFolder();
const prof = process.env.LOOK_PROF;
if (prof) mkdirSync(prof, { recursive: true });
const castellan = await (prof ? startProfiled : startCastellan)({
  NEXTAUTH_SECRET: process.env.NEXTAUTH_SECRET, BOOTSTRAP_ADMINS: admin, LOG_LEVEL: "warn", METRICS_TOKEN: "metrics-token-metrics", HISTORY_DAYS: days,
  ADMIN_API_REQUESTS_PER_MINUTE: "100000",
}, folder);
const visitor = new Visitor(castellan.url, `${name}=${value}`);
try {
  const t0 = Date.now();
  for (;;) {
    const { reports, lastSyncedAt } = await visitor.read<any>("/api/sync");
    if (lastSyncedAt && reports.done === reports.total) break;
    if (Date.now() - t0 > 240_000) { console.log("not synced", reports); break; }
    await new Promise((r) => setTimeout(r, 500));
  }
  console.log("synced after", Date.now() - t0);
  const cpu = async () => {
    const text = await (await fetch(`${castellan.url}/api/metrics`, { headers: { authorization: "Bearer metrics-token-metrics" } })).text();
    return Number(/^process_cpu_seconds_total (\S+)$/m.exec(text)?.[1]) * 1000;
  };
  for (const path of ["/members", "/cost", "/cost?range=365d", "/cost?range=365d&group=token_type", "/usage", "/usage?group=key", "/claude-code", "/api/cost?range=30d", "/api/cost?range=365d", "/api/usage?range=30d", "/api/usage/heat-map", "/api/claude-code/adoption", "/api/claude-code/breakdown?by=model", "/api/sync"]) {
    await visitor.timeAll(path, 8);
    const before = await cpu();
    const n = path.startsWith("/api") ? 40 : 60;
    const times = await visitor.timeAll(path, n);
    const size = (await (await fetch(castellan.url + path, { headers: { cookie: visitor.cookie } })).text()).length;
    console.log(path, formatMs(times), "cpu", (((await cpu()) - before) / n).toFixed(0), "bytes", size);
  }
  if (!process.env.LOOK_NOJS) for (const [path, kb] of await weighScripts(visitor, ["/members", "/cost", "/usage", "/claude-code"])) console.log("JS", path, kb.toFixed(1));
  if (process.env.LOOK_SHOTS) {
    const found: any = await findBrowser();
    const browser = await chromium.launch({ ...found, args: found.args?.filter((a: string) => a !== "--single-process") });
    const wanted = process.env.LOOK_SHOTS.split(",");
    const shots: [string, string, number, "light" | "dark", ((p: any) => Promise<void>)?][] = [
      ["cost", "/cost?range=30d", 1680, "light"], ["cost-dark", "/cost?group=model", 1440, "dark"], ["cost-360", "/cost", 360, "light"],
      ["cost-range", "/cost", 1440, "light", async (p) => { await p.getByRole("button", { name: /^Range:/ }).click(); await p.getByRole("grid").waitFor(); }],
      ["cost-filter", "/cost?model=claude-opus-5&group=token_type", 1440, "light", async (p) => { await p.getByRole("button", { name: "Filter", exact: true }).click(); await p.waitForTimeout(1500); }],
      ["cost-rows", "/cost?table=rows&range=7d", 1440, "light"],
      ["usage", "/usage?group=model", 1680, "light"], ["usage-dark", "/usage?range=7d&granularity=hour", 1440, "dark"], ["usage-360", "/usage", 360, "dark"],
      ["cc", "/claude-code", 1440, "light"], ["cc-360", "/claude-code", 360, "light"],
    ];
    for (const [file, path, width, colorScheme, act] of shots.filter(([n]) => wanted[0] === "1" || wanted.includes(n))) {
      const context = await browser.newContext({ viewport: { width, height: width < 500 ? 800 : 1000 }, colorScheme });
      await context.addCookies([{ name, value, url: castellan.url }]);
      const page = await context.newPage();
      page.on("pageerror", (e: Error) => console.log("pageerror", file, e.message));
      page.on("console", (m: any) => m.type() === "error" && console.log("console", file, m.text().slice(0, 200)));
      await page.goto(castellan.url + path);
      await page.waitForTimeout(2500);
      try { if (act) await act(page); } catch (e) { console.log("act", file, String(e).slice(0, 200)); }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      await page.screenshot({ path: `/tmp/shot-${file}.png`, fullPage: !act });
      if (overflow > 0) console.log("overflow", file, overflow);
      await context.close();
    }
    await browser.close();
  }
} finally {
  await castellan.stop();
}
