// Keeps the parts of the local platform alive: a part that ends without being asked to is started again, with growing pauses.
export interface Part {
  readonly pid: number;
  readonly exited: Promise<number | string>;
  stop(): Promise<void>;
}

export interface Supervised<T extends Part> {
  /** The part as it runs now. */
  current(): T;
  stop(): Promise<void>;
}

const FIRST_PAUSE = 200;
const LONGEST_PAUSE = 5_000;

export async function supervise<T extends Part>(
  name: string,
  start: () => Promise<T>,
  log: (line: string) => void,
): Promise<Supervised<T>> {
  let part = await start();
  let stopping = false;
  let restart: Promise<void> = Promise.resolve();
  const watch = (): void => {
    void part.exited.then((code) => {
      if (stopping) return;
      log(`${name} ended (${code}); starting it again.`);
      restart = again(FIRST_PAUSE);
    });
  };
  const again = async (pause: number): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, pause));
    if (stopping) return;
    try {
      part = await start();
      log(`${name} is back.`);
      watch();
    } catch (error) {
      log(`${name} does not start: ${error instanceof Error ? error.message : String(error)}`);
      await again(Math.min(pause * 2, LONGEST_PAUSE));
    }
  };
  watch();
  return {
    current: () => part,
    stop: async () => {
      stopping = true;
      await restart;
      await part.stop();
    },
  };
}
