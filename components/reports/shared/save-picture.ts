import { toCanvas } from "html-to-image";

const pixelRatio = 2;

/** Saves what an element shows, twice as large as on the screen, with the note below it. */
export async function savePicture(shown: HTMLElement, name: string, note: string | null): Promise<void> {
  const { backgroundColor } = getComputedStyle(document.body);
  const fontEmbedCSS = await embedFonts();
  const picture = await toCanvas(shown, { pixelRatio, backgroundColor, fontEmbedCSS });
  const link = document.createElement("a");
  link.download = name;
  link.href = (note === null ? picture : addNote(picture, note)).toDataURL();
  link.click();
}

const noteHeight = 32 * pixelRatio;
const noteSize = 12 * pixelRatio;

function addNote(picture: HTMLCanvasElement, note: string): HTMLCanvasElement {
  const { backgroundColor, color, fontFamily } = getComputedStyle(document.body);
  const canvas = document.createElement("canvas");
  canvas.width = picture.width;
  canvas.height = picture.height + noteHeight;
  const context = canvas.getContext("2d");
  if (!context) throw new Error("This browser can’t draw.");
  context.fillStyle = backgroundColor;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.drawImage(picture, 0, 0);
  context.fillStyle = color;
  context.font = `${noteSize}px ${fontFamily}`;
  context.textBaseline = "middle";
  context.fillText(note, noteSize, picture.height + noteHeight / 2, canvas.width - 2 * noteSize);
  return canvas;
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
