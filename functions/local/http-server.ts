// The one public port: serves the composed app over http or https. Knows nothing of what it serves.
import { readFileSync } from 'node:fs';
import { createServer as createHttpServer, type Server } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { createAdaptorServer } from '@hono/node-server';
import { AppError } from '../../workflows/definition/errors.ts';

export interface HttpServer {
  readonly port: number;
  /** Stops taking connections, lets those in flight finish for a moment. */
  close(): Promise<void>;
}

export interface HttpServerOptions {
  readonly fetch: (request: Request, bindings: unknown) => Response | Promise<Response>;
  readonly host: string;
  readonly port: number;
  readonly tls?: { readonly certFile: string; readonly keyFile: string };
}

const GRACE = 2_000;

/** @throws AppError 'unavailable' with one sentence when the port is taken or may not be used. */
export async function listen(options: HttpServerOptions): Promise<HttpServer> {
  const server = createAdaptorServer({
    fetch: options.fetch as never,
    overrideGlobalObjects: false,
    ...(options.tls
      ? {
          createServer: createHttpsServer as never,
          serverOptions: { cert: readPem(options.tls.certFile, 'TLS_CERT'), key: readPem(options.tls.keyFile, 'TLS_KEY') },
        }
      : { createServer: createHttpServer as never, serverOptions: { maxHeaderSize: 20_480 } }),
  }) as Server;
  // A tablet on a bad radio must not hold a connection for ever.
  server.requestTimeout = 120_000;
  server.headersTimeout = 20_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(portError(error, options)));
    server.listen(options.port, options.host, resolve);
  });
  return { port: (server.address() as AddressInfo).port, close: async () => await closeServer(server) };
}

/** Asked before anything is started, so that a taken port costs a moment and leaves nothing behind. */
export async function assertPortFree({ HOST: host, PORT: port }: { HOST: string; PORT: number }): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    const probe = createHttpServer();
    probe.once('error', (error: NodeJS.ErrnoException) => reject(portError(error, { host, port })));
    probe.listen(port, host, () => probe.close(() => resolve()));
  });
}

function portError(error: NodeJS.ErrnoException, { host, port }: Pick<HttpServerOptions, 'host' | 'port'>): AppError {
  const why =
    error.code === 'EADDRINUSE'
      ? `Port ${port} on ${host} is in use; stop what uses it, or set PORT to another.`
      : error.code === 'EACCES'
        ? `Port ${port} may not be opened by this user; set PORT to one above 1023.`
        : `${host}:${port} cannot be opened (${error.code ?? error.message}); check HOST and PORT.`;
  return new AppError('unavailable', why, { cause: error });
}

function readPem(path: string, name: string): Buffer {
  try {
    return readFileSync(path);
  } catch (error) {
    throw new AppError('usage', `${name} names "${path}", which cannot be read.`, { cause: error });
  }
}

async function closeServer(server: Server): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(() => server.closeAllConnections(), GRACE);
    server.close(() => {
      clearTimeout(timer);
      resolve();
    });
    server.closeIdleConnections();
  });
}
