import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { sessionsQuery } from '../api/queries.js';
import { useApi } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Button } from '../ui/button.js';
import page from '../ui/page.module.css';
import { Tag } from '../ui/tag.js';
import { Time } from '../ui/time.js';
import { browserOf } from './browser-of.js';
import css from './account.module.css';

export function Sessions() {
  const api = useApi();
  const queryClient = useQueryClient();
  const sessions = useSuspenseQuery(sessionsQuery(api)).data.items;
  const renew = () => queryClient.invalidateQueries({ queryKey: ['sessions'] });
  const endOne = useMutation({ mutationFn: api.endSession, onSuccess: renew });
  const endOthers = useMutation({ mutationFn: api.endOtherSessions, onSuccess: renew });
  const error = endOne.error ?? endOthers.error;
  return (
    <div className={page.stack}>
      {error && <ProblemNotice error={error} />}
      <ul className={css.list} role="list">
        {sessions.map(({ id, current, userAgent, address, lastSeenAt }) => (
          <li key={id}>
            <div>
              <strong>{browserOf(userAgent)}</strong> {current && <Tag tone="passed">this one</Tag>}
              <p className={page.quiet}>
                {address && `From ${address}, `}last used <Time at={lastSeenAt} />
              </p>
            </div>
            {!current && (
              <Button
                size="small"
                busy={endOne.isPending && endOne.variables === id}
                onClick={() => endOne.mutate(id)}
              >
                End <span className="visually-hidden">the session of {browserOf(userAgent)}</span>
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <div className={page.row}>
          <Button kind="plain" busy={endOthers.isPending} onClick={() => endOthers.mutate()}>
            End all other sessions
          </Button>
        </div>
      )}
    </div>
  );
}
