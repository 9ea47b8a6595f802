import { useMutation, useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { NewToken, Scope } from '#contract';
import { tokensQuery } from '../api/queries.js';
import { useApi } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Button } from '../ui/button.js';
import { Choice, formClass, SelectField, TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import page from '../ui/page.module.css';
import { Tag } from '../ui/tag.js';
import { Time } from '../ui/time.js';
import { useForm } from '../ui/use-form.js';
import css from './account.module.css';

const SCOPES: Record<Scope, string> = {
  read: 'Read progress and what to learn next',
  submit: 'Hand in exercises',
  profile: 'Read and change the profile',
  metrics: 'Read the metrics of the queue (of stewards)',
};

export function Tokens() {
  const api = useApi();
  const queryClient = useQueryClient();
  const tokens = useSuspenseQuery(tokensQuery(api)).data.items;
  const [made, setMade] = useState<NewToken | null>(null);
  const renew = () => queryClient.invalidateQueries({ queryKey: ['tokens'] });
  const end = useMutation({ mutationFn: api.endToken, onSuccess: renew });
  return (
    <div className={page.stack}>
      <p>A token lets a program act for you, with the rights you choose and never more than your own.</p>
      {end.error && <ProblemNotice error={end.error} />}
      {made && <FreshToken token={made} onDone={() => setMade(null)} />}
      {tokens.length > 0 && (
        <ul className={css.list} role="list">
          {tokens.map(({ id, name, scopes, hint, expiresAt, lastUsedAt }) => (
            <li key={id}>
              <div>
                <strong>{name}</strong> <code>…{hint}</code>{' '}
                {scopes.map((scope) => (
                  <Tag key={scope}>{scope}</Tag>
                ))}
                <p className={page.quiet}>
                  Ends <Time at={expiresAt} />,{' '}
                  {lastUsedAt ? (
                    <>
                      last used <Time at={lastUsedAt} />
                    </>
                  ) : (
                    'not used yet'
                  )}
                </p>
              </div>
              <Button
                size="small"
                busy={end.isPending && end.variables === id}
                onClick={() => end.mutate(id)}
              >
                Revoke <span className="visually-hidden">{name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      <CreateToken
        onMade={(token) => {
          setMade(token);
          void renew();
        }}
      />
    </div>
  );
}

function CreateToken({ onMade }: { onMade: (token: NewToken) => void }) {
  const api = useApi();
  const [scopes, setScopes] = useState<ReadonlySet<Scope>>(new Set(['read']));
  const [round, setRound] = useState(0);
  const form = useForm(['name', 'days'], async ({ name, days }) => {
    onMade(await api.createToken({ name: name.trim(), scopes: [...scopes], days: Number(days) }));
    setRound((count) => count + 1);
  });
  const toggle = (scope: Scope) => {
    const next = new Set(scopes);
    if (!next.delete(scope)) next.add(scope);
    setScopes(next);
  };
  return (
    <form key={round} className={formClass} onSubmit={form.onSubmit} noValidate>
      {form.failure !== null && <ProblemNotice error={form.failure} />}
      <TextField
        label="Name of the token"
        name="name"
        maxLength={80}
        help="What uses it, for example “editor plug-in”."
        error={form.errorOf('name')}
      />
      <fieldset className={css.electives}>
        <legend>It may</legend>
        {(Object.keys(SCOPES) as Scope[]).map((scope) => (
          <Choice
            key={scope}
            type="checkbox"
            label={SCOPES[scope]}
            checked={scopes.has(scope)}
            onChange={() => toggle(scope)}
          />
        ))}
      </fieldset>
      <SelectField label="Ends after" name="days" defaultValue="90">
        <option value="7">7 days</option>
        <option value="30">30 days</option>
        <option value="90">90 days</option>
        <option value="365">365 days</option>
      </SelectField>
      <Button type="submit" busy={form.busy} disabled={scopes.size === 0}>
        Create a token
      </Button>
    </form>
  );
}

function FreshToken({ token, onDone }: { token: NewToken; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  const copy = async () => {
    await navigator.clipboard.writeText(token.token);
    setCopied(true);
  };
  return (
    <Notice
      tone="next"
      role="status"
      title={`“${token.name}” is ready. It is shown this once.`}
      actions={
        <>
          <Button size="small" kind="primary" onClick={() => void copy().catch(() => setCopied(false))}>
            {copied ? 'Copied' : 'Copy'}
          </Button>
          <Button size="small" onClick={onDone}>
            I have it
          </Button>
        </>
      }
    >
      <code className={css.token}>{token.token}</code>
    </Notice>
  );
}
