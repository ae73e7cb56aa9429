const apostrophes = /[‘’‛ʼʹ′＇`´]/g;
const accents = /[\u0300-\u036f]/g;
/** Letters that Unicode doesn't decompose, and what people type for them. */
const plain: Record<string, string> = {
  æ: "ae",
  œ: "oe",
  ß: "ss",
  þ: "th",
  ð: "d",
  đ: "d",
  ħ: "h",
  ı: "i",
  ł: "l",
  ŋ: "n",
  ø: "o",
  ŧ: "t",
  ς: "σ",
};
const special = new RegExp(`[${Object.keys(plain).join("")}]`, "g");

/**
 * What a text is searched by: without case and accents, so that "lukasz" finds "Łukasz". `fold_text` in the database does the
 * same, and `lib/core/organization/search-sql.test.ts` compares them.
 */
export function fold(text: string): string {
  return text
    .replace(apostrophes, "'")
    .normalize("NFKD")
    .replace(accents, "")
    .toLowerCase()
    .replace(special, (letter) => plain[letter] ?? letter);
}
