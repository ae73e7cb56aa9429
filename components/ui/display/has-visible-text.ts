/** Characters that show nothing, apart from those of the categories below. */
const blank = "\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u2800\\u3164\\uffa0";
const visible = new RegExp(`[^\\s\\p{C}\\p{Z}${blank}]`, "u");

export function hasVisibleText(text: string): boolean {
  return visible.test(text);
}
