import "server-only";
import { toHeaderText } from "./message";

type Column = { label: string; isNumber?: boolean };

/** What a mail consists of; its HTML and its plain text are made from the same. */
export type Block =
  | { kind: "headline" | "text" | "note"; text: string }
  | { kind: "table"; columns: Column[]; rows: string[][]; foot?: string[] }
  | { kind: "image"; cid: string; alt: string }
  | { kind: "link"; label: string; href: string };

/* Mail programs know no variables and no style sheets, so these are the values of app/globals.css. */
const ink = "#1a1d1f";
const muted = "#5c6468";
const line = "#dfe3e5";
const accent = "#0f766e";
const font = "-apple-system,'Segoe UI',Roboto,Helvetica,Arial,sans-serif";

export function toMailText(blocks: readonly Block[]): string {
  return `${blocks.flatMap(toText).join("\n\n")}\n`;
}

function toText(block: Block): string[] {
  if (block.kind === "image") return [];
  if (block.kind === "link") return [`${block.label}:\n${block.href}`];
  if (block.kind !== "table") return [toLine(block.text)];
  const all = [block.columns.map(({ label }) => label), ...block.rows, ...(block.foot ? [block.foot] : [])];
  const lines = all.map((row) => row.map(toLine));
  const widths = block.columns.map((_, at) => Math.max(...lines.map((row) => row[at]?.length ?? 0)));
  const pad = (cell: string, at: number) =>
    block.columns[at]?.isNumber ? cell.padStart(widths[at] ?? 0) : cell.padEnd(widths[at] ?? 0);
  return [lines.map((row) => row.map(pad).join("  ").trimEnd()).join("\n")];
}

/** Names may hold anything, also what would turn the rest of a line around. */
function toLine(text: string): string {
  return toHeaderText(text.replaceAll("\u202f", " "));
}

export function toMailHtml(title: string, locale: string, blocks: readonly Block[]): string {
  return `<!doctype html>
<html lang="${locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark"><title>${escapeHtml(title)}</title></head>
<body style="margin:0;padding:24px 12px;font-family:${font};font-size:14px;line-height:20px;color:${ink};background:#ffffff">
<table role="presentation" align="center" width="100%" style="max-width:640px;margin:0 auto;border-collapse:collapse"><tr><td>
${blocks.map(toHtml).join("\n")}
</td></tr></table></body></html>
`;
}

function toHtml(block: Block): string {
  if (block.kind === "headline")
    return `<h1 style="margin:0 0 16px;font-size:20px;line-height:28px;font-weight:600">${toCell(block.text)}</h1>`;
  if (block.kind === "image")
    return `<p style="margin:0 0 16px"><img src="cid:${block.cid}" alt="${escapeHtml(toLine(block.alt))}" width="640" style="display:block;width:100%;max-width:640px;height:auto;border:0"></p>`;
  if (block.kind === "link")
    return `<p style="margin:0 0 16px"><a href="${escapeHtml(block.href)}" style="color:${accent};font-weight:600">${toCell(block.label)}</a></p>`;
  if (block.kind === "table") return toTable(block);
  const style = block.kind === "note" ? `font-size:12px;line-height:16px;color:${muted}` : "";
  return `<p style="margin:0 0 16px;${style}">${toCell(block.text)}</p>`;
}

function toTable({ columns, rows, foot }: Extract<Block, { kind: "table" }>): string {
  const toRow = (cells: string[], tag: "th" | "td", isStrong: boolean) =>
    `<tr>${cells.map((cell, at) => toTableCell(cell, { tag, isStrong, isNumber: columns[at]?.isNumber })).join("")}</tr>`;
  return `<table width="100%" style="border-collapse:collapse;margin:0 0 16px">
<thead>${toRow(
    columns.map(({ label }) => label),
    "th",
    false,
  )}</thead><tbody>${rows.map((row) => toRow(row, "td", false)).join("\n")}</tbody>${
    foot ? `<tfoot>${toRow(foot, "td", true)}</tfoot>` : ""
  }</table>`;
}

type Look = { tag: "th" | "td"; isStrong: boolean; isNumber: boolean | undefined };

function toTableCell(text: string, { tag, isStrong, isNumber }: Look): string {
  const head = tag === "th" ? `font-size:12px;color:${muted};font-weight:500;` : "";
  const style = `${head}${isStrong ? "font-weight:600;" : ""}padding:6px 8px 6px 0;border-bottom:1px solid ${line};text-align:${isNumber ? "right" : "left"};${isNumber ? "white-space:nowrap;" : ""}`;
  return `<${tag}${tag === "th" ? ' scope="col"' : ""} style="${style}">${toCell(text)}</${tag}>`;
}

/** Isolated, so that a name from the right to the left stays in its place. */
function toCell(text: string): string {
  return `<bdi>${escapeHtml(toLine(text))}</bdi>`;
}

export function escapeHtml(text: string): string {
  return text
    .replace(/&/g, "&amp;")
    .replace(/</g, "&lt;")
    .replace(/>/g, "&gt;")
    .replace(/"/g, "&quot;")
    .replace(/'/g, "&#39;");
}
