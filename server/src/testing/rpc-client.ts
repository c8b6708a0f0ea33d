/**
 * A small JSON-RPC 2.0 client over a child process's standard streams, with the base protocol's Content-Length framing, for
 * tests of the language server as any editor would meet it. It shares no code or types with the server or its libraries.
 */
import { type ChildProcess, spawn } from 'node:child_process';

/** Any JSON value; tests look into it with optional chaining. */
// biome-ignore lint/suspicious/noExplicitAny: answers are checked by what they hold, not by our own types.
export type Json = any;

interface Message {
  readonly id?: number | string;
  readonly method?: string;
  readonly params?: Json;
  readonly result?: Json;
  readonly error?: { readonly code: number; readonly message: string; readonly data?: Json };
}

/** A notification as received. */
export interface Received {
  readonly method: string;
  readonly params: Json;
}

/** An error answer. */
export class RpcError extends Error {
  readonly code: number;
  readonly data: Json;
  constructor(code: number, message: string, data: Json) {
    super(message);
    this.code = code;
    this.data = data;
  }
}

const PATIENCE_MS = 15_000;

/** One running server. Requests of the server are answered by `answers`, by method; others get null. */
export class RpcClient {
  readonly notifications: Received[] = [];
  readonly requests: Received[] = [];
  readonly answers: Record<string, (params: Json) => Json> = {};
  /** Resolves with the exit code when the process ends. */
  readonly exited: Promise<number | null>;
  readonly #process: ChildProcess;
  readonly #pending = new Map<number, { resolve: (value: Json) => void; reject: (error: Error) => void }>();
  #waiting: (() => void)[] = [];
  #buffer: Buffer = Buffer.alloc(0);
  #next = 1;
  stderr = '';

  constructor(command: string, args: readonly string[]) {
    this.#process = spawn(command, args, { stdio: ['pipe', 'pipe', 'pipe'] });
    this.#process.stdout?.on('data', (data: Buffer) => this.#read(data));
    this.#process.stderr?.on('data', (data: Buffer) => {
      this.stderr += data.toString();
    });
    this.exited = new Promise((resolve) => this.#process.on('exit', (code) => resolve(code)));
    this.exited
      .then((code) => {
        for (const { reject } of this.#pending.values()) reject(new Error(`server ended (${code}): ${this.stderr}`));
      })
      .catch(() => undefined);
  }

  /** Sends a request; rejects with RpcError for an error answer. The returned id can be cancelled. */
  start(method: string, params: Json): { readonly id: number; readonly answer: Promise<Json> } {
    const id = this.#next++;
    const answer = new Promise<Json>((resolve, reject) => this.#pending.set(id, { resolve, reject }));
    this.#write({ id, method, params });
    return { id, answer: within(answer, () => `no answer to ${method}; stderr: ${this.stderr}`) };
  }

  request(method: string, params: Json): Promise<Json> {
    return this.start(method, params).answer;
  }

  notify(method: string, params: Json): void {
    this.#write({ method, params });
  }

  /** Sends all messages of `send` in one write, so that the server has the last one when it looks at the first. */
  together<T>(send: () => T): T {
    this.#process.stdin?.cork();
    try {
      return send();
    } finally {
      this.#process.stdin?.uncork();
    }
  }

  /** Bytes as they are, for malformed input. */
  raw(text: string): void {
    this.#process.stdin?.write(text);
  }

  /** The first notification or server request (past or to come) that fits. */
  async received(method: string, fits: (params: Json) => boolean = () => true): Promise<Json> {
    const find = (): Received | undefined =>
      [...this.notifications, ...this.requests].find((one) => one.method === method && fits(one.params));
    const search = async (): Promise<Json> => {
      for (;;) {
        const found = find();
        if (found !== undefined) return found.params;
        await new Promise<void>((resolve) => this.#waiting.push(resolve));
      }
    };
    return within(search(), () => `no ${method} that fits; got ${JSON.stringify(this.notifications.slice(-5))}`);
  }

  /** Forgets what was received so far. */
  forget(): void {
    this.notifications.length = 0;
    this.requests.length = 0;
  }

  /** Ends the session as the protocol wants; resolves with the exit code. */
  async close(): Promise<number | null> {
    await this.request('shutdown', null);
    this.notify('exit', null);
    return this.exited;
  }

  kill(): void {
    this.#process.kill('SIGKILL');
  }

  #write(message: Message): void {
    const body = Buffer.from(JSON.stringify({ jsonrpc: '2.0', ...message }));
    this.#process.stdin?.write(`Content-Length: ${body.length}\r\n\r\n`);
    this.#process.stdin?.write(body);
  }

  #read(data: Buffer): void {
    this.#buffer = Buffer.concat([this.#buffer, data]);
    for (;;) {
      const head = this.#buffer.indexOf('\r\n\r\n');
      if (head < 0) return;
      const length = Number(/Content-Length: (\d+)/i.exec(this.#buffer.subarray(0, head).toString())?.[1]);
      if (this.#buffer.length < head + 4 + length) return;
      const body = this.#buffer.subarray(head + 4, head + 4 + length).toString();
      this.#buffer = this.#buffer.subarray(head + 4 + length);
      this.#take(JSON.parse(body));
    }
  }

  #take(message: Message): void {
    const { id, method, params } = message;
    if (method === undefined) {
      const pending = this.#pending.get(Number(id));
      this.#pending.delete(Number(id));
      if (message.error === undefined) pending?.resolve(message.result);
      else pending?.reject(new RpcError(message.error.code, message.error.message, message.error.data));
    } else {
      (id === undefined ? this.notifications : this.requests).push({ method, params });
      if (id !== undefined) this.#write({ id, result: this.answers[method]?.(params) ?? null });
    }
    const waiting = this.#waiting;
    this.#waiting = [];
    for (const wake of waiting) wake();
  }
}

const within = async (work: Promise<Json>, describe: () => string): Promise<Json> => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(describe())), PATIENCE_MS);
  });
  try {
    return await Promise.race([work, silence]);
  } finally {
    clearTimeout(timer);
  }
};
