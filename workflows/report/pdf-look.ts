// Measures, colours and lines of the PDF, in one place.
import type { CustomTableLayout } from 'pdfmake/interfaces';
import type { Tone } from './report-document.ts';

export const contentWidth = 515;
export const pdfColors = {
  ink: '#1f2933',
  muted: '#55606c',
  line: '#cfd6dd',
  soft: '#f4f6f8',
  good: '#1b6e3c',
  bad: '#a32018',
  warn: '#8a5a00',
  ai: '#5b3a93',
  aiSoft: '#f6f2fc',
} as const;
export const toneColor: Readonly<Record<Tone, string>> = {
  good: pdfColors.good,
  bad: pdfColors.bad,
  warn: pdfColors.warn,
  neutral: pdfColors.ink,
};
export const hairlines: CustomTableLayout = {
  hLineWidth: (index) => (index === 0 ? 0 : 0.5),
  vLineWidth: () => 0,
  hLineColor: () => pdfColors.line,
  paddingLeft: () => 5,
  paddingRight: () => 5,
  paddingTop: () => 3,
  paddingBottom: () => 2,
};
