import { Link } from '@tanstack/react-router';
import { Checks, FirstMessage } from '../exercise/checks.js';
import css from './home.module.css';
import { sampleChecks, sampleFirst } from './home-sample.js';

export function HowItIsProved() {
  return (
    <div className={css.band}>
      <section className={`${css.below} ${css.proof}`} aria-labelledby="how">
        <div>
          <h2 id="how">How a skill is proved</h2>
          <p>
            You write ordinary Django. Fretboard runs it and looks at what it does: its pages, its rows, its
            queries.
          </p>
          <ol className={css.steps}>
            <li>
              <h3>The checks measure behaviour</h3>
              <p>They never read your source text. Any solution that does what the task says passes.</p>
            </li>
            <li>
              <h3>One message at a time</h3>
              <p>
                The first check that does not hold says what was observed, what the task asks for and where to
                look.
              </p>
            </li>
            <li>
              <h3>What passed stays on record</h3>
              <p>
                A skill is proven when all its exercises pass. Each verdict names the exact Django version and
                the checks it rests on, so that a certificate can say what stands behind it.
              </p>
            </li>
          </ol>
        </div>
        <figure className={css.sample}>
          <FirstMessage check={sampleFirst} />
          <Checks checks={sampleChecks} />
          <figcaption>
            A verdict on the untouched start of{' '}
            <Link to="/exercises/$slug" params={{ slug: 'book-list-n-plus-one' }}>
              A list page with too many queries
            </Link>
            .
          </figcaption>
        </figure>
      </section>
    </div>
  );
}

export function ForOthers() {
  return (
    <section className={`${css.below} ${css.others}`} aria-label="For mentors and employers">
      <div>
        <h2>For mentors</h2>
        <p>
          Reviews are being built. What a machine can judge will be judged before one reaches you, with the
          code and the facts the checks found, so that your time goes to what only a person can say.
        </p>
      </div>
      <div>
        <h2>For employers</h2>
        <p>
          A path names its skills, and each skill names what somebody who has it can do. What is proven was
          run, in a sandbox whose rules are public, on a Django version that is written down.
        </p>
      </div>
      <div>
        <h2>For teachers and bots</h2>
        <p>
          Everything on these pages comes from an open API, described at <a href="/api/docs">/api/docs</a>. A
          program can ask what to learn next, hand in code and read the verdict.
        </p>
      </div>
    </section>
  );
}
