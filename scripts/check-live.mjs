/** For a container's health check: exits 0 if this machine's server is alive. */
const { PORT, HOST } = process.env;
const host = !HOST || HOST === "0.0.0.0" || HOST === "::" ? "localhost" : HOST;
const isLive = await fetch(
  `http://${host.includes(":") ? `[${host}]` : host}:${PORT || 3000}/api/health/live`,
  {
    signal: AbortSignal.timeout(4_000),
  },
).then(
  ({ ok }) => ok,
  () => false,
);
process.exit(isLive ? 0 : 1);
