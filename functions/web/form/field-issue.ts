// Makes the issues of a form in both languages at once, so that the page may change its language without reading the form again.
import type { Issue } from '../../../workflows/definition/issue.ts';
import { formEn } from '../copy/form-en.ts';
import { formKo } from '../copy/form-ko.ts';

type IssueCopy = typeof formKo.issue;

/** `write` is called once per language with its wording. */
export function fieldIssue(path: string, code: string, write: (copy: IssueCopy) => string): Issue {
  return { path, code, message: write(formEn.issue), messageKo: write(formKo.issue) };
}

/** Long or hostile input is quoted shortly. */
export function quoted(text: string): string {
  const flat = text.replace(/\s+/g, ' ').trim();
  return flat.length > 40 ? `${flat.slice(0, 40)}…` : flat;
}
