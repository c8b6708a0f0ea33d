/**
 * The frame around every handler. A request that was cancelled, or whose document changed while it waited, is answered with
 * the protocol's error for that; a failure of ours is logged once and answered with nothing, so that the editor never sees
 * a crash (LSP 3.17, "Request, Notification and Response ordering", `ErrorCodes`).
 */
import {
  type CancellationToken,
  type DiagnosticServerCancellationData,
  LSPErrorCodes,
  ResponseError,
} from 'vscode-languageserver';

/** Where failures go. `failed` is called for each distinct failure once, with a text for the log. */
export interface FailureLog {
  failed(message: string): void;
}

/** Wraps a notification's handler: it never throws. */
export type GuardNotification = <P>(name: string, handle: (params: P) => void) => (params: P) => void;

/** How one kind of request is framed. */
export interface RequestFrame<P, R> {
  /** Names the request in the log. */
  readonly name: string;
  /** The answer in place of a failure. */
  readonly empty: R;
  /** The state that the answer depends on; where it moves before the work starts, the answer is stale. */
  readonly version?: (params: NoInfer<P>) => number | undefined;
  /** The answer to a request that has become stale: ContentModified unless told. */
  readonly stale?: () => ResponseError<unknown>;
}

/** Wraps a request's handler. */
export type GuardRequest = <P, R, Rest extends readonly unknown[]>(
  frame: RequestFrame<P, R>,
  handle: (params: P, token: CancellationToken, ...rest: Rest) => R | Promise<R>,
) => (params: P, token: CancellationToken, ...rest: Rest) => Promise<R | ResponseError<never>>;

/** Both wrappers, over one log. `ready` is awaited before a request's handler runs. */
export const guards = (
  log: FailureLog,
  ready: () => Promise<void>,
): { readonly request: GuardRequest; readonly notification: GuardNotification } => {
  const known = new Set<string>();
  const report = (name: string, error: unknown): void => {
    const text = `${name}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`;
    if (known.has(text)) return;
    known.add(text);
    log.failed(text);
  };
  return {
    notification: (name, handle) => (params) => {
      try {
        handle(params);
      } catch (error) {
        report(name, error);
      }
    },
    request:
      ({ name, empty, version, stale = modified }, handle) =>
      async (params, token, ...rest) => {
        try {
          const before = version?.(params);
          await ready();
          await turn();
          if (token.isCancellationRequested) return cancelled();
          if (version?.(params) !== before) return stale() as ResponseError<never>;
          const result = await handle(params, token, ...rest);
          return token.isCancellationRequested ? cancelled() : result;
        } catch (error) {
          report(name, error);
          return empty;
        }
      },
  };
};

/** Lets messages that have arrived be read, so that a cancellation or a change is seen before the work starts. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** Diagnostics that became stale are asked for again (LSP 3.17, `DiagnosticServerCancellationData`). */
export const askAgain = (): ResponseError<DiagnosticServerCancellationData> =>
  new ResponseError(LSPErrorCodes.ServerCancelled, 'the document changed', { retriggerRequest: true });

const cancelled = (): ResponseError<never> =>
  new ResponseError(LSPErrorCodes.RequestCancelled, 'the request was cancelled');

const modified = (): ResponseError<void> =>
  new ResponseError(LSPErrorCodes.ContentModified, 'the document changed before the request was answered');
