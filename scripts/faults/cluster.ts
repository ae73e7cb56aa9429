import { execFile } from "node:child_process";
import { existsSync, readdirSync } from "node:fs";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir, userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { promisify } from "node:util";
import pg from "pg";
import { findFreePort } from "@/e2e/processes";

const run = promisify(execFile);
const versions = "/usr/lib/postgresql";

export function findPostgres(): string | undefined {
  if (!existsSync(versions)) return undefined;
  const newest = readdirSync(versions).toSorted((one, other) => Number(other) - Number(one));
  return newest
    .map((version) => join(versions, version, "bin"))
    .find((bin) => existsSync(join(bin, "initdb")));
}

export class Cluster {
  readonly #sockets = new Set<Socket>();
  readonly #proxy = createServer((socket) => this.#forward(socket));
  #primary = { folder: "primary", port: 0 };

  private constructor(
    private readonly bin: string,
    private readonly folder: string,
  ) {}

  /** @throws Error where this machine has no PostgreSQL */
  static async start(settings: Record<string, string> = {}): Promise<Cluster> {
    const bin = findPostgres();
    if (!bin) throw new Error(`There is no PostgreSQL in ${versions}.`);
    const folder = await mkdtemp(join(tmpdir(), "castellan-cluster-"));
    const cluster = new Cluster(bin, folder);
    // It refuses to run as root and must own its folder.
    if (userInfo().uid === 0) await run("chown", ["postgres", folder]);
    await chmod(folder, 0o755);
    await cluster.#run(
      "initdb",
      "-D",
      cluster.#path("primary"),
      "-U",
      "postgres",
      "-A",
      "trust",
      "--no-sync",
    );
    cluster.#primary.port = await findFreePort();
    await cluster.#boot("primary", cluster.#primary.port, settings);
    await new Promise<void>((resolve) => cluster.#proxy.listen(0, "127.0.0.1", resolve));
    return cluster;
  }

  get url(): string {
    const address = this.#proxy.address();
    return `postgres://postgres@127.0.0.1:${typeof address === "object" ? address?.port : 0}/postgres`;
  }

  /** Like a machine crash: nothing more is written, and everyone is disconnected. */
  async stop(folder = this.#primary.folder): Promise<void> {
    await this.#run("pg_ctl", "-D", this.#path(folder), "-m", "immediate", "-w", "stop");
  }

  async restart(settings: Record<string, string> = {}): Promise<void> {
    await this.#boot(this.#primary.folder, this.#primary.port, settings);
  }

  async follow(): Promise<void> {
    const port = await findFreePort();
    const from = ["-h", "127.0.0.1", "-p", String(this.#primary.port), "-U", "postgres"];
    await this.#run("pg_basebackup", ...from, "-D", this.#path("standby"), "-R", "-c", "fast");
    await this.#boot("standby", port, {});
    const client = await this.connect();
    await client.query("alter system set synchronous_standby_names = '*'");
    await client.query("select pg_reload_conf()");
    await client.end();
    this.#standbyPort = port;
  }
  #standbyPort = 0;

  async failOver(): Promise<void> {
    await this.stop();
    this.#primary = { folder: "standby", port: this.#standbyPort };
    await this.#run("pg_ctl", "-D", this.#path("standby"), "-w", "promote");
    const client = await this.connect();
    await client.query("alter system reset synchronous_standby_names");
    await client.query("select pg_reload_conf()");
    await client.end();
  }

  async connect(): Promise<pg.Client> {
    for (let tries = 0; tries < 100; tries += 1) {
      const client = await this.tryConnect();
      if (client) return client;
      await pause(100);
    }
    throw new Error("PostgreSQL takes no connection.");
  }

  async tryConnect(): Promise<pg.Client | undefined> {
    const at = { host: "127.0.0.1", port: this.#primary.port, user: "postgres", database: "postgres" };
    const client = new pg.Client(at);
    client.on("error", () => {});
    return client.connect().then(
      () => client,
      () => undefined,
    );
  }

  async remove(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#proxy.close();
    for (const folder of ["primary", "standby"])
      if (existsSync(join(this.#path(folder), "postmaster.pid"))) await this.stop(folder);
    await rm(this.folder, { recursive: true, force: true });
  }

  #path(folder: string): string {
    return join(this.folder, folder);
  }

  async #boot(folder: string, port: number, settings: Record<string, string>): Promise<void> {
    const all = {
      fsync: "off",
      listen_addresses: "127.0.0.1",
      unix_socket_directories: "",
      port: String(port),
      ...settings,
    };
    const options = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
    const log = join(this.folder, `${folder}.log`);
    await this.#run("pg_ctl", "-D", this.#path(folder), "-l", log, "-w", "-o", options.join(" "), "start");
  }

  async #run(program: string, ...args: string[]): Promise<void> {
    const command = join(this.bin, program);
    const options = { cwd: this.folder };
    if (userInfo().uid !== 0) await run(command, args, options);
    else
      await run(
        "setpriv",
        ["--reuid=postgres", "--regid=postgres", "--clear-groups", command, ...args],
        options,
      );
  }

  #forward(socket: Socket): void {
    const upstream = connect(this.#primary.port, "127.0.0.1");
    for (const end of [socket, upstream]) {
      this.#sockets.add(end);
      end.once("close", () => this.#sockets.delete(end));
      // One end is gone, so the other must close.
      end.on("error", () => end.destroy());
    }
    socket.once("close", () => upstream.destroy());
    upstream.once("close", () => socket.destroy());
    socket.pipe(upstream).pipe(socket);
  }
}
