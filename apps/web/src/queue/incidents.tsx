import { Link } from '@tanstack/react-router';
import type { Incident, IncidentAction } from '#contract';
import { Button } from '../ui/button.js';
import page from '../ui/page.module.css';
import { Tag } from '../ui/tag.js';
import { Time } from '../ui/time.js';
import css from './queue.module.css';
import { PURPOSES, RESOLUTIONS } from './words.js';

interface OpenProps {
  readonly incidents: readonly Incident[];
  /** The run whose incident is being closed. */
  readonly closing: string | undefined;
  readonly onClose: (incident: Incident, action: IncidentAction) => void;
}

/** What waits for a steward, oldest first. */
export function OpenIncidents({ incidents, closing, onClose }: OpenProps) {
  return (
    <ul role="list" className={css.incidents}>
      {incidents.map((incident) => {
        const close = (action: IncidentAction) => () => onClose(incident, action);
        const busy = closing === incident.runId;
        return (
          <li key={incident.runId} className={page.card}>
            <div className={page.row}>
              <Tag tone={incident.kind === 'parked' ? 'fault' : 'failed'}>
                {incident.kind === 'parked' ? 'parked' : 'audit differs'}
              </Tag>
              <Link to="/exercises/$slug" params={{ slug: incident.exercise }}>
                {incident.exercise}
              </Link>
              <span className={page.quiet}>
                {PURPOSES[incident.purpose]}, <Time at={incident.at} />
              </span>
            </div>
            <p>{aboutOf(incident)}</p>
            {incident.detail && (
              <pre className={css.detail} tabIndex={0} aria-label={`Detail of ${incident.exercise}`}>
                {incident.detail}
              </pre>
            )}
            <p className={page.quiet}>
              Run <code>{incident.runId}</code>
              {incident.worker && (
                <>
                  {' '}
                  on <code>{incident.worker}</code>
                </>
              )}
            </p>
            <div className={page.row}>
              {incident.kind === 'parked' ? (
                <>
                  <Button kind="primary" size="small" busy={busy} onClick={close('retry')}>
                    Try again <Which incident={incident} />
                  </Button>
                  <Button size="small" busy={busy} onClick={close('withdraw')}>
                    Withdraw <Which incident={incident} />
                  </Button>
                </>
              ) : (
                <Button size="small" busy={busy} onClick={close('note')}>
                  Note as seen <Which incident={incident} />
                </Button>
              )}
            </div>
          </li>
        );
      })}
    </ul>
  );
}

const Which = ({ incident }: { incident: Incident }) => (
  <span className="visually-hidden">
    {incident.exercise}, run {incident.runId.slice(0, 8)}
  </span>
);

function aboutOf({ kind, purpose, tries }: Incident): string {
  if (kind === 'differs')
    return 'The same hand-in was graded again with the same version, runtime and seed, and the result is another. The first verdict stays.';
  const begun = tries === 1 ? 'It was begun once' : `It was begun ${tries} times`;
  const learner =
    purpose === 'audit'
      ? 'It repeats a hand-in whose verdict stays, and its learner was told nothing.'
      : 'Its learner was told that it broke on our side and does not count.';
  return `${begun} and is not tried again by itself. ${learner}`;
}

/** Who closed what, newest first. */
export function ClosedIncidents({ record }: { record: readonly Incident[] }) {
  if (record.length === 0) return <p>Nothing has been closed yet.</p>;
  return (
    <ul role="list" className={css.record}>
      {record.map(({ runId, exercise, kind, resolution, closedBy, closedAt }) => (
        <li key={runId}>
          <strong>{exercise}</strong> ({kind === 'parked' ? 'parked' : 'audit differs'}):{' '}
          {resolution && RESOLUTIONS[resolution]}
          {closedBy && ` by ${closedBy}`}
          {closedAt && (
            <>
              , <Time at={closedAt} />
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
