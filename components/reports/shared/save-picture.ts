import { toPng } from "html-to-image";

/** Saves what an element shows, twice as large as on the screen. */
export async function savePicture(shown: HTMLElement, name: string): Promise<void> {
  const link = document.createElement("a");
  link.download = name;
  link.href = await toPng(shown, {
    pixelRatio: 2,
    backgroundColor: getComputedStyle(document.body).backgroundColor,
    fontEmbedCSS: await embedFonts(),
  });
  link.click();
}

/** The page's fonts as data: the library would set a base address to find them, which the page's policy refuses. */
async function embedFonts(): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) => [...sheet.cssRules]);
  const faces = rules.filter((rule) => rule instanceof CSSFontFaceRule);
  return (await Promise.all(faces.map(embedFont))).join("\n");
}

async function embedFont(face: CSSFontFaceRule): Promise<string> {
  const [, address] = /url\("?([^")]+)/.exec(face.style.getPropertyValue("src")) ?? [];
  if (address === undefined) return face.cssText;
  const file = await fetch(new URL(address, face.parentStyleSheet?.href ?? location.href));
  return face.cssText.replace(address, await toDataAddress(await file.blob()));
}

function toDataAddress(file: Blob): Promise<string> {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
