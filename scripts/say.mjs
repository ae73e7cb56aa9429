/**
 * A line about the start: readable on a terminal, and JSON like the lines of lib/log.ts where a program reads. It is
 * said at every LOG_LEVEL.
 */
export function say(message, stream = process.stdout) {
  const line = { level: "info", time: new Date().toISOString(), msg: message };
  stream.write(stream.isTTY ? `\n${emphasize(message, stream)}\n\n` : `${JSON.stringify(line)}\n`);
}

/** `hasColors` knows NO_COLOR. */
function emphasize(text, stream) {
  return stream.hasColors?.() ? `\u001b[1m${text}\u001b[22m` : text;
}
