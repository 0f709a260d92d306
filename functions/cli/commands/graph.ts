// `aix graph FILE --format mermaid|svg|json`: the flow of a definition as a picture, as Mermaid, or as nodes and edges.
import { AppError } from '../../../workflows/definition/errors.ts';
import { flowGraph, type FlowGraph } from '../../../workflows/definition/graph.ts';
import { graphSvg } from '../../../workflows/definition/graph-svg.ts';
import { mermaid } from '../../../workflows/definition/mermaid.ts';
import type { WorkflowDocument } from '../../../workflows/definition/document.ts';
import { validateText } from '../../../workflows/definition/validate-text.ts';
import { catalog } from '../../../workflows/catalog/catalog.ts';
import { EXIT, type CommandIo } from '../command-io.ts';
import { readOptions } from '../options.ts';

const USAGE = 'aix graph FILE --format mermaid|svg|json [--lang ko|en]';

/** @throws AppError `invalid`, `usage`, `unreadable`. */
export async function graphCommand(args: readonly string[], io: Pick<CommandIo, 'stdout' | 'readFile'>): Promise<number> {
  const { file, format, lang } = readArguments(args);
  const checked = validateText(await io.readFile(file), { catalog });
  if (!checked.valid || !checked.document)
    throw new AppError('invalid', `${file} is not a valid definition: ${checked.issues.length} issue(s).`, { issues: checked.issues });
  io.stdout(`${drawn(checked.document, format, lang)}\n`);
  return EXIT.ok;
}

function drawn(document: WorkflowDocument, format: 'mermaid' | 'svg' | 'json', lang: 'ko' | 'en'): string {
  const graph = flowGraph(document);
  if (format === 'mermaid') return mermaid(graph).trimEnd();
  if (format === 'json') return JSON.stringify(contract(graph));
  const title = document.document.metadata?.aix?.title;
  return graphSvg(graph, { lang, name: title?.[lang] ?? document.document.name });
}

/** The stable shape: what else a node knows is for drawing. */
function contract({ nodes, edges }: FlowGraph): unknown {
  return {
    nodes: nodes.map(({ id, path, kind, name }) => ({ id, path, kind, name })),
    edges: edges.map(({ from, to, label }) => ({ from, to, ...(label === undefined ? {} : { label }) })),
  };
}

function readArguments(args: readonly string[]): { file: string; format: 'mermaid' | 'svg' | 'json'; lang: 'ko' | 'en' } {
  const { values, positionals } = readOptions(
    {
      args: [...args],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'mermaid' }, lang: { type: 'string', default: 'en' } },
    },
    USAGE,
  );
  const [file, ...rest] = positionals;
  const { format, lang } = values;
  if (file === undefined || rest.length > 0) throw new AppError('usage', USAGE);
  if (format !== 'mermaid' && format !== 'svg' && format !== 'json')
    throw new AppError('usage', `--format must be mermaid, svg or json. ${USAGE}`);
  if (lang !== 'ko' && lang !== 'en') throw new AppError('usage', `--lang must be ko or en. ${USAGE}`);
  return { file, format, lang };
}
