export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const themeKey = "theme";
/** Tells the script below that this window has chosen another theme. */
export const themeEvent = "castellan-theme";

/**
 * Follows the system, this window, and other tabs. Runs before the first paint of every page, and again in one that only
 * the browser renders, such as one without access, where React inserts the script but doesn't run it.
 */
export function startTheme(key: string, event: string): void {
  const root = document.documentElement;
  if (root.dataset.theme) return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = () => {
    let chosen: string | null = null;
    try {
      chosen = localStorage.getItem(key);
    } catch {}
    const system = dark.matches ? "dark" : "light";
    root.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : system;
  };
  set();
  dark.addEventListener("change", set);
  addEventListener("storage", set);
  addEventListener(event, set);
}

/** The function runs as text, so it can use nothing outside itself. */
export const themeScript = `(${startTheme})(${JSON.stringify(themeKey)},${JSON.stringify(themeEvent)})`;
