import type { ExternalResult, Verdict, VerdictFormat } from '#contract';
import { exportDodona, importDodona } from './dodona.js';
import { exportExercism, importExercism } from './exercism.js';
import { exportGradescope, importGradescope } from './gradescope.js';
import { exportJunit, importJunit } from './junit.js';
import { exportPrairieLearn, importPrairieLearn } from './prairielearn.js';
import { refuseHostileText } from './reading.js';

interface Format {
  readonly mediaType: string;
  readonly write: (verdict: Verdict) => string;
  readonly read: (text: string) => ExternalResult;
}

const json = 'application/json';
const formats: Record<VerdictFormat, Format> = {
  exercism: { mediaType: json, write: exportExercism, read: importExercism },
  prairielearn: { mediaType: json, write: exportPrairieLearn, read: importPrairieLearn },
  gradescope: { mediaType: json, write: exportGradescope, read: importGradescope },
  dodona: { mediaType: json, write: exportDodona, read: importDodona },
  junit: { mediaType: 'application/xml', write: exportJunit, read: importJunit },
};

/** A verdict as another program reads it. What a format has no word for is left out, and never turned into a pass. */
export function exportVerdict(format: VerdictFormat, verdict: Verdict): string {
  return formats[format].write(verdict);
}

export function mediaTypeOf(format: VerdictFormat): string {
  return formats[format].mediaType;
}

/** What another program says. Throws `Unreadable`, and nothing else, for whatever the text holds. */
export function importVerdict(format: VerdictFormat, text: string): ExternalResult {
  refuseHostileText(text);
  return formats[format].read(text);
}
