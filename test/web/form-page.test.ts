import { describe, expect, it } from 'vitest';
import { createSchemaValidator } from '../../functions/shared/ajv-validator.ts';
import { appOf, definitionOf, get, post, world } from './fake-world.ts';
import { sampleWorld } from './sample-world.ts';

const PATH = '/forms/quality/incoming-inspection';
const validate = {
  validate: ((schema, value) => createSchemaValidator(schema)(value)) as ReturnType<typeof createSchemaValidator> extends (
    value: infer V,
  ) => infer I
    ? (schema: never, value: V) => I
    : never,
};
const GOOD = { '/lotNumber': 'AB123456', '/lotSize': '1,200', '/defectsFound': '0', '/thickness': '5.01 5,00\n4.99 5.02 5.00' };

async function opened(w = sampleWorld()) {
  const app = appOf(w, validate as never);
  const html = await (await get(app, PATH)).text();
  const hidden = (name: string) => new RegExp(`name="${name}" value="([^"]+)"`).exec(html)?.[1] ?? '';
  return { app, w, html, key: hidden('_key'), version: hidden('_version') };
}

describe('a form', () => {
  it('is drawn from its schema with unit, nominal and limits beside the number', async () => {
    const { html } = await opened();
    for (const text of ['두께 측정값', 'mm', '기준', '4.9 mm', '5.1 mm', '0.01 mm', 'inputmode="numeric"', '필수'])
      expect(html).toContain(text);
    expect(html).toContain('novalidate');
  });

  it('starts one run, however often it is sent', async () => {
    const { app, w, key, version } = await opened();
    const fields = { ...GOOD, _key: key, _version: version };
    const answers = await Promise.all([post(app, PATH, fields), post(app, PATH, fields), post(app, PATH, fields)]);
    const places = new Set(answers.map((answer) => answer.headers.get('location')));
    expect(answers.map((answer) => answer.status)).toEqual([303, 303, 303]);
    expect(places.size).toBe(1);
    expect(w.submissions).toHaveLength(1);
    expect(w.submissions[0]).toMatchObject({
      definition: { namespace: 'quality', name: 'incoming-inspection' },
      input: { lotNumber: 'AB123456', lotSize: 1200, defectsFound: 0, thickness: [5.01, 5, 4.99, 5.02, 5] },
    });
  });

  it.each(['ko', 'en'])('that is wrong comes back with every message at its field and nothing lost (%s)', async (lang) => {
    const { app, w, key } = await opened();
    const response = await post(
      app,
      PATH,
      { '/lotNumber': 'ab<1>', '/lotSize': '1e3', '/defectsFound': '', '/thickness': '5.01 x', '/note': '메모 "1" & <b>', _key: key },
      { lang },
    );
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(w.submissions).toEqual([]);
    for (const id of ['f/lotNumber', 'f/lotSize', 'f/defectsFound', 'f/thickness']) {
      expect(html).toContain(`href="#${id}"`);
      expect(html).toContain(`id="${id}.error"`);
      expect(html).toMatch(new RegExp(`aria-describedby="${id}\\.error[^"]*"`));
    }
    for (const text of ['value="ab&lt;1&gt;"', 'value="1e3"', '5.01 x', '메모 &quot;1&quot; &amp; &lt;b&gt;', `value="${key}"`])
      expect(html).toContain(text);
    expect(html).toContain(lang === 'ko' ? '지수 표기' : 'exponent notation');
  });

  it('changes its language without losing a word and without checking', async () => {
    const { app, w, key } = await opened();
    const response = await post(app, PATH, { '/lotNumber': '반쯤', '/thickness': '1e3', _key: key, _lang: 'en' });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(response.headers.get('set-cookie')).toContain('aix_lang=en');
    expect(html).toContain('Thickness readings');
    expect(html).toContain('value="반쯤"');
    expect(html).toContain('1e3');
    expect(html).toContain(`value="${key}"`);
    expect(html).not.toContain('field-error');
    expect(w.submissions).toEqual([]);
  });

  it('asks about a probable slip once, and again when the value changed', async () => {
    const { app, w, key } = await opened();
    const slip = { ...GOOD, '/thickness': '50.1 5 5 5 5', _key: key };
    const asked = await post(app, PATH, slip);
    const html = await asked.text();
    expect(asked.status).toBe(422);
    expect(html).toContain('name="_confirm:/thickness" value="50.1"');
    expect((await post(app, PATH, { ...slip, '/thickness': '51 5 5 5 5', '_confirm:/thickness': '50.1' })).status).toBe(422);
    expect(w.submissions).toEqual([]);
    expect((await post(app, PATH, { ...slip, '_confirm:/thickness': '50.1' })).status).toBe(303);
    expect(w.submissions).toHaveLength(1);
  });

  it('never holds back a value that is merely out of tolerance', async () => {
    const { app, w, key } = await opened();
    expect((await post(app, PATH, { ...GOOD, '/thickness': '5.2 4.8 5 5 5', _key: key })).status).toBe(303);
    expect(w.submissions).toHaveLength(1);
  });

  it('answers 202 while only the engine is down, and says that it will start by itself', async () => {
    const { app, w, key } = await opened({ ...sampleWorld(), started: false });
    const response = await post(app, PATH, { ...GOOD, _key: key });
    expect(response.status).toBe(202);
    expect(await response.text()).toContain('저절로 시작합니다');
    expect(w.submissions).toHaveLength(1);
    const again = await post(app, PATH, { ...GOOD, _key: key });
    expect([again.status, again.headers.get('location')]).toEqual([303, `/runs/${w.submissions[0]?.runId}`]);
  });

  it('keeps everything on the page when the database is down', async () => {
    const { app, w, key } = await opened();
    w.down = true;
    const response = await post(app, PATH, { ...GOOD, '/note': '잃으면 안 됨', _key: key });
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('10');
    for (const text of ['데이터베이스에 연결할 수 없습니다', '잃으면 안 됨', 'AB123456', key]) expect(html).toContain(text);
    w.down = false;
    expect((await post(app, PATH, { ...GOOD, '/note': '잃으면 안 됨', _key: key })).status).toBe(303);
    expect(w.submissions).toHaveLength(1);
  });

  it('holds what was typed even when nobody can be recognised, and sends it again by one button', async () => {
    const { app, w, key } = await opened();
    w.doorDown = true;
    const body = new URLSearchParams({ ...GOOD, '/note': '"><b>메모', _key: key }).toString();
    const send = (path: string, text: string, length?: string) =>
      app.request(`http://localhost${path}`, {
        method: 'POST',
        body: text,
        headers: {
          cookie: 'role=quality-manager',
          origin: 'http://localhost',
          'content-type': 'application/x-www-form-urlencoded',
          ...(length === undefined ? {} : { 'content-length': length }),
        },
      });
    const response = await send(PATH, body, String(body.length));
    const html = await response.text();
    expect(response.status).toBe(503);
    expect(response.headers.get('retry-after')).toBe('10');
    for (const text of [
      'name="/lotNumber" value="AB123456"',
      'value="&quot;&gt;&lt;b&gt;메모"',
      `name="_key" value="${key}"`,
      `action="${PATH}"`,
      '다시 시도',
    ])
      expect(html).toContain(text);
    expect(await (await send(PATH, body)).text()).not.toContain('name="/lotNumber"');
    expect(await (await send('/sign-in', 'user=a&password=secret-word', '27')).text()).not.toContain('secret-word');
  });

  it('of an older version is shown anew with what was typed', async () => {
    const { app, w, key } = await opened();
    const response = await post(app, PATH, { ...GOOD, _key: key, _version: '0.9.0' });
    const html = await response.text();
    expect(response.status).toBe(409);
    expect(html).toContain('AB123456');
    expect(html).toContain('버전 1.0.0');
    expect(w.submissions).toEqual([]);
  });

  it('sent again with other values offers a new start instead of losing either', async () => {
    const { app, w, key } = await opened();
    await post(app, PATH, { ...GOOD, _key: key });
    const response = await post(app, PATH, { ...GOOD, '/defectsFound': '9', _key: key });
    const html = await response.text();
    expect(response.status).toBe(409);
    expect(html).toContain(`/runs/${w.submissions[0]?.runId}`);
    expect(html).not.toContain(`value="${key}"`);
    expect(html).toContain('value="9"');
  });

  it('refuses a body of another kind, another site, and what is too large', async () => {
    const { app, key } = await opened();
    const send = (headers: Record<string, string>, body: string) =>
      app.request(`http://localhost${PATH}`, { method: 'POST', body, headers: { cookie: 'role=operator', ...headers } });
    expect((await send({ origin: 'http://localhost', 'content-type': 'application/json' }, '{}')).status).toBe(415);
    expect(
      (await send({ origin: 'https://evil.example', 'content-type': 'application/x-www-form-urlencoded' }, `_key=${key}`)).status,
    ).toBe(403);
    expect((await send({ 'content-type': 'application/x-www-form-urlencoded' }, `_key=${key}`)).status).toBe(403);
  });

  it('adds a row without script and keeps the rest', async () => {
    const definition = definitionOf(`
document: { dsl: 1.0.3, namespace: a, name: b, version: 1.0.0, metadata: { aix: { ui: { rows: { label: { ko: 불량 목록 } } } } } }
input: { schema: { document: { type: object, properties: { rows: { type: array, items: { type: object, properties: { code: { type: string }, ok: { type: boolean } } } } } } } }
do: []
`);
    const app = appOf(world({ definitions: [definition] }));
    const html = await (await post(app, '/forms/a/b', { '/rows/0/code': 'A1', '/rows/0/ok': 'false', _add: '/rows' })).text();
    expect(html).toContain('value="A1"');
    expect(html).toContain('name="/rows/1/code"');
    expect(html).toMatch(/name="\/rows\/0\/ok" value="false"[^>]*checked/);
  });

  it('is prefilled from its address, as text', async () => {
    const html = await (await get(appOf(sampleWorld()), `${PATH}?lotNumber=${encodeURIComponent('"><script>')}`)).text();
    expect(html).toContain('value="&quot;&gt;&lt;script&gt;"');
  });
});
