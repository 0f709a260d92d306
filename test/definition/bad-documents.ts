// Documents that are wrong in one way each, and what must be said of them: code, path and line. Data only.
// This file is over 300 lines because it is a table; splitting it would only hide rows.

export interface BadDocument {
  readonly name: string;
  /** Follows the header. */
  readonly body: string;
  /** Instead of the usual five lines. */
  readonly header?: string;
  /** "code path:line", in order. */
  readonly issues: readonly string[];
}

export const HEADER = `document:
  dsl: '1.0.3'
  namespace: quality
  name: sample
  version: 1.0.0`;

export const BAD_DOCUMENTS: readonly BadDocument[] = [
  {
    name: 'no do',
    body: `output: { as: .x }`,
    issues: ['required :1'],
  },
  {
    name: 'empty do',
    body: `do: []`,
    issues: ['min-items /do:6'],
  },
  {
    name: 'do as an object',
    body: `do:
  a: { set: { x: 1 } }`,
    issues: ['type /do:6'],
  },
  {
    name: 'two names in one task item',
    body: `do:
  - a: { set: { x: 1 } }
    b: { set: { x: 1 } }`,
    issues: ['one-key /do/0:7'],
  },
  {
    name: 'task item without indentation',
    body: `do:
  - a:
    set: { x: 1 }`,
    issues: ['one-key /do/0:7'],
  },
  {
    name: 'task that is text',
    body: `do:
  - a: hello`,
    issues: ['type /do/0/a:7'],
  },
  {
    name: 'no kind',
    body: `do:
  - a: { then: end }`,
    issues: ['no-task-kind /do/0/a:7'],
  },
  {
    name: 'misspelt kind',
    body: `do:
  - a: { cal: http }`,
    issues: ['no-task-kind /do/0/a:7'],
  },
  {
    name: 'two kinds',
    body: `do:
  - a: { set: { x: 1 }, wait: PT1S }`,
    issues: ['several-task-kinds /do/0/a:7'],
  },
  {
    name: 'unknown field of a task',
    body: `do:
  - a: { set: { x: 1 }, iff: .x }`,
    issues: ['unknown-field /do/0/a/iff:7'],
  },
  {
    name: 'unknown field at the top',
    body: `dos: []
do:
  - a: { set: { x: 1 } }`,
    issues: ['unknown-field /dos:6'],
  },
  {
    name: 'duplicate task',
    body: `do:
  - a: { set: { x: 1 } }
  - a: { set: { x: 1 } }`,
    issues: ['duplicate-task /do/1/a:8'],
  },
  {
    name: 'duplicate task in a nested list',
    body: `do:
  - a:
      do:
        - b: { set: { x: 1 } }
        - b: { set: { x: 1 } }`,
    issues: ['duplicate-task /do/0/a/do/1/b:10'],
  },
  {
    name: 'reserved task name',
    body: `do:
  - exit: { set: { x: 1 } }`,
    issues: ['reserved-name /do/0/exit:7'],
  },
  {
    name: 'then to nowhere',
    body: `do:
  - aim: { set: { x: 1 }, then: ain }`,
    issues: ['unknown-task /do/0/aim/then:7'],
  },
  {
    name: 'then into another scope',
    body: `do:
  - a:
      do:
        - b: { set: { x: 1 } }
  - c: { set: { x: 1 }, then: b }`,
    issues: ['unknown-task /do/1/c/then:10'],
  },
  {
    name: 'then by name inside a fork',
    body: `do:
  - a:
      fork:
        branches:
          - b: { set: { x: 1 }, then: c }
          - c: { set: { x: 1 } }`,
    issues: ['unknown-task /do/0/a/fork/branches/0/b/then:10'],
  },
  {
    name: 'switch without cases',
    body: `do:
  - a: { switch: [] }`,
    issues: ['min-items /do/0/a/switch:7'],
  },
  {
    name: 'switch case without then',
    body: `do:
  - a:
      switch:
        - one: { when: .x }`,
    issues: ['required /do/0/a/switch/0/one:9'],
  },
  {
    name: 'switch to nowhere',
    body: `do:
  - a:
      switch:
        - one: { when: .x, then: there }`,
    issues: ['unknown-task /do/0/a/switch/0/one/then:9'],
  },
  {
    name: 'duplicate case',
    body: `do:
  - a:
      switch:
        - one: { when: .x, then: end }
        - one: { when: .y, then: end }`,
    issues: ['duplicate-case /do/0/a/switch/1/one:10'],
  },
  {
    name: 'unknown function',
    body: `do:
  - a: { call: control-chrat, with: { chart: i-mr, data: [1] } }`,
    issues: ['unknown-function /do/0/a/call:7'],
  },
  {
    name: 'unknown version of a function',
    body: `do:
  - a: { call: 'control-chart:2@default', with: { chart: i-mr, data: [1] } }`,
    issues: ['unknown-function-version /do/0/a/call:7'],
  },
  {
    name: 'other catalog',
    body: `do:
  - a: { call: 'control-chart:1@acme', with: {} }`,
    issues: ['outside-profile /do/0/a/call:7'],
  },
  {
    name: 'function by address',
    body: `do:
  - a: { call: 'https://example.com/f.yaml' }`,
    issues: ['outside-profile /do/0/a/call:7'],
  },
  {
    name: 'with misses a field',
    body: `do:
  - a: { call: control-chart, with: { chart: i-mr } }`,
    issues: ['required /do/0/a/with:7'],
  },
  {
    name: 'with is missing',
    body: `do:
  - a: { call: control-chart }`,
    issues: ['required /do/0/a:7', 'required /do/0/a:7'],
  },
  {
    name: 'with has a wrong word',
    body: `do:
  - a: { call: control-chart, with: { chart: imr, data: [1] } }`,
    issues: ['enum /do/0/a/with/chart:7'],
  },
  {
    name: 'with has an unknown field',
    body: `do:
  - a: { call: control-chart, with: { chart: i-mr, data: [1], rulez: none } }`,
    issues: ['unknown-field /do/0/a/with/rulez:7'],
  },
  {
    name: 'with has a wrong type beside an expression',
    body: `do:
  - a: { call: control-chart, with: { chart: '\${ .c }', data: '\${ .d }', rules: 5 } }`,
    issues: ['enum /do/0/a/with/rules:7'],
  },
  {
    name: 'function input',
    body: `use:
  functions:
    f:
      input: { schema: { document: { type: object, required: [n], properties: { n: { type: integer } } } } }
      set: { x: 1 }
do:
  - a: { call: f, with: { n: one } }`,
    issues: ['type /do/0/a/with/n:12'],
  },
  {
    name: 'call grpc',
    body: `do:
  - a: { call: grpc, with: {} }`,
    issues: ['outside-profile /do/0/a/call:7'],
  },
  {
    name: 'call asyncapi',
    body: `do:
  - a: { call: asyncapi, with: {} }`,
    issues: ['outside-profile /do/0/a/call:7'],
  },
  {
    name: 'call a2a',
    body: `do:
  - a: { call: a2a, with: {} }`,
    issues: ['outside-profile /do/0/a/call:7'],
  },
  {
    name: 'mcp over stdio',
    body: `do:
  - a:
      call: mcp
      with:
        method: tools/list
        transport:
          stdio: { command: npx }`,
    issues: ['outside-profile /do/0/a/with/transport/stdio:12'],
  },
  {
    name: 'http without endpoint',
    body: `do:
  - a: { call: http, with: { method: get } }`,
    issues: ['required /do/0/a/with:7'],
  },
  {
    name: 'http without with',
    body: `do:
  - a: { call: http }`,
    issues: ['required /do/0/a:7'],
  },
  {
    name: 'http endpoint without scheme',
    body: `do:
  - a: { call: http, with: { method: get, endpoint: example.com/x } }`,
    issues: ['invalid-uri /do/0/a/with/endpoint:7'],
  },
  {
    name: 'http output',
    body: `do:
  - a: { call: http, with: { method: get, endpoint: 'https://x.example', output: body } }`,
    issues: ['enum /do/0/a/with/output:7'],
  },
  {
    name: 'unknown authentication',
    body: `do:
  - a: { call: http, with: { method: get, endpoint: { uri: 'https://x.example', authentication: { use: erp } } } }`,
    issues: ['unknown-authentication /do/0/a/with/endpoint/authentication/use:7'],
  },
  {
    name: 'two authentications',
    body: `do:
  - a: { call: http, with: { method: get, endpoint: { uri: 'https://x.example', authentication: { basic: { username: u, password: p }, bearer: { token: t } } } } }`,
    issues: ['exclusive-fields /do/0/a/with/endpoint/authentication:7'],
  },
  {
    name: 'undeclared secret by name',
    body: `use:
  secrets: [erp]
do:
  - a: { call: http, with: { method: get, endpoint: { uri: 'https://x.example', authentication: { basic: { use: epr } } } } }`,
    issues: ['undeclared-secret /do/0/a/with/endpoint/authentication/basic/use:9'],
  },
  {
    name: 'undeclared secret in an expression',
    body: `do:
  - a: { call: http, with: { method: get, endpoint: 'https://x.example', headers: { key: '\${ $secrets.erp }' } } }`,
    issues: ['undeclared-secret /do/0/a/with/headers/key:7'],
  },
  {
    name: 'secret in set',
    body: `use: { secrets: [erp] }
do:
  - a: { set: { key: '\${ $secrets.erp }' } }`,
    issues: ['secret-in-workflow /do/0/a/set/key:8'],
  },
  {
    name: 'authorization in if',
    body: `do:
  - a: { if: '$authorization.parameter != null', set: { x: 1 } }`,
    issues: ['secret-in-workflow /do/0/a/if:7'],
  },
  {
    name: 'run container',
    body: `do:
  - a: { run: { container: { image: x } } }`,
    issues: ['outside-profile /do/0/a/run/container:7'],
  },
  {
    name: 'run script',
    body: `do:
  - a: { run: { script: { language: js, code: x } } }`,
    issues: ['outside-profile /do/0/a/run/script:7'],
  },
  {
    name: 'run shell',
    body: `do:
  - a: { run: { shell: { command: x } } }`,
    issues: ['outside-profile /do/0/a/run/shell:7'],
  },
  {
    name: 'run nothing',
    body: `do:
  - a: { run: { await: true } }`,
    issues: ['required /do/0/a/run:7'],
  },
  {
    name: 'run itself',
    body: `do:
  - a: { run: { workflow: { namespace: quality, name: sample, version: 1.0.0 } } }`,
    issues: ['workflow-cycle /do/0/a/run/workflow:7'],
  },
  {
    name: 'raise unknown error',
    body: `use: { errors: { late: { type: 'https://x.example/late', status: 400 } } }
do:
  - a: { raise: { error: lat } }`,
    issues: ['unknown-error /do/0/a/raise/error:8'],
  },
  {
    name: 'raise without status',
    body: `do:
  - a: { raise: { error: { type: 'https://x.example/late' } } }`,
    issues: ['required /do/0/a/raise/error:7'],
  },
  {
    name: 'unknown retry',
    body: `do:
  - a: { try: [{ b: { set: { x: 1 } } }], catch: { retry: often } }`,
    issues: ['unknown-retry /do/0/a/catch/retry:7'],
  },
  {
    name: 'retry with an unknown field',
    body: `do:
  - a: { try: [{ b: { set: { x: 1 } } }], catch: { retry: { dely: PT1S } } }`,
    issues: ['unknown-field /do/0/a/catch/retry/dely:7'],
  },
  {
    name: 'two backoffs',
    body: `do:
  - a: { try: [{ b: { set: { x: 1 } } }], catch: { retry: { backoff: { constant: {}, linear: {} } } } }`,
    issues: ['exclusive-fields /do/0/a/catch/retry/backoff:7'],
  },
  {
    name: 'try without catch',
    body: `do:
  - a: { try: [{ b: { set: { x: 1 } } }] }`,
    issues: ['required /do/0/a:7'],
  },
  {
    name: 'unknown timeout',
    body: `do:
  - a: { wait: PT1S, timeout: soon }`,
    issues: ['unknown-timeout /do/0/a/timeout:7'],
  },
  {
    name: 'timeout as a bare duration',
    body: `do:
  - a: { wait: PT1S, timeout: PT5M }`,
    issues: ['unknown-timeout /do/0/a/timeout:7'],
  },
  {
    name: 'bad duration',
    body: `do:
  - a: { wait: 5 minutes }`,
    issues: ['invalid-duration /do/0/a/wait:7'],
  },
  {
    name: 'bad unit of a duration',
    body: `do:
  - a: { wait: { minuts: 5 } }`,
    issues: ['unknown-field /do/0/a/wait/minuts:7'],
  },
  {
    name: 'fraction in a duration',
    body: `do:
  - a: { wait: { minutes: 1.5 } }`,
    issues: ['type /do/0/a/wait/minutes:7'],
  },
  {
    name: 'empty duration',
    body: `do:
  - a: { wait: {} }`,
    issues: ['invalid-duration /do/0/a/wait:7'],
  },
  {
    name: 'for without in',
    body: `do:
  - a: { for: { each: x }, do: [{ b: { set: { x: 1 } } }] }`,
    issues: ['required /do/0/a/for:7'],
  },
  {
    name: 'for without do',
    body: `do:
  - a: { for: { in: .x } }`,
    issues: ['required /do/0/a:7'],
  },
  {
    name: 'for with a $ in its name',
    body: `do:
  - a: { for: { each: $x, in: .x }, do: [{ b: { set: { x: 1 } } }] }`,
    issues: ['invalid-variable /do/0/a/for/each:7'],
  },
  {
    name: 'concurrency of 0',
    body: `do:
  - a: { for: { in: .x }, do: [{ b: { set: { x: 1 } } }], metadata: { aix: { concurrency: 0 } } }`,
    issues: ['minimum /do/0/a/metadata/aix/concurrency:7'],
  },
  {
    name: 'concurrency of 101',
    body: `do:
  - a: { for: { in: .x }, do: [{ b: { set: { x: 1 } } }], metadata: { aix: { concurrency: 101 } } }`,
    issues: ['maximum /do/0/a/metadata/aix/concurrency:7'],
  },
  {
    name: 'export inside a concurrent for',
    body: `do:
  - a:
      for: { in: .x }
      metadata: { aix: { concurrency: 4 } }
      do:
        - b:
            do:
              - c: { set: { x: 1 }, export: { as: . } }`,
    issues: ['export-in-concurrent-for /do/0/a/do/0/b/do/0/c/export:13'],
  },
  {
    name: 'concurrency on another task',
    body: `do:
  - a: { set: { x: 1 }, metadata: { aix: { concurrency: 4 } } }`,
    issues: ['concurrency-needs-for /do/0/a/metadata/aix/concurrency:7'],
  },
  {
    name: 'compensate with a bad task',
    body: `do:
  - a:
      set: { x: 1 }
      metadata:
        aix:
          compensate:
            - undo: { sett: { x: 1 } }`,
    issues: ['no-task-kind /do/0/a/metadata/aix/compensate/0/undo:12'],
  },
  {
    name: 'misspelt extension of a task',
    body: `do:
  - a: { set: { x: 1 }, metadata: { aix: { compensat: [] } } }`,
    issues: ['unknown-field /do/0/a/metadata/aix/compensat:7'],
  },
  {
    name: 'listen without to',
    body: `do:
  - a: { listen: {} }`,
    issues: ['required /do/0/a/listen:7'],
  },
  {
    name: 'listen to two',
    body: `do:
  - a: { listen: { to: { one: { with: { type: x } }, any: [] } } }`,
    issues: ['exclusive-fields /do/0/a/listen/to:7'],
  },
  {
    name: 'listen with an empty filter',
    body: `do:
  - a: { listen: { to: { one: { with: {} } } } }`,
    issues: ['min-properties /do/0/a/listen/to/one/with:7'],
  },
  {
    name: 'until without any',
    body: `do:
  - a: { listen: { to: { one: { with: { type: x } }, until: .x } } }`,
    issues: ['exclusive-fields /do/0/a/listen/to/until:7'],
  },
  {
    name: 'listen reads something else',
    body: `do:
  - a: { listen: { to: { any: [] }, read: body } }`,
    issues: ['enum /do/0/a/listen/read:7'],
  },
  {
    name: 'emit without type',
    body: `do:
  - a: { emit: { event: { with: { source: 'https://x.example' } } } }`,
    issues: ['required /do/0/a/emit/event/with:7'],
  },
  {
    name: 'set nothing',
    body: `do:
  - a: { set: {} }`,
    issues: ['min-properties /do/0/a/set:7'],
  },
  {
    name: 'set to text',
    body: `do:
  - a: { call: http, with: { method: get, endpoint: 'https://x.example', headers: none } }`,
    issues: ['expression-expected /do/0/a/with/headers:7'],
  },
  {
    name: 'run.workflow with a list as input',
    body: `do:
  - a: { run: { workflow: { namespace: n, name: n, version: 1.0.0, input: [] } } }`,
    issues: ['type /do/0/a/run/workflow/input:7'],
  },
  {
    name: 'error filter without content',
    body: `do:
  - a: { try: [{ b: { set: { x: 1 } } }], catch: { errors: { with: {} } } }`,
    issues: ['min-properties /do/0/a/catch/errors/with:7'],
  },
  {
    name: 'several faults at once',
    body: `dos: 1
do:
  - a: { wait: 5m, then: nowhere }
  - b: { call: nothing-known }`,
    issues: ['unknown-field /dos:6', 'invalid-duration /do/0/a/wait:8', 'unknown-task /do/0/a/then:8', 'unknown-function /do/1/b/call:9'],
  },
  {
    name: 'tab',
    body: `do:
	- a: { set: { x: 1 } }`,
    issues: ['yaml-tab :7'],
  },
  {
    name: 'unclosed bracket',
    body: `do: [ { a: { set: { x: 1 } } }`,
    issues: ['yaml-syntax :7'],
  },
  {
    name: 'two documents',
    body: `do:
  - a: { set: { x: 1 } }
---
do: []`,
    issues: ['yaml-multiple :8'],
  },
  {
    name: 'infinity',
    body: `do:
  - a: { set: { x: .inf } }`,
    issues: ['not-json /do/0/a/set/x:7'],
  },
  {
    name: 'foreign tag',
    body: `do:
  - a: { set: { x: !money 5 } }`,
    issues: ['yaml-tag :7'],
  },
  {
    name: 'alias without anchor',
    body: `do:
  - a: { set: { x: *x } }`,
    issues: ['yaml-alias /do/0/a/set/x:7'],
  },
  {
    name: 'set a number',
    body: `do:
  - a: { set: 5 }`,
    issues: ['type /do/0/a/set:7'],
  },
  {
    name: 'two kinds of schedule',
    body: `schedule: { cron: '0 8 * * *', every: PT1H }
do:
  - a: { set: { x: 1 } }`,
    issues: ['outside-profile /schedule:6'],
  },
  {
    name: 'cron with six fields',
    body: `schedule: { cron: '0 0 8 * * *' }
do:
  - a: { set: { x: 1 } }`,
    issues: ['invalid-cron /schedule/cron:6'],
  },
  {
    name: 'cron with a bad hour',
    body: `schedule: { cron: '0 24 * * *' }
do:
  - a: { set: { x: 1 } }`,
    issues: ['invalid-cron /schedule/cron:6'],
  },
  {
    name: 'cron on a day that never comes',
    body: `schedule: { cron: '0 0 30 2 *' }
do:
  - a: { set: { x: 1 } }`,
    issues: ['invalid-cron /schedule/cron:6'],
  },
  {
    name: 'empty schedule',
    body: `schedule: {}
do:
  - a: { set: { x: 1 } }`,
    issues: ['required /schedule:6'],
  },
  {
    name: 'schedule faster than a second',
    body: `schedule: { every: { milliseconds: 5 } }
do:
  - a: { set: { x: 1 } }`,
    issues: ['invalid-duration /schedule/every:6'],
  },
  {
    name: 'other language',
    body: `evaluate: { language: javascript }
do:
  - a: { set: { x: 1 } }`,
    issues: ['outside-profile /evaluate/language:6'],
  },
  {
    name: 'other mode',
    body: `evaluate: { mode: lax }
do:
  - a: { set: { x: 1 } }`,
    issues: ['enum /evaluate/mode:6'],
  },
  {
    name: 'other catalogs',
    body: `use:
  catalogs:
    acme: { endpoint: 'https://x.example' }
do:
  - a: { set: { x: 1 } }`,
    issues: ['outside-profile /use/catalogs/acme:8'],
  },
  {
    name: 'secret twice',
    body: `use: { secrets: [a, a] }
do:
  - a: { set: { x: 1 } }`,
    issues: ['unique-items /use/secrets/1:6'],
  },
  {
    name: 'extension of an unknown kind',
    body: `use:
  extensions:
    - e: { extend: calls }
do:
  - a: { set: { x: 1 } }`,
    issues: ['enum /use/extensions/0/e/extend:8'],
  },
  {
    name: 'schema with a bad type',
    body: `input: { schema: { document: { type: objekt } } }
do:
  - a: { set: { x: 1 } }`,
    issues: ['schema-invalid /input/schema/document/type:6'],
  },
  {
    name: 'schema with a bad keyword value',
    body: `input: { schema: { document: { properties: { a: { minimum: low } } } } }
do:
  - a: { set: { x: 1 } }`,
    issues: ['schema-invalid /input/schema/document/properties/a/minimum:6'],
  },
  {
    name: 'schema with look-ahead',
    body: `input: { schema: { document: { properties: { a: { pattern: '^(?!x)' } } } } }
do:
  - a: { set: { x: 1 } }`,
    issues: ['regex-unsupported /input/schema/document/properties/a/pattern:6'],
  },
  {
    name: 'schema with a back-reference',
    body: `input: { schema: { document: { properties: { a: { pattern: '(a)\\1' } } } } }
do:
  - a: { set: { x: 1 } }`,
    issues: ['regex-unsupported /input/schema/document/properties/a/pattern:6'],
  },
  {
    name: 'schema with a dead reference',
    body: `input: { schema: { document: { $ref: '#/$defs/x' } } }
do:
  - a: { set: { x: 1 } }`,
    issues: ['unresolved-reference /input/schema/document/$ref:6'],
  },
  {
    name: 'schema that nothing fits',
    body: `input: { schema: { document: { properties: { a: { minimum: 5, maximum: 4 } } } } }
do:
  - a: { set: { x: 1 } }`,
    issues: ['schema-invalid /input/schema/document/properties/a/minimum:6'],
  },
  {
    name: 'schema from outside',
    body: `input: { schema: { resource: { endpoint: 'https://x.example/s.json' } } }
do:
  - a: { set: { x: 1 } }`,
    issues: ['outside-profile /input/schema/resource:6'],
  },
  {
    name: 'schema in another format',
    body: `input: { schema: { format: avro, document: {} } }
do:
  - a: { set: { x: 1 } }`,
    issues: ['outside-profile /input/schema/format:6'],
  },
  {
    name: 'endless loop',
    body: `do:
  - a: { set: { x: 1 } }
  - b: { set: { x: 1 }, then: a }`,
    issues: ['endless-loop /do/0/a:7'],
  },
  {
    name: 'a task that leads to itself',
    body: `do:
  - a: { set: { x: 1 }, then: a }`,
    issues: ['endless-loop /do/0/a:7'],
  },
  {
    name: 'a document of lists',
    body: `do:
  - a: { set: { x: 1 } }
input: []`,
    issues: ['type /input:8'],
  },
  {
    name: 'unknown role of an approval',
    body: `do:
  - a: { call: approve, with: { role: quality-manger } }`,
    issues: ['unknown-role /do/0/a/with/role:7'],
  },
  {
    name: 'duplicate key',
    body: `do:
  - a: { set: { x: 1 } }
do:
  - b: { set: { x: 1 } }`,
    issues: ['duplicate-key /do:8'],
  },
  {
    name: 'prototype key',
    body: `do:
  - a: { set: { __proto__: { x: 1 }, y: 1 } }`,
    issues: ['forbidden-key /do/0/a/set:7'],
  },
  {
    name: 'merge key',
    body: `do:
  - a: { set: { '<<': { x: 1 }, y: 1 } }`,
    issues: ['merge-key /do/0/a/set:7'],
  },
  {
    name: 'functions that call each other',
    body: `use:
  functions:
    f: { call: g }
    g: { call: f }
do:
  - a: { call: f }`,
    issues: ['function-cycle /use/functions/f:8'],
  },
  {
    name: 'variable out of scope',
    body: `do:
  - a: { for: { each: part, in: .parts }, do: [{ b: { set: { x: '\${ $part }' } } }] }
  - c: { set: { x: '\${ $part }' } }`,
    issues: ['unknown-variable /do/1/c/set/x:8'],
  },
  {
    name: 'loop variable outside the loop',
    body: `do:
  - a: { for: { each: part, in: '$part' }, output: { as: '[$part]' }, do: [{ b: { set: { x: '\${ $part }' } } }] }`,
    issues: ['unknown-variable /do/0/a/for/in:7', 'unknown-variable /do/0/a/output/as:7'],
  },
  {
    name: 'unfinished expression',
    body: `do:
  - a: { set: { x: '\${ .a | }' } }`,
    issues: ['expression-syntax /do/0/a/set/x:7'],
  },
  {
    name: 'unfinished condition',
    body: `do:
  - a: { if: '.a ==', set: { x: 1 } }`,
    issues: ['expression-syntax /do/0/a/if:7'],
  },
  {
    name: 'other dsl',
    body: `do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: '0.8', namespace: n, name: n, version: 1.0.0 }`,
    issues: ['unsupported-dsl /document/dsl:1'],
  },
  {
    name: 'dsl as a number',
    body: `do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0, namespace: n, name: n, version: 1.0.0 }`,
    issues: ['type /document/dsl:1'],
  },
  {
    name: 'name with spaces',
    body: `do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: my flow, version: 1.0.0 }`,
    issues: ['invalid-name /document/name:1'],
  },
  {
    name: 'name of 64 letters',
    body: `do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx, version: 1.0.0 }`,
    issues: ['invalid-name /document/name:1'],
  },
  {
    name: 'version of two numbers',
    body: `do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: n, version: '1.0' }`,
    issues: ['invalid-version /document/version:1'],
  },
  {
    name: 'missing header fields',
    body: `do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3 }`,
    issues: ['required /document:1', 'required /document:1', 'required /document:1'],
  },
  {
    name: 'unknown start role',
    body: `do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0, metadata: { aix: { start: [inspecter] } } }`,
    issues: ['enum /document/metadata/aix/start/0:1'],
  },
  {
    name: 'auditor starts',
    body: `do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0, metadata: { aix: { start: [auditor] } } }`,
    issues: ['enum /document/metadata/aix/start/0:1'],
  },
  {
    name: 'misspelt budget',
    body: `do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0, metadata: { aix: { budget: { wallTme: PT1H } } } }`,
    issues: ['unknown-field /document/metadata/aix/budget/wallTme:1'],
  },
  {
    name: 'misspelt extension',
    body: `do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0, metadata: { aix: { budgt: {} } } }`,
    issues: ['unknown-field /document/metadata/aix/budgt:1'],
  },
  {
    name: 'unknown time zone',
    body: `schedule: { cron: '0 8 * * *' }
do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0, metadata: { aix: { schedule: { timezone: Asia/Soul } } } }`,
    issues: ['invalid-timezone /document/metadata/aix/schedule/timezone:1'],
  },
  {
    name: 'unknown overlap',
    body: `schedule: { cron: '0 8 * * *' }
do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0, metadata: { aix: { schedule: { overlap: Skip } } } }`,
    issues: ['enum /document/metadata/aix/schedule/overlap:1'],
  },
  {
    name: 'bad catch-up',
    body: `schedule: { cron: '0 8 * * *' }
do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0, metadata: { aix: { schedule: { catchup: 10m } } } }`,
    issues: ['format /document/metadata/aix/schedule/catchup:1'],
  },
  {
    name: 'ui of an unknown field',
    body: `input: { schema: { document: { properties: { lot: { type: string } } } } }
do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0, metadata: { aix: { ui: { lott: { scan: true } } } } }`,
    issues: ['unknown-ui-field /document/metadata/aix/ui/lott:1'],
  },
  {
    name: 'ui with limits the wrong way round',
    body: `input: { schema: { document: { properties: { t: { type: number } } } } }
do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0, metadata: { aix: { ui: { t: { lsl: 5, usl: 4 } } } } }`,
    issues: ['invalid-limits /document/metadata/aix/ui/t/lsl:1'],
  },
  {
    name: 'ui with a label that is text',
    body: `input: { schema: { document: { properties: { t: { type: number } } } } }
do:
  - a: { set: { x: 1 } }`,
    header: `document: { dsl: 1.0.3, namespace: n, name: n, version: 1.0.0, metadata: { aix: { ui: { t: { label: Thickness } } } } }`,
    issues: ['type /document/metadata/aix/ui/t/label:1'],
  },
];
