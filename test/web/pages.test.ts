import { describe, expect, it } from 'vitest';
import type { DecisionView } from '../../functions/web/views.ts';
import { appOf, definitionOf, get, NOTICE_ID, post, REPORT_ID, RUN_ID, TASK_ID, world } from './fake-world.ts';
import { INPUT, sampleWorld } from './sample-world.ts';

const PAGES = [
  '/',
  '/forms',
  '/forms/quality/incoming-inspection',
  '/tasks',
  `/tasks/${TASK_ID}`,
  '/runs',
  `/runs/${RUN_ID}`,
  '/reports',
  `/reports/${REPORT_ID}`,
  '/schedules',
  '/definitions',
  '/definitions/quality/incoming-inspection',
  '/audit',
];
const HOSTILE = `"><img src=x onerror=alert(1)><script>alert(2)</script><svg onload=alert(3)>' javascript:alert(4) {{7*7}} \u202e\u200b`;

/** Every text of a value becomes the hostile one; ids, states, times and codes stay, so that the pages still find their way. */
function poisoned<T>(value: T, key = ''): T {
  const kept =
    /^(id|runId|step|state|kind|call|path|version|namespace|name|roles|format|contentType|outcome|decision|source|at|.*At|body|requestedBy|level|scan|order|type|enum|required|rule|pattern|start|cron|dsl|then|when|as)$/;
  if (typeof value === 'string') return (kept.test(key) ? value : HOSTILE) as T;
  if (value instanceof Map || value instanceof Uint8Array) return value;
  if (Array.isArray(value)) return value.map((one) => poisoned(one, key)) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [name, kept.test(name) && typeof member !== 'object' ? member : poisoned(member, name)]),
  ) as T;
}

describe('every page', () => {
  it.each(
    PAGES.flatMap(
      (path) =>
        [
          [path, 'ko'],
          [path, 'en'],
        ] as const,
    ),
  )('%s answers in %s with a strict policy and no inline code', async (path, lang) => {
    const response = await get(appOf(sampleWorld()), path, { lang });
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).toContain(`<html lang="${lang}">`);
    expect(html).toContain('<h1>');
    const policy = response.headers.get('content-security-policy') ?? '';
    expect(policy).toContain("default-src 'none'");
    expect(policy).not.toContain('unsafe');
    expect(html).not.toMatch(/<[^>]+\son[a-z]+\s*=/i);
    expect(html).not.toMatch(/<[^>]+\sstyle\s*=/i);
    expect(html).not.toMatch(/<script(?![^>]*\ssrc=)/);
    expect(html).not.toMatch(/(?:src|href)="(?:https?:)?\/\//);
  });

  it.each(PAGES)('%s shows hostile text as text', async (path) => {
    const w = sampleWorld();
    const response = await get(
      appOf({
        ...w,
        definitions: poisoned(w.definitions),
        runs: poisoned(w.runs),
        steps: poisoned(w.steps),
        tasks: poisoned(w.tasks),
        reports: poisoned(w.reports),
        notices: poisoned(w.notices),
        schedules: poisoned(w.schedules),
      }),
      path,
    );
    const html = await response.text();
    expect(response.status).toBe(200);
    expect(html).not.toMatch(/<img|<script>|<svg onload|href="javascript:/i);
    expect(html).not.toMatch(/"><img/);
  });

  it('needs a session, and leads back to where one was going', async () => {
    for (const path of PAGES) {
      const response = await appOf(sampleWorld()).request(`http://localhost${path}`);
      expect(response.status).toBe(303);
      expect(response.headers.get('location')).toBe(path === '/' ? '/sign-in' : `/sign-in?next=${encodeURIComponent(path)}`);
    }
  });

  it('says in words that the database is down, with Retry-After', async () => {
    for (const path of PAGES) {
      const response = await get(appOf({ ...sampleWorld(), down: true }), path);
      expect(response.status).toBe(503);
      expect(response.headers.get('retry-after')).toBe('10');
      expect(await response.text()).toContain('데이터베이스에 연결할 수 없습니다');
    }
  });

  it.each([
    '/runs/not-an-id',
    `/runs/${NOTICE_ID}`,
    `/tasks/${RUN_ID}`,
    `/reports/${RUN_ID}`,
    `/artifacts/${RUN_ID}`,
    '/forms/quality/none',
    '/definitions/none/none',
    '/nowhere',
  ])('%s is not found, in words', async (path) => {
    const response = await get(appOf(sampleWorld()), path);
    expect(response.status).toBe(path === '/nowhere' ? 404 : 404);
    expect(await response.text()).toContain('찾을 수 없습니다');
  });

  it('changes nothing by GET', async () => {
    const w = sampleWorld();
    const before = JSON.stringify(w);
    const app = appOf(w);
    for (const path of [...PAGES, `/tasks/${TASK_ID}/decision`, `/notices/${NOTICE_ID}/dismiss`, '/sign-out']) await get(app, path);
    expect(JSON.stringify(w)).toBe(before);
  });

  it('keeps the chosen language', async () => {
    const response = await get(appOf(sampleWorld()), '/forms?lang=en');
    expect(response.headers.get('set-cookie')).toContain('aix_lang=en');
    expect(await response.text()).toContain('<html lang="en">');
  });

  it('survives empty databases', async () => {
    for (const path of ['/', '/forms', '/tasks', '/runs', '/reports', '/schedules', '/definitions', '/audit'])
      expect((await get(appOf(world()), path)).status).toBe(200);
  });
});

describe('a decision', () => {
  const path = `/tasks/${TASK_ID}/decision`;

  it('is sent once with the id of its page, and leads to the run', async () => {
    const w = sampleWorld();
    const app = appOf(w);
    const html = await (await get(app, `/tasks/${TASK_ID}`)).text();
    const key = /name="_key" value="([^"]+)"/.exec(html)?.[1] ?? '';
    const response = await post(app, path, { _key: key, outcome: 'approve', reason: '재측정 결과 5.02' });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(`/runs/${RUN_ID}`);
    expect(w.decisions).toEqual([{ taskId: TASK_ID, decisionId: key, outcome: 'approve', reason: '재측정 결과 5.02' }]);
  });

  it('needs a reason to reject, and keeps what was written', async () => {
    const w = sampleWorld();
    const response = await post(appOf(w), path, { outcome: 'reject', reason: ' ' }, { lang: 'en' });
    const html = await response.text();
    expect(response.status).toBe(422);
    expect(html).toContain('A rejection needs a reason.');
    expect(html).toContain('aria-invalid="true"');
    expect(w.decisions).toEqual([]);
  });

  it('that comes late is refused kindly, with the first decision', async () => {
    const first: DecisionView = {
      id: NOTICE_ID,
      outcome: 'reject',
      reason: '두께 불량',
      byName: '최품질',
      byRole: 'quality-manager',
      at: '2026-11-24T02:58:00Z',
    };
    const response = await post(appOf({ ...sampleWorld(), first }), path, { outcome: 'approve' });
    const html = await response.text();
    expect(response.status).toBe(409);
    for (const text of ['다른 분이 먼저 결정했습니다', '최품질', '두께 불량', '반려']) expect(html).toContain(text);
    expect(html).not.toContain('name="outcome"');
  });

  it('is recorded while the engine is away, and says so', async () => {
    const response = await post(appOf({ ...sampleWorld(), started: false }), path, { outcome: 'approve' });
    expect(response.status).toBe(202);
    expect(await response.text()).toContain('결정이 기록되었습니다');
  });

  it('is not offered to another role nor to whoever asked', async () => {
    expect(await (await get(appOf(sampleWorld()), `/tasks/${TASK_ID}`, { role: 'operator' })).text()).not.toContain('name="outcome"');
    const w = sampleWorld();
    const own = { ...w, tasks: w.tasks.map((task) => ({ ...task, requestedBy: 'u-quality-manager' })) };
    expect(await (await get(appOf(own), `/tasks/${TASK_ID}`)).text()).not.toContain('name="outcome"');
  });

  it('marks what the model wrote, and says that a stand-in wrote it', async () => {
    const html = await (await get(appOf(sampleWorld()), `/tasks/${TASK_ID}`)).text();
    expect(html).toContain('AI가 쓴 글 (모의 모델)');
    expect(html.split('다시 측정한 뒤 판단하는').length).toBe(2);
  });
});

describe('files', () => {
  const id = NOTICE_ID;
  const served = async (contentType: string) => {
    const w = {
      ...sampleWorld(),
      artifacts: new Map([[id, { name: '보고서 "1".x', contentType, body: new TextEncoder().encode('<script>1</script>') }]]),
    };
    return await get(appOf(w), `/artifacts/${id}`);
  };

  it.each(['text/html; charset=utf-8', 'image/svg+xml', 'application/pdf', 'image/png', 'text/javascript'])(
    '%s opens nothing that could run',
    async (type) => {
      const response = await served(type);
      expect(response.headers.get('content-security-policy')).toContain('sandbox');
      expect(response.headers.get('content-security-policy')).not.toContain('allow-scripts');
      expect(response.headers.get('x-content-type-options')).toBe('nosniff');
      expect(response.headers.get('content-disposition')?.startsWith(/html|png/.test(type) ? 'inline' : 'attachment')).toBe(true);
      expect(response.headers.get('content-disposition')).toContain("filename*=UTF-8''%EB%B3%B4%EA%B3%A0%EC%84%9C%20%221%22.x");
    },
  );
});

describe('sign-in', () => {
  it('says the same for a wrong name and a wrong password, and never writes a password back', async () => {
    const app = appOf(sampleWorld());
    const answers = await Promise.all([
      post(app, '/sign-in', { user: 'operator', password: 'wrong-password' }),
      post(app, '/sign-in', { user: 'nobody', password: 'wrong-password' }),
    ]);
    const [known, unknown] = await Promise.all(
      answers.map(async (answer) => (await answer.text()).replaceAll(/operator|nobody/g, 'X').replaceAll(/nonce="[^"]+"/g, '')),
    );
    expect(answers.map((answer) => answer.status)).toEqual([401, 401]);
    expect(known).toBe(unknown);
    expect(known).not.toContain('wrong-password');
  });

  it.each([
    ['/runs', '/runs'],
    ['//evil.example', '/'],
    ['https://evil.example', '/'],
    ['/\\evil', '/'],
    ['/sign-in', '/'],
  ])('next %s leads to %s', async (next, expected) => {
    const response = await post(appOf(sampleWorld()), '/sign-in', { user: 'operator', password: 'right', next });
    expect(response.status).toBe(303);
    expect(response.headers.get('location')).toBe(expected);
    expect(response.headers.get('set-cookie')).toContain('role=operator');
  });

  it('lists demo users only where there are some', async () => {
    const demo = { demoUsers: [{ user: 'op', name: '이작업', role: 'operator', password: 'demo-pass' }] };
    expect(await (await get(appOf(world(), demo), '/sign-in')).text()).toContain('demo-pass');
    expect(await (await get(appOf(world()), '/sign-in')).text()).not.toContain('체험용 계정');
  });
});

describe('a notice', () => {
  it('goes away by a post, and leads only to this host', async () => {
    const w = sampleWorld();
    w.notices = w.notices.map((notice) => ({ ...notice, link: '//evil.example/x', runId: undefined }));
    expect(await (await get(appOf(w), '/')).text()).not.toContain('evil.example');
    const response = await post(appOf(w), `/notices/${NOTICE_ID}/dismiss`, {});
    expect(response.status).toBe(303);
    expect(w.notices).toEqual([]);
  });
});

describe('a run of many steps', () => {
  it('stays light: data of the opened step and of those that need someone, names of all', async () => {
    const w = sampleWorld();
    const [first] = w.steps;
    w.steps = Array.from({ length: 300 }, (_, step) => ({
      ...first,
      step,
      path: `/do/${step}/s${step}`,
      name: `s${step}`,
      kind: 'call',
      attempts: 1,
      startedAt: '2026-11-24T02:00:00Z',
      state: step === 250 ? 'faulted' : 'completed',
      output: { data: `secret-of-${step}`, filler: 'x'.repeat(500) },
    }));
    const html = async (path: string) => await (await get(appOf(w), path)).text();
    const closed = await html(`/runs/${RUN_ID}`);
    expect(closed).toContain('s299');
    expect(closed).toContain('secret-of-250');
    expect(closed).not.toContain('secret-of-7<');
    expect(closed.length).toBeLessThan(400_000);
    const opened = await html(`/runs/${RUN_ID}?step=7`);
    expect(opened).toContain('secret-of-7<');
    expect(opened).toMatch(/id="step-7" open/);
  });
});

describe('what was entered', () => {
  it('is shown under the form’s own labels, with values out of tolerance marked', async () => {
    const html = await (await get(appOf(sampleWorld()), `/runs/${RUN_ID}`)).text();
    for (const text of ['두께 측정값', '5.00', '규격을 벗어난 입력값: 5.13 mm', INPUT.supplier]) expect(html).toContain(text);
  });

  it('stands beside its own limits on the chart, and beside nobody else’s', async () => {
    const html = async (change: (w: ReturnType<typeof sampleWorld>) => void) => {
      const w = sampleWorld();
      change(w);
      return await (await get(appOf(w), `/tasks/${TASK_ID}`)).text();
    };
    expect(await html(() => undefined)).toContain('USL 5.1');
    const other = await html((w) => {
      w.steps = w.steps.map((step) => (step.call === 'control-chart' ? { ...step, input: { chart: 'i-mr', data: [1, 2, 3] } } : step));
    });
    expect(other).toContain('UCL');
    expect(other).not.toMatch(/USL 5\.1</);
  });

  it('of an unknown definition is shown all the same', async () => {
    expect((await get(appOf({ ...sampleWorld(), definitions: [] }), `/runs/${RUN_ID}`)).status).toBe(200);
  });
});

describe('a form that the role may not start', () => {
  it('is refused with the roles that may', async () => {
    const definition = definitionOf(
      'document: {dsl: 1.0.3, namespace: a, name: b, version: 1.0.0, metadata: {aix: {start: [planner]}}}\ndo: []\n',
    );
    const response = await get(appOf(world({ definitions: [definition] })), '/forms/a/b');
    expect(response.status).toBe(403);
    expect(await response.text()).toContain('계획 담당');
  });
});
