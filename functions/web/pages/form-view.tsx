// How a form page looks: title, what is wrong, fields, one primary button at the bottom. No reading and no submitting here.
import type { Child } from 'hono/jsx';
import { Banner } from '../design/banner.tsx';
import { Button } from '../design/button.tsx';
import { Icon } from '../design/icon.tsx';
import { PageShell } from '../design/page-shell.tsx';
import type { FieldModel } from '../form/field-model.ts';
import { CONTROL, type FormState } from '../form/form-state.ts';
import { textIn } from '../form/local-text.ts';
import { FormFields, IssueSummary } from '../form/render-form.tsx';
import type { PageContext } from '../page-context.ts';
import type { DefinitionView } from '../views.ts';
import { titleText } from '../wording.ts';

export interface FormViewProps {
  readonly page: PageContext;
  readonly definition: DefinitionView;
  readonly fields: readonly FieldModel[];
  readonly state: FormState;
  readonly idempotencyKey: string;
  readonly banner?: 'stale' | 'sent' | 'unavailable';
  readonly extraRow?: string;
  /** The run of the first submission with the same key. */
  readonly firstRunId?: string;
}

const FORM_ID = 'main-form';

export function FormView(props: FormViewProps) {
  const { page, definition, fields, state } = props;
  const copy = page.copy.form;
  const aix = definition.document.document.metadata?.aix;
  const lead = textIn(aix?.summary, page.language) ?? definition.document.document.summary;
  const anyRequired = fields.some((field) => field.required);
  return (
    <PageShell page={page} title={titleText(definition, page.language)} narrow focus languageForm={FORM_ID} scripts={['form', 'draft']}>
      <div class="stack">
        <div class="page-head">
          <a class="crumb" href="/forms">
            <Icon name="back" />
            {page.copy.nav.forms}
          </a>
          <h1>{titleText(definition, page.language)}</h1>
          {lead === undefined ? null : <p class="muted">{lead}</p>}
          <p class="muted small">
            {copy.revision(definition.version)}
            {anyRequired ? ` · ${copy.requiredNote}` : ''}
          </p>
        </div>
        <FormBanner {...props} />
        <IssueSummary fields={fields} state={state} />
        {state.doubts.length === 0 ? null : (
          <Banner tone="warn" title={copy.confirmTitle} id="form-errors">
            <p>{copy.issue.confirm}</p>
          </Banner>
        )}
        <p
          class="banner banner-good draft-note"
          id="draft-note"
          role="status"
          hidden
          data-restored={copy.draftRestored}
          data-discard={copy.draftDiscard}
        />
        {/* novalidate: the browser's own bubbles would hide all messages but the first, and speak the browser's language. */}
        <form
          id={FORM_ID}
          class="form"
          method="post"
          action={`/forms/${definition.namespace}/${definition.name}`}
          novalidate
          {...formData(props)}
        >
          <input type="hidden" name={CONTROL.idempotencyKey} value={props.idempotencyKey} />
          <input type="hidden" name={CONTROL.version} value={definition.version} />
          {/* Enter must mean "submit", never the first button of the form such as "add a row". */}
          <button type="submit" class="hidden-text" tabindex={-1} aria-hidden="true">
            {copy.submit}
          </button>
          {fields.length === 0 ? (
            <p class="muted">{page.copy.forms.noFields}</p>
          ) : (
            <FormFields fields={fields} state={state} extraRow={props.extraRow} />
          )}
          <div class="form-foot">
            <Button kind="primary" wide>
              {copy.submit}
            </Button>
          </div>
        </form>
      </div>
    </PageShell>
  );
}

/** Wording for the browser's script, which has none of its own; `{0}` stands for the number. */
function formData({ page, definition }: FormViewProps): Readonly<Record<string, string>> {
  const copy = page.copy.form;
  return {
    'data-draft': `${page.actor?.userId ?? ''}/${definition.namespace}/${definition.name}/${definition.version}`,
    'data-below': copy.below('{0}'),
    'data-above': copy.above('{0}'),
    'data-out-count': copy.outCount(2).replace('2', '{0}'),
    'data-in': copy.inTolerance,
    'data-sample': copy.sample(0).replace('0', '{0}'),
    'data-add-sample': copy.addSample,
  };
}

function FormBanner({ page, definition, banner, firstRunId }: FormViewProps): Child {
  const copy = page.copy;
  if (banner === 'stale') return <Banner tone="warn" title={copy.form.stale(definition.version)} />;
  if (banner === 'unavailable') {
    return (
      <Banner tone="bad" title={copy.problem.unavailable.title}>
        <p>{copy.problem.unavailable.lead}</p>
        <p>{copy.problem.kept}</p>
      </Banner>
    );
  }
  if (banner !== 'sent') return null;
  return (
    <Banner tone="warn" title={copy.form.alreadySent}>
      <p>{copy.form.alreadySentLead}</p>
      {firstRunId === undefined ? null : <a href={`/runs/${firstRunId}`}>{copy.tasks.openRun}</a>}
    </Banner>
  );
}
