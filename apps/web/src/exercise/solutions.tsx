import { useQuery } from '@tanstack/react-query';
import { solutionsQuery } from '../api/queries.js';
import { useApi } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Skeleton } from '../ui/skeleton.js';
import css from './exercise.module.css';

const nameOf = (name: string) =>
  /^(reference|solution)$/i.test(name)
    ? 'Reference'
    : name.replaceAll('-', ' ').replace(/^./, (letter) => letter.toUpperCase());

/** Right solutions, shown once one's own has passed. */
export function Solutions({ exercise }: { exercise: string }) {
  const solutions = useQuery(solutionsQuery(useApi(), exercise));
  if (solutions.error)
    return <ProblemNotice error={solutions.error} onRetry={() => void solutions.refetch()} />;
  if (!solutions.data) return <Skeleton lines={3} />;
  return (
    <section className={css.part} aria-label="Other right solutions">
      <h2>Other right solutions</h2>
      <p className={css.quiet}>
        Read one beside yours: which of the two would you rather change in a year, and why?
      </p>
      {solutions.data.items.map(({ name, files }) => (
        <details key={name} className={css.solution}>
          <summary>{nameOf(name)}</summary>
          {files.map(({ path, text }) => (
            <figure key={path}>
              <figcaption>{path}</figcaption>
              <pre tabIndex={0} role="region" aria-label={`${nameOf(name)}: ${path}`}>
                {text}
              </pre>
            </figure>
          ))}
        </details>
      ))}
    </section>
  );
}
