// A surface with a heading, and the facts and lists that lie on it.
import type { Child } from 'hono/jsx';

export function Card({ title, action, children, plain }: { title?: string; action?: Child; children: Child; plain?: boolean }) {
  return (
    <section class="card">
      {title === undefined ? null : (
        <div class="card-head">
          <h2>{title}</h2>
          {action}
        </div>
      )}
      {plain === true ? children : <div class="card-body">{children}</div>}
    </section>
  );
}

export function Facts({ facts }: { facts: readonly (readonly [string, Child])[] }) {
  return (
    <dl class="facts">
      {facts.map(([name, value]) => (
        <div>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
