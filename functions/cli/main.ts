// The `aix` command: finds the subcommand, turns whatever goes wrong into one JSON line on stderr, never a stack trace.
import { AppError } from '../../workflows/definition/errors.ts';
import { EXIT, errorLine, processIo, type Command, type CommandIo } from './command-io.ts';

/** Loaded only when asked for: `aix expr` must not wait for a Temporal SDK it never uses. */
const COMMANDS: Readonly<Record<string, { readonly summary: string; load(): Promise<Command> }>> = {
  start: { summary: 'run the whole platform on this machine', load: async () => (await import('./commands/start.ts')).startCommand },
  demo: { summary: 'feed published data through the running platform', load: async () => (await import('./commands/demo.ts')).demoCommand },
  validate: { summary: 'FILE: check a definition', load: async () => (await import('./commands/validate.ts')).validateCommand },
  run: {
    summary: 'FILE [--input JSON|@FILE] [--mock FILE] [--event FILE] [--timeout PT10M]: run a definition',
    load: async () => (await import('./commands/run.ts')).runCommand,
  },
  graph: {
    summary: 'FILE --format mermaid|svg|json: draw a definition',
    load: async () => (await import('./commands/graph.ts')).graphCommand,
  },
  expr: { summary: 'FILTER | --batch: evaluate expressions', load: async () => (await import('./commands/expr.ts')).exprCommand },
  inspect: {
    summary: 'control-chart|acceptance-sampling|capability|gauge-study|image-compare',
    load: async () => (await import('./commands/inspect.ts')).inspectCommand,
  },
  definitions: {
    summary: 'push FILE... | pull DIR | list | diff FILE: definitions of a running platform as files',
    load: async () => (await import('./commands/definitions.ts')).definitionsCommand,
  },
  doctor: {
    summary: 'check what this machine has, each with a remedy',
    load: async () => (await import('./commands/doctor.ts')).doctorCommand,
  },
  backup: {
    summary: 'FILE: database, artifacts and keys into one file',
    load: async () => (await import('./commands/backup.ts')).backupCommand,
  },
  restore: {
    summary: 'FILE: the way back, into an empty data folder',
    load: async () => (await import('./commands/restore.ts')).restoreCommand,
  },
  admin: { summary: 'create: the first administrator', load: async () => (await import('./commands/admin.ts')).adminCommand },
  audit: { summary: 'verify [--from --to] | export', load: async () => (await import('./commands/audit.ts')).auditCommand },
};

export async function main(argv: readonly string[], io: CommandIo = processIo()): Promise<number> {
  const args = argv.filter((arg) => arg !== '--verbose');
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') {
    io.stdout('0.1.0\n');
    return EXIT.ok;
  }
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    io.stdout(help());
    return EXIT.ok;
  }
  const entry = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!entry) {
    io.stderr(errorLine('usage', `There is no command "${name}". Known: ${Object.keys(COMMANDS).join(', ')}.`));
    return EXIT.error;
  }
  return await guarded(io, argv.includes('--verbose'), async () => await (await entry.load())(rest, io));
}

async function guarded(io: CommandIo, verbose: boolean, work: () => Promise<number>): Promise<number> {
  try {
    return await work();
  } catch (error) {
    if (verbose && error instanceof Error) io.stderr(`${error.stack ?? error.message}\n`);
    if (error instanceof AppError) {
      io.stderr(errorLine(error.code, error.message, error.issues));
      return error.code === 'invalid' ? EXIT.invalid : EXIT.error;
    }
    io.stderr(
      errorLine(
        'internal',
        `Something unexpected went wrong${error instanceof Error ? `: ${error.message.split('\n')[0]}` : ''}. Run again with --verbose to see where.`,
      ),
    );
    return EXIT.error;
  }
}

function help(): string {
  const width = Math.max(...Object.keys(COMMANDS).map((name) => name.length));
  const lines = Object.entries(COMMANDS).map(([name, { summary }]) => `  aix ${name.padEnd(width)}  ${summary}`);
  return `AIX: workflows for factories\n\n${lines.join('\n')}\n\nResults go to stdout as JSON; errors to stderr as {"error":{...}}. Exit: 0 ok, 1 error, 2 invalid, 3 faulted, 4 cancelled.\n`;
}
