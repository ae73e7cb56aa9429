import "server-only";
import { join } from "node:path";

const fonts = join(process.cwd(), "node_modules", "geist", "dist", "fonts", "geist-sans");

export const fontFamily = "Geist";

/** Drawing a letter from a file makes its font known to this process, also on a server without fonts. */
export async function loadFonts(sharp: typeof import("sharp").default): Promise<void> {
  for (const name of ["Geist-Regular.ttf", "Geist-SemiBold.ttf"])
    await sharp({ text: { text: "x", font: fontFamily, fontfile: join(fonts, name) } }).toBuffer();
}
