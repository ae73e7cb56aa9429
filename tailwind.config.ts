import type { Config } from "tailwindcss";

/** Tokens live in `app/globals.css`; class names are found by themselves. */
export default { darkMode: ["selector", '[data-theme="dark"]'] } satisfies Config;
