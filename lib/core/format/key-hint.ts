/** An API key that was pasted, as the hint by which lists know it, so that a search sends no secret and keeps none. */
export function hideKeys(text: string): string {
  return text.replace(/(sk-ant-[a-z]+\d*-[\w-]{3})[\w-]{8,}([\w-]{4})/g, "$1...$2");
}
