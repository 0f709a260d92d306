// Passages for tests in one line each.
import type { Passage } from '../../workflows/knowledge/passages.ts';

export function passageOf(documentId: string, text: string, more: Partial<Passage> = {}): Passage {
  const revision = more.revision ?? '1';
  return {
    id: `${documentId}@${revision}#1`,
    documentId,
    revision,
    page: null,
    heading: '',
    text,
    offset: 0,
    provenance: { kind: 'document', ref: `${documentId}@${revision}`, trusted: false },
    ...more,
  };
}
