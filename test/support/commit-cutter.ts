// A proxy before PostgreSQL that cuts the connection at COMMIT: before the server has it, or after the server did it but before its answer.
import { createConnection, createServer, type Socket } from 'node:net';

export interface CommitCutter {
  /** The given address through the proxy. */
  readonly url: string;
  /** How the next commits are cut; 'no' passes everything. */
  cut: 'no' | 'before' | 'after';
  /** Commits cut so far: a test asserts that the fault fired. */
  readonly fired: number;
  close(): Promise<void>;
}

/** The simple-query message of the word, as the driver sends it. */
const COMMIT = Buffer.from('commit\0');

export async function startCommitCutter(url: string): Promise<CommitCutter> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  const state = { cut: 'no' as CommitCutter['cut'], fired: 0 };
  const server = createServer((client) => {
    const upstream = createConnection({ host: target.hostname, port: Number(target.port || 5432) });
    let silent = false;
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.on('error', () => undefined);
      socket.on('close', () => sockets.delete(socket));
    }
    client.on('data', (data) => {
      if (state.cut === 'no' || !data.includes(COMMIT)) return void upstream.write(data);
      state.fired += 1;
      if (state.cut === 'before') {
        client.destroy();
        upstream.destroy();
        return;
      }
      silent = true;
      upstream.write(data);
    });
    upstream.on('data', (data) => {
      if (!silent) return void client.write(data);
      // The server has answered, so it has committed: the answer is lost on the way.
      client.destroy();
      upstream.destroy();
    });
    client.on('close', () => upstream.end());
    upstream.on('close', () => client.end());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  const through = new URL(url);
  through.hostname = '127.0.0.1';
  through.port = String(address !== null && typeof address === 'object' ? address.port : 0);
  return {
    url: through.href,
    get cut() {
      return state.cut;
    },
    set cut(how) {
      state.cut = how;
    },
    get fired() {
      return state.fired;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}
