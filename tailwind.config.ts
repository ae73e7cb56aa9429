import type { Config } from "tailwindcss";

/** Tokens live in `app/globals.css`; class names are found automatically. */
export default { darkMode: ["selector", '[data-theme="dark"]'] } satisfies Config;
