/** Lines that were pasted into the dialog for one invite, until the page for several takes them. */
let handed = "";

export function handOver(lines: string): void {
  handed = lines;
}

export function takeHanded(): string {
  const lines = handed;
  handed = "";
  return lines;
}
