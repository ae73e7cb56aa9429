import "server-only";

/** Text that can go into a page as it is. */
export class Html {
  constructor(readonly text: string) {}
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Nearly every text, which then needs no further look. */
const harmless = /^[\w .,:;@()+-]*$/;

/** Also without characters that turn the direction of what follows, or that pages can't hold. */
function escapeHtml(text: string): string {
  if (harmless.test(text)) return text;
  return text
    .replace(/[^\P{Cc}\t\n]|[\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, "\ufffd")
    .replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);
}

type Value = string | number | null | undefined | Html | readonly Html[];

/** Every value is escaped, save what is HTML already. */
export function html(parts: TemplateStringsArray, ...values: Value[]): Html {
  return new Html(parts.map((part, index) => part + toHtml(values[index])).join(""));
}

function toHtml(value: Value): string {
  if (value === null || value === undefined) return "";
  if (value instanceof Html) return value.text;
  if (typeof value === "object") return value.map(({ text }) => text).join("");
  return escapeHtml(String(value));
}

export function toTable(label: string, heads: readonly string[], rows: readonly Cell[][]): Html {
  const head = heads.map((text) => html`<th scope="col">${text}</th>`);
  const body = rows.map(
    (cells) => html`<tr>${cells.map((cell, index) => toCell(cell, index === 0))}</tr>
`,
  );
  return html`<table><caption>${label}</caption><thead><tr>${head}</tr></thead><tbody>
${body}</tbody></table>
`;
}

/** Lines below each other. */
export type Cell = readonly (string | null)[];

function toCell(lines: Cell, isFirst: boolean): Html {
  const [first = "–", ...more] = lines.filter((line) => line !== null && line !== "");
  const text = html`${first}${more.map((line) => html`<small>${line}</small>`)}`;
  return isFirst ? html`<th scope="row">${text}</th>` : html`<td>${text}</td>`;
}

export const reportStyle = `
:root { color-scheme: light; font: 14px/1.45 system-ui, sans-serif; color: #1c1b1a; background: #fff; }
body { max-width: 1200px; margin: 0 auto; padding: 24px; }
h1 { font-size: 24px; margin: 0 0 4px; }
h2 { font-size: 17px; margin: 32px 0 8px; break-after: avoid; }
h3 { font-size: 14px; margin: 20px 0 6px; break-after: avoid; }
p, li { max-width: 80ch; overflow-wrap: anywhere; }
table { width: 100%; table-layout: fixed; border-collapse: collapse; margin: 8px 0 16px; font-size: 12px; }
caption { text-align: left; color: #5c5852; padding: 0 0 4px; }
th, td { text-align: left; vertical-align: top; padding: 4px 8px 4px 0; border-bottom: 1px solid #ddd8d0; overflow-wrap: anywhere; }
thead th { border-bottom: 1px solid #1c1b1a; }
tbody th { font-weight: 600; }
section thead th:nth-child(1) { width: 25%; }
section thead th:nth-child(2) { width: 33%; }
section thead th:nth-child(3) { width: 27%; }
small { display: block; color: #5c5852; font-weight: 400; font-size: 11px; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 4px 16px; margin: 12px 0; }
dt { color: #5c5852; } dd { margin: 0; overflow-wrap: anywhere; }
code { font: 11px ui-monospace, monospace; overflow-wrap: anywhere; }
.warn { border: 1px solid #a3341f; color: #8a2a18; padding: 8px 12px; }
@media print {
  @page { size: A4 landscape; margin: 12mm; }
  :root { font-size: 11px; }
  body { max-width: none; padding: 0; }
  thead { display: table-header-group; }
  tr { break-inside: avoid; }
}
`;
