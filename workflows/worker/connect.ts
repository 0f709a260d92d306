// A connection to a Temporal server that may be starting: it takes connections a moment before it answers.
import { NativeConnection, type NativeConnectionOptions } from '@temporalio/worker';

const ATTEMPTS = 30;
const PAUSE = 200;

/** @throws the last error, after about six seconds. */
export async function connectPatiently(options: NativeConnectionOptions): Promise<NativeConnection> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await NativeConnection.connect(options);
    } catch (error) {
      if (attempt === ATTEMPTS) throw error;
      await new Promise((resolve) => setTimeout(resolve, PAUSE));
    }
  }
}
