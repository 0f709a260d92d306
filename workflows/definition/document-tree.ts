// From YAML's syntax tree to frozen JSON, remembering where each value stood. What JSON cannot hold is refused here, and what could
// harm: repeated keys, keys that reach into prototypes, merge keys, aliases that multiply.
import { isAlias, isMap, isScalar, isSeq, type Document, type ParsedNode, type Scalar } from 'yaml';
import type { DocumentCode } from './issue-codes.ts';
import type { Json } from './json.ts';
import { pointer } from './pointer.ts';
import type { Span } from './source-map.ts';

export const MAXIMUM_ALIASES = 100;
const MAXIMUM_VALUES = 200_000;
const FORBIDDEN_KEYS: ReadonlySet<string> = new Set(['__proto__', 'constructor', 'prototype']);

export interface TreeFault {
  readonly path: string;
  readonly offset: number;
  readonly code: DocumentCode;
  readonly en: string;
  readonly ko: string;
}

export interface Tree {
  readonly value: Json;
  readonly spans: ReadonlyMap<string, Span>;
  readonly faults: readonly TreeFault[];
  /** Building ended at a limit: the value is not whole. */
  readonly stopped: boolean;
}

interface Building {
  readonly text: string;
  readonly document: Document.Parsed<ParsedNode>;
  readonly anchors: Map<string, ParsedNode>;
  readonly spans: Map<string, Span>;
  readonly faults: TreeFault[];
  aliases: number;
  values: number;
  /** Names of the anchors whose values are being built: an alias to one of them has no end. */
  readonly open: Set<string>;
  stopped: boolean;
}

export function buildTree(document: Document.Parsed<ParsedNode>, text: string): Tree {
  const building: Building = {
    text,
    document,
    anchors: new Map(),
    spans: new Map(),
    faults: [],
    aliases: 0,
    values: 0,
    open: new Set(),
    stopped: false,
  };
  const value = document.contents === null ? null : build(building, document.contents, '', 0);
  return { value, spans: building.spans, faults: building.faults, stopped: building.stopped };
}

function refuse(building: Building, fault: TreeFault): null {
  building.faults.push(fault);
  return null;
}

function build(building: Building, node: ParsedNode | null, path: string, depth: number): Json {
  if (node === null || building.stopped) return null;
  const offset = node.range[0];
  if (!building.spans.has(path)) building.spans.set(path, { key: offset, value: offset });
  building.values += 1;
  if (building.values > MAXIMUM_VALUES || depth > 400) {
    building.stopped = true;
    return refuse(building, {
      path,
      offset,
      code: 'too-many-values',
      en: 'The document holds more than 200,000 values once its aliases are expanded.',
      ko: '별칭을 펼치면 값이 200,000개를 넘습니다.',
    });
  }
  if (isAlias(node)) return buildAlias(building, node.source, path, offset, depth);
  if (node.anchor !== undefined) building.anchors.set(node.anchor, node);
  if (isScalar(node)) return buildScalar(building, node, path, offset);
  const anchor = node.anchor;
  if (anchor !== undefined) building.open.add(anchor);
  const value = isMap(node) ? buildMap(building, node, path, depth) : isSeq(node) ? buildList(building, node, path, depth) : null;
  if (anchor !== undefined) building.open.delete(anchor);
  return value;
}

function buildAlias(building: Building, name: string, path: string, offset: number, depth: number): Json {
  building.aliases += 1;
  if (building.aliases > MAXIMUM_ALIASES) {
    building.stopped = true;
    return refuse(building, {
      path,
      offset,
      code: 'too-many-aliases',
      en: `More than ${MAXIMUM_ALIASES} aliases (*name) are expanded; write the values out.`,
      ko: `별칭(*이름)을 ${MAXIMUM_ALIASES}번 넘게 펼쳤습니다. 값을 직접 쓰세요.`,
    });
  }
  const target = building.anchors.get(name);
  if (!target)
    return refuse(building, {
      path,
      offset,
      code: 'yaml-alias',
      en: `No anchor "&${name}" stands before this alias.`,
      ko: `이 별칭보다 앞에 앵커 "&${name}"이(가) 없습니다.`,
    });
  if (building.open.has(name))
    return refuse(building, {
      path,
      offset,
      code: 'yaml-alias',
      en: `The alias "*${name}" stands inside its own value.`,
      ko: `별칭 "*${name}"이(가) 자기 값 안에 있습니다.`,
    });
  return build(building, target, path, depth + 1);
}

function buildScalar(building: Building, node: Scalar.Parsed, path: string, offset: number): Json {
  const value: unknown = node.value;
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  return refuse(building, {
    path,
    offset,
    code: 'not-json',
    en: 'JSON has no such value; write a finite number, text, true, false or null.',
    ko: 'JSON에 없는 값입니다. 유한한 숫자, 글자, true, false, null 가운데 하나로 쓰세요.',
  });
}

type MapNode = Extract<ParsedNode, { items: readonly { key: unknown; value: unknown }[] }>;

function buildMap(building: Building, node: MapNode, path: string, depth: number): Json {
  const made: Record<string, Json> = {};
  for (const pair of node.items) {
    const key = pair.key as ParsedNode;
    // With `stringKeys` every key is text; what is none has been refused as syntax.
    const name = isScalar(key) && typeof key.value === 'string' ? key.value : '';
    const at = pointer(path, name);
    const offset = key.range[0];
    if (!isAllowedKey(building, made, name, { path, at, offset })) continue;
    const value = pair.value as ParsedNode | null;
    if (!building.spans.has(at)) building.spans.set(at, { key: offset, value: value === null ? offset : startOf(building, value) });
    made[name] = build(building, value, at, depth + 1);
  }
  return Object.freeze(made);
}

function isAllowedKey(building: Building, made: object, name: string, where: { path: string; at: string; offset: number }): boolean {
  const { path, at, offset } = where;
  if (FORBIDDEN_KEYS.has(name)) {
    refuse(building, {
      path,
      offset,
      code: 'forbidden-key',
      en: `"${name}" may not be a key; choose another name.`,
      ko: `"${name}"은(는) 키로 쓸 수 없습니다. 다른 이름을 쓰세요.`,
    });
    return false;
  }
  if (name === '<<') {
    refuse(building, {
      path,
      offset,
      code: 'merge-key',
      en: 'Merge keys (<<) are not part of YAML 1.2; write the fields out.',
      ko: '병합 키(<<)는 YAML 1.2에 없습니다. 항목을 직접 쓰세요.',
    });
    return false;
  }
  if (Object.hasOwn(made, name)) {
    refuse(building, {
      path: at,
      offset,
      code: 'duplicate-key',
      en: `"${name}" stands here twice; keep one of them.`,
      ko: `"${name}" 키가 두 번 있습니다. 하나만 두세요.`,
    });
    return false;
  }
  return true;
}

/** The first line of a block (`|` or `>`) stands below the mark that opens it. */
function startOf(building: Building, node: ParsedNode): number {
  const offset = node.range[0];
  if (!isScalar(node) || (node.type !== 'BLOCK_LITERAL' && node.type !== 'BLOCK_FOLDED')) return offset;
  const line = building.text.indexOf('\n', offset);
  return line === -1 ? offset : line + 1 + (/^ */.exec(building.text.slice(line + 1, node.range[1]))?.[0].length ?? 0);
}

type ListNode = Exclude<Extract<ParsedNode, { items: readonly unknown[] }>, MapNode>;

function buildList(building: Building, node: ListNode, path: string, depth: number): Json {
  return Object.freeze(node.items.map((item, index) => build(building, item as ParsedNode, pointer(path, index), depth + 1)));
}
