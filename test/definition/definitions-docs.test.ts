// The examples of docs/definitions.md must be what they claim to be.
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { catalog } from '../../workflows/catalog/catalog.ts';
import { AIX_DOCUMENT_SCHEMA, AIX_TASK_SCHEMA } from '../../workflows/definition/aix-schema.ts';
import { TASK_KINDS } from '../../workflows/definition/document.ts';
import { ROLES } from '../../workflows/definition/roles.ts';
import { validateText } from '../../workflows/definition/validate-text.ts';

const page = readFileSync(fileURLToPath(new URL('../../docs/definitions.md', import.meta.url)), 'utf8');
const examples = [...page.matchAll(/^```yaml\n([\s\S]*?)^```$/gm)].map(([, text]) => text ?? '');

describe('docs/definitions.md', () => {
  test('has examples, all valid and without a warning', () => {
    expect(examples.length).toBeGreaterThan(0);
    for (const text of examples) expect(validateText(text, { catalog })).toMatchObject({ issues: [], warnings: [], valid: true });
  });

  test('names every kind of task, every role, and every word of metadata.aix', () => {
    const words = [AIX_DOCUMENT_SCHEMA, AIX_TASK_SCHEMA].flatMap((schema) => Object.keys(schema['properties'] as object));
    for (const word of [...TASK_KINDS, ...words]) expect(page).toContain(`\`${word}\``);
    for (const role of ROLES) expect(page).toContain(role);
  });
});
