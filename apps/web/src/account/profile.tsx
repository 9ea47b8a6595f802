import { useQueryClient, useSuspenseQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { DjangoVersion, Me } from '#contract';
import { meQuery, pathsQuery, skillsQuery } from '../api/queries.js';
import { JOB_READY } from '../fretboard/goal.js';
import { useApi } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Button } from '../ui/button.js';
import { Choice, formClass, SelectField, TextField } from '../ui/field.js';
import page from '../ui/page.module.css';
import { useForm } from '../ui/use-form.js';
import css from './account.module.css';

const VERSIONS: Record<DjangoVersion, string> = {
  '5.2': '5.2, long-term support (standard)',
  '6.0': '6.0',
  '6.1': '6.1',
};
const anything = () => undefined;

export function Profile({ me }: { me: Me }) {
  const api = useApi();
  const queryClient = useQueryClient();
  const paths = useSuspenseQuery(pathsQuery(api)).data.items;
  const skills = useSuspenseQuery(skillsQuery(api)).data.items;
  const [path, setPath] = useState(me.path ?? JOB_READY);
  const [electives, setElectives] = useState<ReadonlySet<string>>(new Set(me.electives));
  const [saved, setSaved] = useState(false);
  const chosen = paths.find(({ slug }) => slug === path);
  const form = useForm(
    ['name', 'django'],
    async ({ name, django }) => {
      setSaved(false);
      const offered = new Set(chosen?.electives.from);
      const next = await api.updateProfile({
        name: name.trim(),
        path,
        electives: [...electives].filter((slug) => offered.has(slug)),
        django: django as DjangoVersion,
      });
      queryClient.setQueryData(meQuery(api).queryKey, next);
      await Promise.all(
        ['progress', 'next'].map((key) => queryClient.invalidateQueries({ queryKey: [key] })),
      );
      setSaved(true);
    },
    { django: anything },
  );
  const taken = chosen?.electives.from.filter((slug) => electives.has(slug)).length ?? 0;
  const toggle = (slug: string) => {
    const next = new Set(electives);
    if (!next.delete(slug)) next.add(slug);
    setElectives(next);
  };
  return (
    <form className={formClass} onSubmit={form.onSubmit} noValidate>
      {form.failure !== null && <ProblemNotice error={form.failure} />}
      <TextField
        label="Name"
        name="name"
        defaultValue={me.name}
        maxLength={80}
        autoComplete="name"
        error={form.errorOf('name')}
      />
      <SelectField
        label="Path"
        name="path"
        value={path}
        onChange={(event) => setPath(event.target.value)}
        help={chosen?.promise}
      >
        {paths.map(({ slug, title, hours, electives: { count } }) => (
          <option key={slug} value={slug}>
            {title} ({hours} h{count > 0 && ` and ${count} electives`})
          </option>
        ))}
      </SelectField>
      {chosen && chosen.electives.count > 0 && (
        <fieldset className={css.electives}>
          <legend>
            Electives: choose {chosen.electives.count} <span className={page.quiet}>({taken} chosen)</span>
          </legend>
          {chosen.electives.from.map((slug) => (
            <Choice
              key={slug}
              type="checkbox"
              label={skills.find((skill) => skill.slug === slug)?.title ?? slug}
              checked={electives.has(slug)}
              disabled={!electives.has(slug) && taken >= chosen.electives.count}
              onChange={() => toggle(slug)}
            />
          ))}
        </fieldset>
      )}
      <SelectField
        label="Django version"
        name="django"
        defaultValue={me.django}
        help="Links to the documentation lead to this version."
      >
        {Object.entries(VERSIONS).map(([version, name]) => (
          <option key={version} value={version}>
            {name}
          </option>
        ))}
      </SelectField>
      <div className={page.row}>
        <Button kind="primary" type="submit" busy={form.busy}>
          Save the profile
        </Button>
        <span role="status">{saved && 'Saved.'}</span>
      </div>
    </form>
  );
}
