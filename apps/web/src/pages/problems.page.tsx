import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { adviceFor } from '../api/advice.js';
import type { ProblemKind } from '../api/problem.js';
import { problemsQuery } from '../api/queries.js';
import { useHead } from '../shell/page-head.js';
import { useApi } from '../shell/services.js';
import { NotFoundPage } from '../shell/states.js';
import { CodeText } from '../ui/code-text.js';
import page from '../ui/page.module.css';
import { Page } from '../ui/page.js';

export function ProblemsPage() {
  const problems = useSuspenseQuery(problemsQuery(useApi())).data.items;
  useHead({
    title: 'Problems explained',
    description: 'Every refusal of the Fretboard API by name, with its status and what to do about it.',
    canonical: '/problems',
  });
  return (
    <Page
      title="Problems explained"
      lead="Every refusal of the API has a name. Programs can rely on it; people find here what it means."
    >
      <div className={page.scroll} role="region" aria-label="Problems" tabIndex={0}>
        <table className={page.table}>
          <thead>
            <tr>
              <th scope="col">Status</th>
              <th scope="col">Name</th>
              <th scope="col">Meaning</th>
            </tr>
          </thead>
          <tbody>
            {problems.map(({ name, status, title, about }) => (
              <tr key={name}>
                <td>{status}</td>
                <td>
                  <Link to="/problems/$name" params={{ name }}>
                    {name}
                  </Link>
                </td>
                <td>
                  <strong>{title}.</strong> <CodeText text={about} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </Page>
  );
}

export function ProblemAboutPage() {
  const { name } = useParams({ from: '/problems/$name' });
  const problem = useSuspenseQuery(problemsQuery(useApi())).data.items.find((item) => item.name === name);
  if (!problem) return <NotFoundPage />;
  return <OneProblem {...problem} />;
}

function OneProblem({
  name,
  status,
  title,
  about,
}: {
  name: string;
  status: number;
  title: string;
  about: string;
}) {
  useHead({ title, description: about.replaceAll('`', ''), canonical: `/problems/${name}` });
  return (
    <Page title={title} width="narrow" kicker={<code>{`${name} · ${status}`}</code>}>
      <div className={page.stack}>
        <p>
          <CodeText text={about} />
        </p>
        <p>{adviceFor(name as ProblemKind)}</p>
        <p>
          <Link to="/problems">All problems</Link>
        </p>
      </div>
    </Page>
  );
}
