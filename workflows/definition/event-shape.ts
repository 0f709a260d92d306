// Events: the attributes of a CloudEvent, filters over them, and which of several events are waited for.
import { type Check, report } from './checking.ts';
import { uri, words } from './data-shapes.ts';
import { condition, template } from './expression-check.ts';
import { isJsonObject } from './json.ts';
import { allOf, byType, exactlyOne, fields, isType, listOf, recordOf, required } from './shape.ts';

const eventTable = {
  id: words,
  source: uri,
  type: words,
  time: words,
  subject: words,
  datacontenttype: words,
  dataschema: uri,
  data: template,
};

/** CloudEvents attributes; names of the writer's own are extension attributes, so none is unknown. */
export const eventProperties: Check = (checking, value, path) => {
  if (!isType(checking, value, path, 'object') || !isJsonObject(value)) return;
  for (const [name, part] of Object.entries(value)) {
    const check = Object.hasOwn(eventTable, name) ? eventTable[name as keyof typeof eventTable] : template;
    check(checking, part, `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`);
  }
};
export const emittedEvent: Check = fields({ with: required(allOf(eventProperties, fieldsPresent('source', 'type'))) });

function fieldsPresent(...names: readonly string[]): Check {
  return (checking, value, path) => {
    if (!isJsonObject(value)) return;
    for (const name of names)
      if (!Object.hasOwn(value, name)) report(checking, path, 'required', `"${name}" is missing.`, `필수 항목 "${name}" 값이 없습니다.`);
  };
}

const correlation = recordOf(fields({ from: required(condition), expect: words }));
const someProperty: Check = (checking, value, path) => {
  if (isJsonObject(value) && Object.keys(value).length === 0)
    report(
      checking,
      path,
      'min-properties',
      'The filter is empty; name at least the type of the event.',
      '필터가 비어 있습니다. 이벤트의 type이라도 쓰세요.',
    );
};
const eventFilter: Check = fields({ with: required(allOf(eventProperties, someProperty)), correlate: correlation });

const consumptionTable = { one: eventFilter, all: listOf(eventFilter), any: listOf(eventFilter) };
const untilEvents: Check = fields(consumptionTable, exactlyOne(['one', 'all', 'any']));
export const eventConsumption: Check = allOf(
  fields({ ...consumptionTable, until: byType({ string: condition, object: untilEvents }) }, exactlyOne(['one', 'all', 'any'])),
  (checking, value, path) => {
    if (isJsonObject(value) && Object.hasOwn(value, 'until') && !Object.hasOwn(value, 'any'))
      report(checking, `${path}/until`, 'exclusive-fields', '`until` belongs to `any`.', '`until`은 `any`와 함께만 씁니다.');
  },
);
