/** Runs in the page, before its own scripts; plain JavaScript, for what tsx compiles refers to tsx. */
const vitals = { largestPaint: 0, layoutShift: 0, maxEvent: 0, changedAt: 0 };
globalThis.vitals = vitals;
// A list that loads its links in advance has more than the 250 that a browser keeps.
performance.setResourceTimingBufferSize(5_000);

function watch(type, note) {
  const observer = new PerformanceObserver((list) => {
    for (const entry of list.getEntries()) {
      note(entry);
      vitals.changedAt = performance.now();
    }
  });
  observer.observe({ type, buffered: true, durationThreshold: 16 });
}

watch("largest-contentful-paint", (entry) => {
  vitals.largestPaint = entry.startTime;
});
watch("layout-shift", (entry) => {
  if (!entry.hadRecentInput) vitals.layoutShift += entry.value;
});
watch("longtask", () => {});
watch("event", ({ name, duration }) => {
  if (/^(key|click|pointerdown|pointerup)/.test(name)) vitals.maxEvent = Math.max(vitals.maxEvent, duration);
});

/** Whether nothing was painted, moved or computed for long, for so many milliseconds. */
globalThis.isQuiet = (ms) =>
  document.readyState === "complete" && performance.now() - Math.max(vitals.changedAt, 300) > ms;

/** Before a key is pressed: `rowsShown` becomes the milliseconds from it to the first frame with the rows that it asked for. */
globalThis.watchRows = (path, place) => {
  globalThis.rowsShown = new Promise((resolve) => {
    const countAnswers = () =>
      performance.getEntriesByType("resource").filter(({ name }) => name.includes(path)).length;
    const start = ({ timeStamp }) => {
      const known = countAnswers();
      const look = (now) => {
        const isShown = countAnswers() > known && !document.querySelector(`${place} [aria-busy=true]`);
        if (isShown) resolve(now - timeStamp);
        else requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    };
    addEventListener("keydown", start, { once: true, capture: true });
  });
};
