import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** The steps of a mail at which someone may want to intervene: connected, sender, recipient, message begins, message ends. */
type Step = 0 | 1 | 2 | 3 | 4;

/** A real mail server on loopback, in this process, so that killing Castellan doesn't affect it. */
export class MailServer {
  /** The message IDs of what was accepted. */
  readonly received: string[] = [];
  #waiting: { step: number; resolve: () => void }[] = [];
  readonly #server: SMTPServer;

  private constructor() {
    this.#server = new SMTPServer({
      authOptional: true,
      disabledCommands: ["STARTTLS"],
      disableReverseLookup: true,
      closeTimeout: 100,
      onConnect: (_session, done) => this.#reach(0, done),
      onMailFrom: (_address, _session, done) => this.#reach(1, done),
      onRcptTo: (_address, _session, done) => this.#reach(2, done),
      onData: (stream, _session, done) => {
        const pieces: Buffer[] = [];
        this.#reach(3, () => {});
        stream.on("data", (piece: Buffer) => pieces.push(piece));
        stream.on("end", () => {
          const [, id = ""] = /^Message-ID: <([^>]+)>/im.exec(Buffer.concat(pieces).toString()) ?? [];
          this.received.push(id);
          this.#reach(4, done);
        });
      },
    });
    // Connections of a server that is killed break.
    this.#server.on("error", () => {});
  }

  static async start(): Promise<MailServer> {
    const mail = new MailServer();
    await new Promise<void>((done) => mail.#server.listen(0, "127.0.0.1", done));
    return mail;
  }

  get url(): string {
    const { port } = this.#server.server.address() as AddressInfo; // Sound: it listens on a port.
    return `smtp://127.0.0.1:${port}`;
  }

  /** Once the next mail is at this step. */
  atStep(step: number): Promise<void> {
    return new Promise((resolve) => this.#waiting.push({ step, resolve }));
  }

  #reach(step: Step, done: () => void): void {
    for (const { resolve } of this.#waiting.filter((one) => one.step === step)) resolve();
    this.#waiting = this.#waiting.filter((one) => one.step !== step);
    done();
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve));
  }
}
