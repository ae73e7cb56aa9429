const graphemes = new Intl.Segmenter(undefined, { granularity: "grapheme" });

function toFirstGrapheme(word: string): string {
  const [first] = graphemes.segment(word);
  return first && first.segment.length <= 12 ? first.segment : "";
}

export function toInitials(name: string): string {
  const words = name
    .replace(/\p{Cf}(?<!\u200d)|\p{Cc}/gu, "")
    .split(/[\s._@-]+/u)
    .map((word) => word.replace(/^[^\p{L}\p{N}\p{So}]+/u, ""))
    .filter((word) => word !== "");
  const [first = "", last = ""] = words.length > 1 ? [words[0], words.at(-1)] : words;
  return (toFirstGrapheme(first) + toFirstGrapheme(last)).toLocaleUpperCase() || "?";
}
