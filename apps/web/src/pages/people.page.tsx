import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useRef, useState } from 'react';
import type { ChangeRole, PersonView, Role } from '#contract';
import { peopleQuery, roleChangesQuery } from '../api/queries.js';
import { useHead } from '../shell/page-head.js';
import { useApi, useMe } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Button } from '../ui/button.js';
import { TextField } from '../ui/field.js';
import page from '../ui/page.module.css';
import { Page, Section } from '../ui/page.js';
import { Time } from '../ui/time.js';
import css from './people.module.css';

const ROLES: readonly Role[] = ['learner', 'mentor', 'author', 'steward'];
const TYPING_MS = 200;

export function PeoplePage() {
  const api = useApi();
  const queryClient = useQueryClient();
  const { q = '' } = useSearch({ from: '/admin/people' });
  const [after, setAfter] = useState<string | undefined>();
  const people = useQuery({ ...peopleQuery(api, q, after), placeholderData: keepPreviousData });
  const [said, setSaid] = useState('');
  const me = useMe();
  const isOwnStewardship = (email: string, role: Role) => email === me?.email && role === 'steward';
  useHead({ title: 'People', canonical: null });
  const change = useMutation({
    mutationFn: ({ grant, ...body }: ChangeRole & { grant: boolean }) =>
      grant ? api.grantRole(body) : api.revokeRole(body),
    onMutate: () => setSaid(''),
    onSuccess: (person, { grant, role }) => {
      // Nothing of this page is for them any more.
      if (!grant && isOwnStewardship(person.email, role)) return window.location.assign('/dashboard');
      setSaid(`${person.name} ${grant ? 'is now' : 'is no longer'} ${role}.`);
      return Promise.all([
        queryClient.invalidateQueries({ queryKey: ['people'] }),
        queryClient.invalidateQueries({ queryKey: ['role-changes'] }),
      ]);
    },
  });
  return (
    <Page title="People" lead="Roles and who gave them. Every change is kept on record.">
      <div className={page.stack}>
        <Search
          words={q}
          onSearch={() => {
            setAfter(undefined);
            setSaid('');
            change.reset();
          }}
        />
        {(change.error ?? people.error) && <ProblemNotice error={change.error ?? people.error} />}
        <p role="status" className={css.said}>
          {said}
        </p>
        <PeopleTable
          people={people.data?.items ?? []}
          onChange={(person, role, grant) => {
            const sure =
              grant ||
              !isOwnStewardship(person.email, role) ||
              window.confirm('Take your own role as steward away? You lose this page at once.');
            if (sure) change.mutate({ email: person.email, role, grant });
          }}
        />
        {people.data?.items.length === 0 && <p>Nobody fits these words.</p>}
        <div className={page.row}>
          {after && <Button onClick={() => setAfter(undefined)}>Back to the first</Button>}
          {people.data?.next && (
            <Button onClick={() => setAfter(people.data.next ?? undefined)}>More people</Button>
          )}
        </div>
      </div>
      <RoleChanges />
    </Page>
  );
}

function Search({ words, onSearch }: { words: string; onSearch: () => void }) {
  const navigate = useNavigate({ from: '/admin/people' });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const type = (q: string) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => {
      onSearch();
      void navigate({ search: q ? { q } : {}, replace: true });
    }, TYPING_MS);
  };
  return (
    <div className={css.search} role="search">
      <TextField
        label="Name or e-mail"
        name="q"
        type="search"
        defaultValue={words}
        onChange={(event) => type(event.target.value)}
      />
    </div>
  );
}

interface PeopleTableProps {
  readonly people: readonly PersonView[];
  readonly onChange: (person: PersonView, role: Role, grant: boolean) => void;
}

function PeopleTable({ people, onChange }: PeopleTableProps) {
  return (
    <div className={page.scroll} role="region" aria-label="People and roles" tabIndex={0}>
      <table className={`${page.table} ${css.people}`}>
        <thead>
          <tr>
            <th scope="col">Person</th>
            {ROLES.map((role) => (
              <th key={role} scope="col">
                {role}
              </th>
            ))}
            <th scope="col">Since</th>
          </tr>
        </thead>
        <tbody>
          {people.map((person) => (
            <tr key={person.id}>
              <th scope="row">
                <strong className={css.person}>{person.name}</strong>
                <br />
                <span className={page.quiet}>{person.email}</span>
              </th>
              {ROLES.map((role) => (
                <td key={role} data-role={role}>
                  <input
                    type="checkbox"
                    aria-label={`${person.name}: ${role}`}
                    checked={person.roles.includes(role)}
                    disabled={role === 'learner'}
                    onChange={(event) => onChange(person, role, event.target.checked)}
                  />
                </td>
              ))}
              <td className={css.since}>
                <Time at={person.createdAt} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RoleChanges() {
  const changes = useQuery(roleChangesQuery(useApi()));
  return (
    <Section title="Record of changes">
      {changes.error && <ProblemNotice error={changes.error} onRetry={() => void changes.refetch()} />}
      {changes.data?.items.length === 0 && <p>No role has been granted or revoked yet.</p>}
      <ul role="list" className={css.record}>
        {changes.data?.items.map(({ id, at, person, role, action, by }) => (
          <li key={id}>
            <strong>{person}</strong>: {role} {action} by {by}, <Time at={at} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
