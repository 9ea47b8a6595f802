import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import type { Incident, IncidentAction } from '#contract';
import { offline } from '../api/problem.js';
import { queueQuery } from '../api/queries.js';
import { Facts } from '../queue/facts.js';
import { ClosedIncidents, OpenIncidents } from '../queue/incidents.js';
import css from '../queue/queue.module.css';
import { Line, Workers } from '../queue/tables.js';
import { RESOLUTIONS } from '../queue/words.js';
import { useHead } from '../shell/page-head.js';
import { useApi } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Choice } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import page from '../ui/page.module.css';
import { Page, Section } from '../ui/page.js';

const RENEW_MS = 5_000;

export function QueuePage() {
  const api = useApi();
  const queryClient = useQueryClient();
  const [renews, setRenews] = useState(true);
  const [said, setSaid] = useState('');
  const status = useRef<HTMLParagraphElement>(null);
  const query = useSuspenseQuery({ ...queueQuery(api), refetchInterval: renews ? RENEW_MS : false });
  useHead({ title: 'Queue', canonical: null });
  const close = useMutation({
    mutationFn: ({ runId, action }: { runId: string; action: IncidentAction }) =>
      api.closeIncident(runId, action),
    onSuccess: ({ exercise, resolution }) => {
      setSaid(`${exercise}: ${resolution ? RESOLUTIONS[resolution] : 'closed'}.`);
      // The button that was pressed goes with its incident; whoever uses the keyboard stays where it was.
      status.current?.focus();
    },
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['queue'] }),
  });
  const queue = query.data;
  // Without a connection nothing is asked, so nothing fails either; the figures are old all the same.
  const stale = query.error ?? (query.fetchStatus === 'paused' ? offline() : null);
  const onClose = ({ runId }: Incident, action: IncidentAction) => close.mutate({ runId, action });
  return (
    <Page title="Queue" lead="What waits to be graded, how fast it goes and where, and what needs a person.">
      <div className={page.stack}>
        <Choice
          type="checkbox"
          label="Renew every 5 seconds"
          checked={renews}
          onChange={(event) => setRenews(event.target.checked)}
        />
        {stale && <ProblemNotice error={stale} onRetry={() => void query.refetch()} />}
        <Facts queue={queue} />
      </div>
      <Section title="Needs a person">
        <p role="status" className={css.said} tabIndex={-1} ref={status}>
          {said}
        </p>
        {close.error && <ProblemNotice error={close.error} />}
        {queue.incidents.length === 0 ? (
          <Notice tone="passed" title="Nothing is parked and no audit differs" />
        ) : (
          <OpenIncidents
            incidents={queue.incidents}
            closing={close.isPending ? close.variables.runId : undefined}
            onClose={onClose}
          />
        )}
      </Section>
      <Section title="In line and running">
        <Line counts={queue.counts} />
      </Section>
      <Section title="Workers">
        <Workers workers={queue.workers} asOf={queue.asOf} />
      </Section>
      <Section title="Record">
        <ClosedIncidents record={queue.record} />
      </Section>
    </Page>
  );
}
