const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

/** A segmenter takes far longer, and most names need none. */
const plainStart = /^[a-z\d](?=[\x20-\x7e]|$)/i;

function toFirstGrapheme(word: string): string {
  if (plainStart.test(word)) return word.slice(0, 1);
  const [first] = graphemes.segment(word);
  return first && first.segment.length <= 12 ? first.segment : "";
}

/** What is numbered, such as "Team 013", would otherwise have the same initials as all the others. */
const numbered = /^\d{2,}$/;

/** A name is made of words, and Dubois-Étienne is one of them. An address or a handle is divided by its signs. */
function toWords(name: string): string[] {
  const shown = name.replace(/\p{Cf}(?<!\u200d)|\p{Cc}/gu, "").trim();
  return /\s/u.test(shown) ? shown.split(/\s+/u) : (shown.split("@")[0] || shown).split(/[._@-]+/u);
}

export function toInitials(name: string): string {
  const words = toWords(name)
    .map((word) => word.replace(/^[^\p{L}\p{N}\p{So}]+/u, ""))
    .filter((word) => word !== "");
  const [first = "", last = ""] = words.length > 1 ? [words[0], words.at(-1)] : words;
  if (words.length === 2 && numbered.test(last)) return last.slice(-2);
  return (toFirstGrapheme(first) + toFirstGrapheme(last)).toLocaleUpperCase() || "?";
}
