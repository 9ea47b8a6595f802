import type { SubmissionView } from '#contract';

/** Characters that are read out unasked; the rest stands on the page. */
const SPOKEN = 300;

/** One sentence for a live region; the details stand on the page. */
export function summary(view: SubmissionView | null, sending: boolean): string {
  if (sending) return 'Handing in';
  if (!view) return '';
  switch (view.status) {
    case 'queued':
      return view.place && view.place > 1 ? `In line, place ${view.place}` : 'Next in line';
    case 'running':
      return 'Your code is running';
    case 'cancelled':
      return 'Withdrawn';
    case 'awaiting-review':
      return 'Waiting for a mentor';
    case 'done': {
      const first = view.verdict?.checks.find(({ id }) => id === view.verdict?.first);
      if (view.outcome === 'passed') return view.purpose === 'practice' ? 'The tests pass' : 'Passed';
      if (view.outcome === 'broken') return 'Grading broke on our side; nothing was counted';
      const said = view.outcome === 'errored' ? 'Your code stopped with an error' : 'Not passed yet';
      const why = view.verdict?.message?.slice(0, SPOKEN);
      return [said, first?.name, why].filter(Boolean).join('. ').replaceAll('`', '');
    }
  }
}
