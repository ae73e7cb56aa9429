import "server-only";
import { log } from "@/lib/log";

const width = 640;
const height = 140;
const gap = 2;
const most = 400;
const bar = "#0f766e";
const ground = "#dfe3e5";

/**
 * Bars without text, because a server may have no fonts; the numbers are in the text beside it. Null where sharp has no
 * binary for this machine.
 */
export async function drawBars(shares: readonly number[]): Promise<Buffer | null> {
  if (shares.length === 0 || shares.length > most) return null;
  const step = width / shares.length;
  const bars = shares.map((share, index) => {
    const tall = Math.max(share > 0 ? 1 : 0, Math.round(share * (height - 8)));
    return `<rect x="${(index * step + gap / 2).toFixed(2)}" y="${height - 1 - tall}" width="${Math.max(1, step - gap).toFixed(2)}" height="${tall}" fill="${bar}"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect width="100%" height="100%" fill="#ffffff"/>${bars.join("")}<rect y="${height - 1}" width="100%" height="1" fill="${ground}"/></svg>`;
  try {
    const { default: sharp } = await import("sharp");
    return await sharp(Buffer.from(svg), { density: 144 }).png({ palette: true }).toBuffer();
  } catch (err) {
    log.warn({ err }, "the picture of a scheduled report could not be drawn");
    return null;
  }
}
