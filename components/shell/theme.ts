export const themes = ["system", "light", "dark"] as const;
export type Theme = (typeof themes)[number];

export const themeKey = "theme";
/** Tells the script below that this window has chosen another theme. */
export const themeEvent = "castellan-theme";

/** Runs in every page before its first paint, and follows the system, this window, and other tabs. */
export const themeScript = `(() => {
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const set = () => {
    let chosen = null;
    try {
      chosen = localStorage.getItem("${themeKey}");
    } catch {}
    const system = dark.matches ? "dark" : "light";
    document.documentElement.dataset.theme = chosen === "light" || chosen === "dark" ? chosen : system;
  };
  set();
  dark.addEventListener("change", set);
  addEventListener("storage", set);
  addEventListener("${themeEvent}", set);
})()`;
