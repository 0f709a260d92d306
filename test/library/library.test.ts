// What a factory may rely on in every shipped definition: it validates clean, means the same after a round trip, speaks ko and en,
// and its form refuses wrong input at the right place.
import { readFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import { stringify } from 'yaml';
import { type FieldModel } from '../../functions/web/form/field-model.ts';
import { formModel, type FormUi } from '../../functions/web/form/form-model.ts';
import { catalog } from '../../workflows/catalog/catalog.ts';
import type { Task, WorkflowDocument } from '../../workflows/definition/document.ts';
import { isJsonObject, type Json, type JsonObject, type JsonSchema } from '../../workflows/definition/json.ts';
import { validateInstance } from '../../workflows/definition/schema-instance.ts';
import { validateText } from '../../workflows/definition/validate-text.ts';
import { libraryFile, libraryFixture, libraryNames } from './library-files.ts';

function read(name: string): { document: WorkflowDocument; hash: string } {
  const { document, definition, issues, warnings } = validateText(readFileSync(libraryFile(name), 'utf8'), { catalog });
  if (!document || !definition) throw new Error(`${name}: ${JSON.stringify(issues)}`);
  expect(warnings).toEqual([]);
  return { document, hash: definition.hash };
}

const textOf = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value ?? ''));

const speaksBoth = (text: unknown): boolean =>
  isJsonObject(text as Json) && ['ko', 'en'].every((language) => textOf((text as JsonObject)[language] ?? '').trim() !== '');

/** Pointers of all fields of a form, rows as `*`, with their schemas. */
function fieldsOf(schema: JsonSchema, parent = ''): { pointer: string; schema: JsonObject }[] {
  if (!isJsonObject(schema) || !isJsonObject(schema['properties'])) return [];
  return Object.entries(schema['properties']).flatMap(([key, property]) => {
    const pointer = `${parent}/${key}`;
    const items = isJsonObject(property) ? property['items'] : undefined;
    return [
      { pointer, schema: property as JsonObject },
      ...fieldsOf(property as JsonSchema, pointer),
      ...fieldsOf((items ?? {}) as JsonSchema, `${pointer}/*`),
    ];
  });
}

/** Every task with its name, also those inside do, for, try and fork. */
function tasksOf(list: Json | undefined): { name: string; task: JsonObject }[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly JsonObject[]).flatMap((entry) =>
    Object.entries(entry).flatMap(([name, value]) => {
      const task = value as JsonObject;
      const inside = [
        task['do'],
        task['try'],
        isJsonObject(task['catch']) ? task['catch']['do'] : undefined,
        isJsonObject(task['fork']) ? task['fork']['branches'] : undefined,
      ];
      return [{ name, task }, ...inside.flatMap((nested) => tasksOf(nested))];
    }),
  );
}

const inputSchema = (document: WorkflowDocument): JsonSchema =>
  (document.input?.schema as unknown as { document: JsonSchema } | undefined)?.document ?? false;

it('ships at least thirteen definitions', () => {
  expect(libraryNames.length).toBeGreaterThanOrEqual(13);
});

describe.each(libraryNames)('%s', (name) => {
  const { document, hash } = read(name);
  const aix = (document.document.metadata?.aix ?? {}) as unknown as JsonObject;
  const ui = (aix['ui'] ?? {}) as JsonObject;
  const tasks = tasksOf(document.do as unknown as Json);

  it('is named like its file and keeps its hash through a round trip as YAML and as JSON', () => {
    expect(document.document.name).toBe(name);
    for (const text of [stringify(document, { aliasDuplicateObjects: false }), JSON.stringify(document)]) {
      expect(validateText(text, { catalog }).definition?.hash).toBe(hash);
    }
  });

  it('says in ko and en what it is, who starts it, and what each field and option means', () => {
    expect([speaksBoth(aix['title']), speaksBoth(aix['summary'])]).toEqual([true, true]);
    expect(aix['start']).toEqual(expect.arrayContaining([expect.any(String)]));
    const look = (pointer: string): JsonObject => (ui[pointer] ?? ui[pointer.slice(1)] ?? {}) as JsonObject;
    const silent = fieldsOf(inputSchema(document)).flatMap(({ pointer, schema }) => {
      const options = (look(pointer)['options'] ?? {}) as JsonObject;
      const mute = ((schema['enum'] ?? []) as readonly Json[])
        .filter((value) => !speaksBoth(options[textOf(value)]))
        .map((value) => `${pointer}=${textOf(value)}`);
      return [
        ...(speaksBoth(look(pointer)['label']) ? [] : [pointer]),
        ...mute,
        ...(look(pointer)['help'] === undefined || speaksBoth(look(pointer)['help']) ? [] : [`${pointer} help`]),
      ];
    });
    expect(silent).toEqual([]);
  });

  it('names each of its tasks in ko and en, for the picture of a run', () => {
    const silent = tasks.filter(({ task }) => !speaksBoth((task as unknown as Task).metadata?.aix?.title)).map((entry) => entry.name);
    expect(silent).toEqual([]);
  });

  it('asks a person only for a role, never lets time approve, and labels what it asks for', () => {
    for (const { name: step, task } of tasks.filter((entry) => entry.task['call'] === 'approve' || entry.task['call'] === 'form')) {
      const asked = task['with'] as JsonObject;
      expect([step, asked['role'] ?? asked['roles']]).not.toEqual([step, undefined]);
      expect([step, asked['deadline'] === undefined]).toEqual([step, false]);
      const unlabelled = fieldsOf((asked['form'] ?? {}) as JsonSchema).filter(({ schema }) => !/ · /.test(textOf(schema['title'])));
      expect([step, unlabelled.map((field) => field.pointer)]).toEqual([step, []]);
    }
  });

  it('can be filled in on a tablet: no field falls back to bare JSON, and few are required', () => {
    const drawn = (fields: readonly FieldModel[]): readonly FieldModel[] =>
      fields.flatMap((field) => [field, ...drawn(field.fields ?? [])]);
    const asked = tasks
      .map(({ task }) => (isJsonObject(task['with']) ? task['with']['form'] : undefined))
      .filter((form) => form !== undefined);
    const forms = [
      formModel(inputSchema(document), ui as unknown as FormUi, 'ko'),
      ...asked.map((form) => formModel(form as JsonSchema, {}, 'ko')),
    ];
    for (const fields of forms) {
      expect(
        drawn(fields)
          .filter((field) => field.widget === 'json')
          .map((field) => field.pointer),
      ).toEqual([]);
      expect(fields.filter((field) => field.required).length).toBeLessThanOrEqual(6);
    }
  });

  it('has a way out of each loop: a budget of steps', () => {
    const names = tasks.map((entry) => entry.name);
    const backwards = tasks.some(({ name: from, task }) =>
      ((task['switch'] ?? []) as readonly JsonObject[]).some((entry) =>
        Object.values(entry).some(
          (branch) =>
            names.indexOf(textOf((branch as JsonObject)['then'])) >= 0 &&
            names.indexOf(textOf((branch as JsonObject)['then'])) <= names.indexOf(from),
        ),
      ),
    );
    if (backwards) expect((aix['budget'] as JsonObject | undefined)?.['steps']).toBeGreaterThan(0);
  });

  const fixture = libraryFixture(name);

  test.each(fixture.cases.map((one) => [one.name, one] as const))(
    'takes the sample input of "%s", whose answers fit the forms',
    (_name, { input, mocks }) => {
      expect(validateInstance(inputSchema(document), input)).toEqual([]);
      for (const [step, mock] of Object.entries(mocks)) {
        const asked = tasks.find((entry) => entry.name === step)?.task;
        expect([step, asked === undefined]).toEqual([step, false]);
        const form = isJsonObject(asked?.['with']) ? asked['with']['form'] : undefined;
        if (form === undefined || !isJsonObject(mock)) continue;
        const answers = (mock['outputs'] ?? [mock['output']]) as readonly JsonObject[];
        for (const answer of answers) {
          const filled = answer['values'] ?? answer['form'];
          if (filled !== undefined || answer['decision'] !== 'rejected')
            expect([step, validateInstance(form as JsonSchema, filled ?? {})]).toEqual([step, []]);
        }
      }
    },
  );

  test.each(fixture.bad.map((one) => [one.name, one] as const))('refuses %s where it is wrong', (_name, { input, paths }) => {
    const found = validateInstance(inputSchema(document), input).map((issue) => issue.path);
    expect(found.length).toBeGreaterThan(0);
    expect(found).toEqual(expect.arrayContaining([...paths]));
  });
});
