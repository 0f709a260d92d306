// How `notify` runs: the notice is an effect row; a mail is sent at most once per recorded intent (see engine guarantees, I2).
import type { Runner } from '../runner.ts';

export const runNotify: Runner = async (input, deps, context) => {
  const roles = (input['roles'] as readonly string[]) ?? [];
  const title = String(input['title']);
  const body = typeof input['body'] === 'string' ? input['body'] : '';
  const link = typeof input['link'] === 'string' ? input['link'] : `/runs/${context.run.runId}`;
  const severity = (input['severity'] as 'info' | 'warning' | 'alarm' | undefined) ?? 'info';
  let mailed = 0;
  if (deps.mail && deps.facts && input['mail'] !== false) {
    const people = await deps.facts.peopleInRoles(context.run.tenant, roles);
    const to = people.map((person) => person.email);
    if (to.length > 0) {
      // Links in mail only show, they never decide.
      await deps.mail.send({ to, subject: title, text: `${body}\n\n${deps.baseUrl ?? ''}${link}` }, context);
      mailed = to.length;
    }
  }
  return { output: { notified: [...roles], mailed }, effects: [{ kind: 'notice', notice: { title, body, roles, link, severity } }] };
};
