import "server-only";

export function hash(...parts: readonly (number | string)[]): number {
  let bits = 0x9e3779b9;
  for (const part of parts) {
    if (typeof part === "number") bits = mix(bits ^ part);
    else for (let at = 0; at < part.length; at++) bits = mix(bits ^ part.charCodeAt(at));
  }
  return bits >>> 0;
}

function mix(value: number): number {
  let bits = Math.imul(value ^ (value >>> 16), 0x85ebca6b);
  bits = Math.imul(bits ^ (bits >>> 13), 0xc2b2ae35);
  return bits ^ (bits >>> 16);
}

export function toRatio(...parts: readonly (number | string)[]): number {
  return hash(...parts) / 0x1_0000_0000;
}

export function toWhole(least: number, most: number, ...parts: readonly (number | string)[]): number {
  return least + Math.floor(toRatio(...parts) * (most - least + 1));
}

export function pickFrom<T>(list: readonly [T, ...T[]], ...parts: readonly (number | string)[]): T {
  return list[hash(...parts) % list.length] ?? list[0];
}

const alphabet = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz";

export function toLetters(length: number, ...parts: readonly (number | string)[]): string {
  const start = hash(...parts);
  let text = "";
  for (let at = 0; at < length; at++) text += alphabet[hash(start, at) % alphabet.length];
  return text;
}

export function toId(prefix: string, ...parts: readonly (number | string)[]): string {
  return `${prefix}_01${toLetters(22, prefix, ...parts)}`;
}

export function toUuid(...parts: readonly (number | string)[]): string {
  const hex = [0, 1, 2, 3]
    .map((word) =>
      hash(word, ...parts)
        .toString(16)
        .padStart(8, "0"),
    )
    .join("");
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join("-");
}
