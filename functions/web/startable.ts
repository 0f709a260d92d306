// Which definitions an actor may start, by `metadata.aix.start`. A definition without it may be started by whoever may submit at all.
import type { Actor } from '../shared/actor.ts';
import { may } from '../shared/permissions.ts';
import type { DefinitionView } from './views.ts';

export function startRoles(definition: DefinitionView): readonly string[] {
  return definition.document.document.metadata?.aix?.start ?? [];
}

export function mayStart(definition: DefinitionView, actor: Actor): boolean {
  const roles = startRoles(definition);
  return (
    definition.state === 'published' &&
    may(actor, 'submission.create') &&
    (roles.length === 0 || roles.some((role) => actor.roles.includes(role)))
  );
}

/** Those with an input to fill in, or that nothing else starts: a scheduled chain without input is no form. */
export function startableForms(definitions: readonly DefinitionView[], actor: Actor): readonly DefinitionView[] {
  return definitions.filter(
    (definition) => mayStart(definition, actor) && (definition.document.schedule === undefined || startRoles(definition).length > 0),
  );
}
