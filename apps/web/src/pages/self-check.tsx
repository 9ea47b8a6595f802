import { CodeText } from '../ui/code-text.js';
import page from '../ui/page.module.css';
import { useKeptSet } from '../ui/kept.js';
import css from './skill.module.css';

export interface SelfCheckProps {
  readonly skill: string;
  readonly statements: readonly string[];
  readonly proven: boolean;
}

/** Each statement as a box to tick for oneself, before the exercise and again after it. Kept on this device only. */
export function SelfCheck({ skill, statements, proven }: SelfCheckProps) {
  const [ticked, setTicked] = useKeptSet(`fretboard.self-check.${skill}`);
  const toggle = (statement: string) => {
    const next = new Set(ticked);
    if (!next.delete(statement)) next.add(statement);
    setTicked(next);
  };
  const held = statements.filter((statement) => ticked.has(statement)).length;
  return (
    <>
      <ul className={css.can} role="list">
        {statements.map((statement) => (
          <li key={statement}>
            <label>
              <input type="checkbox" checked={ticked.has(statement)} onChange={() => toggle(statement)} />
              <span>
                <CodeText text={statement} />
              </span>
            </label>
          </li>
        ))}
      </ul>
      <p className={page.quiet} role="status">
        {proven
          ? `You ticked ${held} of ${statements.length}. The exercise has passed: does your answer still hold?`
          : `A self-check for you alone, kept on this device: ${held} of ${statements.length}. It proves nothing; the exercise does.`}
      </p>
    </>
  );
}
