import "server-only";
import { join } from "node:path";
import { escapeHtml } from "@/lib/core/delivery/mail-blocks";
import { toHeaderText } from "@/lib/core/delivery/message";
import { themes } from "@/lib/core/format/chart-colors";
import { log } from "@/lib/core/log/log";
import type { Chart, ChartPart } from "./digest";

const fonts = join(process.cwd(), "node_modules", "geist", "dist", "fonts", "geist-sans");

const fontFamily = "Geist";

/** In pixels of a mail; drawn twice as fine. */
const width = 640;
const edge = 20;
const inner = width - 2 * edge;
const plot = { top: 88, height: 140 };
const legend = { top: plot.top + plot.height + 44, line: 22, columns: 2, gap: 32 };
const gap = 2;
const mostBars = 400;
const longestName = 30;

/* On white in both schemes, because mail programs don't change the colors of a picture. */
const { palette, other, surface } = themes.light;
const [ink, muted, line] = ["#1a1d1f", "#5c6468", "#dfe3e5"];

/** Null where sharp has no binary for this machine. */
export async function drawChart(chart: Chart): Promise<Buffer | null> {
  const bars = chart.parts[0]?.shares.length ?? 0;
  if (bars === 0 || bars > mostBars) return null;
  try {
    const { default: sharp } = await import("sharp");
    await loadFonts(sharp);
    return await sharp(Buffer.from(toSvg(chart, bars)), { density: 144 })
      .png({ palette: true })
      .toBuffer();
  } catch (err) {
    log.warn({ err }, "the picture of a scheduled report could not be drawn");
    return null;
  }
}

function toSvg({ title, span, total, most, first, last, parts }: Chart, bars: number): string {
  const base = plot.top + plot.height;
  const height = legend.top + Math.ceil(parts.length / legend.columns) * legend.line + 4;
  const rule = (y: number) => `<rect x="${edge}" y="${y}" width="${inner}" height="1" fill="${line}"/>`;
  const days = first === last ? [first] : [first, last];
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" font-family="${fontFamily}" font-size="12" fill="${muted}">
<rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="8" fill="${surface}" stroke="${line}"/>
${write(title, { x: edge, y: 34, isStrong: true })}${write(total, { x: width - edge, y: 34, isStrong: true, isEnd: true })}
${write(span, { x: edge, y: 54 })}${write(most, { x: edge, y: plot.top - 6 })}
${rule(plot.top)}${drawBars(parts, bars)}${rule(base)}
${days.map((day, at) => write(day, { x: at === 0 ? edge : width - edge, y: base + 18, isEnd: at > 0 })).join("")}
${parts.map(drawEntry).join("\n")}
</svg>`;
}

/** Stacks the parts of each bar, the first one at the bottom. */
function drawBars(parts: readonly ChartPart[], bars: number): string {
  const step = inner / bars;
  const wide = Math.max(1, step - gap);
  return Array.from({ length: bars }, (_, bar) => {
    const x = (edge + bar * step + (step - wide) / 2).toFixed(2);
    let y = plot.top + plot.height;
    return parts.map(({ shares, color }) => {
      const tall = (shares[bar] ?? 0) * plot.height;
      y -= tall;
      if (tall === 0) return "";
      return `<rect x="${x}" y="${y.toFixed(2)}" width="${wide.toFixed(2)}" height="${tall.toFixed(2)}" fill="${toColor(color)}"/>`;
    });
  })
    .flat()
    .join("");
}

function drawEntry({ name, amount, color }: ChartPart, at: number): string {
  const wide = (inner - legend.gap) / legend.columns;
  const x = edge + (at % legend.columns) * (wide + legend.gap);
  const y = legend.top + Math.floor(at / legend.columns) * legend.line;
  const shown = toHeaderText(name);
  const text = shown.length > longestName ? `${shown.slice(0, longestName - 1)}…` : shown;
  return `<rect x="${x}" y="${y - 9}" width="10" height="10" rx="2" fill="${toColor(color)}"/>${write(text, { x: x + 18, y, color: ink })}${write(amount, { x: x + wide, y, isEnd: true, color: ink })}`;
}

type Place = { x: number; y: number; isEnd?: boolean; isStrong?: boolean; color?: string };

function write(text: string, { x, y, isEnd = false, isStrong = false, color }: Place): string {
  const strong = isStrong ? ` font-size="16" font-weight="600" fill="${ink}"` : "";
  const fill = color ? ` fill="${color}"` : "";
  return `<text x="${x}" y="${y}"${isEnd ? ' text-anchor="end"' : ""}${strong}${fill}>${escapeHtml(toHeaderText(text))}</text>`;
}

function toColor(color: ChartPart["color"]): string {
  if (typeof color === "string") return color;
  return color === null ? other : (palette[color] ?? other);
}

/** Drawing a letter from a file makes its font known to this process, also on a server without fonts. */
async function loadFonts(sharp: typeof import("sharp").default): Promise<void> {
  for (const name of ["Geist-Regular.ttf", "Geist-SemiBold.ttf"])
    await sharp({ text: { text: "x", font: fontFamily, fontfile: join(fonts, name) } }).toBuffer();
}
