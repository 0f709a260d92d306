// The specification's own examples and its own JSON Schema as the outside yardstick. Read from the shared data, never copied.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { catalog } from '../../workflows/catalog/catalog.ts';
import type { WorkflowDocument } from '../../workflows/definition/document.ts';
import { validateDocument } from '../../workflows/definition/validate.ts';
import { validateText } from '../../workflows/definition/validate-text.ts';
import { BAD_DOCUMENTS, HEADER } from './bad-documents.ts';

const DATA = fileURLToPath(new URL('../../../shared/data/ows/', import.meta.url));
const LIBRARY = fileURLToPath(new URL('../../workflows/library/', import.meta.url));

/** Every other example is in the profile. */
const OUTSIDE: Readonly<Record<string, string>> = {
  'call-asyncapi-publish.yaml': '/do/0/findPet/call:8',
  'call-asyncapi-subscribe-consume-amount.yaml': '/do/0/getNotifications/call:8',
  'call-asyncapi-subscribe-consume-forever-foreach.yaml': '/do/0/getNotifications/call:8',
  'call-asyncapi-subscribe-consume-until.yaml': '/do/0/getNotifications/call:8',
  'call-asyncapi-subscribe-consume-while.yaml': '/do/0/getNotifications/call:8',
  'call-custom-function-cataloged.yaml': '/do/0/log/call:8',
  'call-grpc.yaml': '/do/0/greet/call:8',
  'call-mcp.yaml': '/do/0/publishMessageToSlack/with/transport/stdio:19',
  'run-container-cleanup-always.yaml': '/do/0/runContainer/run/container:9',
  'run-container-cleanup-eventually.yaml': '/do/0/runContainer/run/container:9',
  'run-container-stdin-and-arguments.yaml': '/do/1/runContainer/run/container:14',
  'run-container-with-name.yaml': '/do/0/runContainer/run/container:9',
  'run-container-with-pull-policy.yaml': '/do/0/runContainer/run/container:9',
  'run-container.yaml': '/do/0/runContainer/run/container:9',
  'run-return-all.yaml': '/do/0/runContainer/run/container:9',
  'run-return-code.yaml': '/do/0/runContainer/run/container:9',
  'run-return-none.yaml': '/do/0/runContainer/run/container:9',
  'run-return-stderr.yaml': '/do/0/runContainer/run/container:9',
  'run-script-with-stdin-and-arguments.yaml': '/do/0/runScript/run/script:9',
  'run-shell-stdin-and-arguments.yaml': '/do/1/runShell/run/shell:14',
};

/** Accepted here, refused by the official schema, on purpose: its own text gives `version` a default. */
const LOOSER: ReadonlySet<string> = new Set(['run-subflow.yaml do/0/registerCustomer/run/workflow/version := undefined']);

function officialSchema(): ValidateFunction {
  const ajv = new Ajv2020({ strict: false, logger: false });
  (addFormats as unknown as (target: Ajv2020) => void)(ajv);
  return ajv.compile(parse(readFileSync(`${DATA}workflow.schema.yaml`, 'utf8')) as object);
}

const read = (file: string) => readFileSync(`${DATA}examples/${file}`, 'utf8');

describe.skipIf(!existsSync(DATA))("the specification's own examples", () => {
  const files = existsSync(DATA) ? readdirSync(`${DATA}examples`) : [];

  test('there are 66, and the table names only files that exist', () => {
    expect(files).toHaveLength(66);
    expect(Object.keys(OUTSIDE).filter((file) => !files.includes(file))).toEqual([]);
  });

  test.each(files.filter((file) => !(file in OUTSIDE)))('%s is valid, without a warning', (file) => {
    const { valid, issues, warnings } = validateText(read(file), { catalog });
    expect(issues).toEqual([]);
    expect(warnings).toEqual([]);
    expect(valid).toBe(true);
  });

  test.each(Object.entries(OUTSIDE))('%s is refused as outside the profile at %s', (file, place) => {
    const { issues } = validateText(read(file), { catalog });
    expect(issues.map(({ code, path, line }) => `${code} ${path}:${line}`)).toEqual([`outside-profile ${place}`]);
  });
});

describe.skipIf(!existsSync(DATA))('the official JSON Schema', () => {
  test('accepts each shipped definition', () => {
    const official = officialSchema();
    for (const file of readdirSync(LIBRARY).filter((name) => name.endsWith('.yaml'))) {
      const fits = official(parse(readFileSync(LIBRARY + file, 'utf8')));
      expect(fits, `${file}: ${JSON.stringify(official.errors?.[0])}`).toBe(true);
    }
  });

  test('refuses nothing that this validation accepts, over every example with each value in turn replaced', () => {
    const official = officialSchema();
    let tried = 0;
    const looser: string[] = [];
    for (const file of readdirSync(`${DATA}examples`).filter((name) => !(name in OUTSIDE))) {
      const document: unknown = parse(read(file));
      for (const path of placesIn(document)) {
        for (const value of [undefined, 42, 'x y', {}, [], null, true]) {
          const mutant = replaced(document, path, value);
          tried += 1;
          if (official(mutant) || validateDocument(mutant as WorkflowDocument, { catalog }).issues.length > 0) continue;
          looser.push(`${file} ${path.join('/')} := ${JSON.stringify(value)}`);
        }
      }
    }
    expect(looser.filter((row) => !LOOSER.has(row))).toEqual([]);
    expect(tried).toBeGreaterThan(6000);
  });

  test('agrees wherever it refuses a row of the table of bad documents', () => {
    const official = officialSchema();
    const refused = BAD_DOCUMENTS.filter(({ body, header }) => {
      try {
        return !official(parse(`${header ?? HEADER}\n${body}\n`, { logLevel: 'error' }));
      } catch {
        return false;
      }
    });
    expect(refused.length).toBeGreaterThan(40);
    for (const { body, header } of refused) expect(validateText(`${header ?? HEADER}\n${body}\n`, { catalog }).valid).toBe(false);
  });
});

function placesIn(value: unknown, path: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  const own = path.length === 0 ? [] : [path];
  if (typeof value !== 'object' || value === null) return own;
  return [...own, ...Object.entries(value).flatMap(([key, part]) => placesIn(part, [...path, Array.isArray(value) ? Number(key) : key]))];
}

function replaced(value: unknown, path: readonly (string | number)[], by: unknown): unknown {
  const copy: unknown = structuredClone(value);
  let at = copy as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) at = at[key] as Record<string | number, unknown>;
  const last = path.at(-1) ?? '';
  if (by !== undefined) at[last] = by;
  else if (Array.isArray(at)) at.splice(Number(last), 1);
  else delete at[last];
  return copy;
}
