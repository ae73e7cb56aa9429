import { inflateSync } from "node:zlib";

/* The texts of a PDF as Chromium writes it: plain objects, compressed streams, and fonts that map their glyphs to text. */

type Objects = ReadonlyMap<number, { text: string; stream: string }>;

/** What is printed on each page, as `toPrintedText` compares it, in the order in which it was drawn. */
export function readPdfPages(file: Buffer): string[] {
  const objects = readObjects(file);
  const pages = [...objects.values()].filter(({ text }) => /\/Type\s*\/Page\b/.test(text));
  return pages.map((page) => {
    const resources = followAll(objects, page.text, "Resources").join("\n") || page.text;
    const fonts = readFonts(objects, resources);
    const content = toReferences(page.text, "Contents").map((id) => objects.get(id)?.stream ?? "");
    return toPrintedText(readTexts(content.join("\n"), fonts));
  });
}

/** Without spaces, because a line ends where there is no more room; ligatures are spelled out. */
export function toPrintedText(text: string): string {
  return text.normalize("NFKC").replace(/\s/g, "");
}

function readObjects(file: Buffer): Objects {
  const text = file.toString("latin1");
  const found = [...text.matchAll(/(?:^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g)];
  return new Map(
    found.map(([, id = "", body = ""]) => {
      const [mark = "", length] = /\/Length (\d+)[\s\S]*?[ \n]stream\r?\n/.exec(body) ?? [];
      if (!length) return [Number(id), { text: body, stream: "" }];
      const start = body.indexOf(mark) + mark.length;
      const bytes = Buffer.from(body.slice(start, start + Number(length)), "latin1");
      const stream = body.includes("/FlateDecode") ? inflateSync(bytes) : bytes;
      return [Number(id), { text: body.slice(0, start), stream: stream.toString("latin1") }];
    }),
  );
}

function toReferences(text: string, name: string): number[] {
  const [, list = ""] = new RegExp(`/${name}\\s*(\\[[^\\]]*\\]|\\d+ 0 R)`).exec(text) ?? [];
  return [...list.matchAll(/(\d+) 0 R/g)].map(([, id]) => Number(id));
}

function followAll(objects: Objects, text: string, name: string): string[] {
  return toReferences(text, name).map((id) => objects.get(id)?.text ?? "");
}

type Glyphs = ReadonlyMap<string, string>;

/** By the font's name on the page. */
function readFonts(objects: Objects, resources: string): ReadonlyMap<string, Glyphs> {
  const [, named = ""] = /\/Font\s*<<([\s\S]*?)>>/.exec(resources) ?? [];
  return new Map(
    [...named.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name = "", id]) => {
      const [toText] = toReferences(objects.get(Number(id))?.text ?? "", "ToUnicode");
      return [name, readGlyphs(objects.get(toText ?? -1)?.stream ?? "")];
    }),
  );
}

function readGlyphs(map: string): Glyphs {
  const glyphs = new Map<string, string>();
  const toText = (hex: string) => Buffer.from(hex, "hex").swap16().toString("utf16le");
  for (const [, pairs = ""] of map.matchAll(/beginbfchar([\s\S]*?)endbfchar/g))
    for (const [, from = "", to = ""] of pairs.matchAll(/<(\w+)>\s*<(\w+)>/g))
      glyphs.set(from.toUpperCase(), toText(to));
  for (const [, ranges = ""] of map.matchAll(/beginbfrange([\s\S]*?)endbfrange/g))
    for (const [, from = "", last = "", to = ""] of ranges.matchAll(/<(\w+)>\s*<(\w+)>\s*<(\w+)>/g))
      for (let at = 0; at <= Number.parseInt(last, 16) - Number.parseInt(from, 16); at += 1)
        glyphs.set(
          toHex(Number.parseInt(from, 16) + at, from.length),
          toText(toHex(Number.parseInt(to, 16) + at, to.length)),
        );
  return glyphs;
}

function toHex(number: number, length: number): string {
  return number.toString(16).toUpperCase().padStart(length, "0");
}

function readTexts(content: string, fonts: ReadonlyMap<string, Glyphs>): string {
  let font: Glyphs = new Map();
  let read = "";
  for (const [, name, hex = ""] of content.matchAll(/\/(\w+) [\d.]+ Tf|<([0-9A-Fa-f]+)>/g)) {
    if (name) font = fonts.get(name) ?? font;
    // A font has glyphs of one byte or of two.
    const length = [...font.keys()][0]?.length ?? 4;
    for (let at = 0; at < hex.length; at += length)
      read += font.get(hex.slice(at, at + length).toUpperCase()) ?? "";
  }
  return read;
}
