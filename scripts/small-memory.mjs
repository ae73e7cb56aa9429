/**
 * The C library keeps freed memory unless it is told not to before the process starts: 70 to 100 MB after a first sync.
 * These names and values are those of mallopt(3).
 */
const settings = { MALLOC_ARENA_MAX: "2", MALLOC_MMAP_THRESHOLD_: "131072" };

/** Replaces this process with one that has the settings, unless its environment has any. Needs Node 22.15. */
export function startWithSmallMemory(process = globalThis.process) {
  const isSet = Object.keys(settings).some((name) => process.env[name] !== undefined);
  // A parent that sends messages would lose its channel.
  if (process.platform !== "linux" || !process.execve || process.send || isSet) return;
  const args = [process.execPath, ...process.execArgv, ...process.argv.slice(1)];
  process.execve(process.execPath, args, { ...process.env, ...settings });
}
