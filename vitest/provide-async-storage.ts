// Next's server does this first: `headers()` and `cookies()` look for the class on globalThis when they load.
import "next/dist/server/node-environment-baseline";
