/** Readable on a terminal, else JSON like lib/core/log/log.ts. Printed at every LOG_LEVEL. */
export function say(message, stream = process.stdout, level = "info") {
  const line = { level, time: new Date().toISOString(), msg: message };
  stream.write(stream.isTTY ? `\n${emphasize(message, stream)}\n\n` : `${JSON.stringify(line)}\n`);
}

function emphasize(text, stream) {
  return stream.hasColors?.() ? `\u001b[1m${text}\u001b[22m` : text;
}
