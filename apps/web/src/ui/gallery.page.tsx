import { useState } from 'react';
import { Checks, FirstMessage } from '../exercise/checks.js';
import { OutcomeTag } from '../exercise/outcome.js';
import { sampleChecks, sampleFirst } from '../pages/home-sample.js';
import { useHead } from '../shell/page-head.js';
import { ProblemNotice } from '../shell/states.js';
import { ApiProblem, offline } from '../api/problem.js';
import { Button, type ButtonKind } from './button.js';
import { Dialog } from './dialog.js';
import { Choice, PasswordField, SelectField, TextField } from './field.js';
import { Meter } from './meter.js';
import { Notice, type Tone } from './notice.js';
import page from './page.module.css';
import { Page, Section } from './page.js';
import { Skeleton } from './skeleton.js';
import { Tag } from './tag.js';
import { Time } from './time.js';

const kinds: readonly ButtonKind[] = ['primary', 'next', 'quiet', 'plain', 'danger'];
const tones: readonly Tone[] = ['passed', 'failed', 'waiting', 'fault', 'next'];

function Buttons() {
  return (
    <div className={page.stack}>
      {(['small', 'medium', 'large'] as const).map((size) => (
        <div key={size} className={page.row}>
          {kinds.map((kind) => (
            <Button key={kind} kind={kind} size={size}>
              {kind}
            </Button>
          ))}
          <Button size={size} busy>
            busy
          </Button>
          <Button size={size} disabled>
            disabled
          </Button>
        </div>
      ))}
    </div>
  );
}

function Fields() {
  return (
    <div className={page.stack}>
      <TextField label="Name" help="As it should stand on a certificate." defaultValue="Lena Larsson" />
      <TextField
        label="E-mail"
        error="Write an e-mail address such as name@example.org."
        defaultValue="lena@"
      />
      <PasswordField label="Password" defaultValue="correct horse" />
      <SelectField label="Path">
        <option>Job-ready Django Developer</option>
      </SelectField>
      <Choice
        type="checkbox"
        label="Hand in exercises"
        help="Never more than your own rights."
        defaultChecked
      />
    </div>
  );
}

/** Every component in every state, for looking at and for the browser tests. */
export function GalleryPage() {
  const [open, setOpen] = useState(false);
  useHead({ title: 'Components', canonical: null });
  return (
    <Page
      title="Components"
      lead="Every component in every state. Served while developing only."
      kicker="Kicker"
    >
      <Section title="Buttons">
        <Buttons />
      </Section>
      <Section title="Fields">
        <Fields />
      </Section>
      <Section title="Notices">
        <div className={page.stack}>
          {[...tones, 'practice' as const].map((tone) => (
            <Notice
              key={tone}
              tone={tone}
              title={`A notice: ${tone}`}
              actions={<Button size="small">Try again</Button>}
            >
              <p>What happened, and what to do next.</p>
            </Notice>
          ))}
          <ProblemNotice error={offline()} onRetry={() => {}} />
          <ProblemNotice
            error={new ApiProblem('fault', 500, 'Something went wrong on our side', null, '7f3a-22c1')}
            onRetry={() => {}}
          />
        </div>
      </Section>
      <Section title="Verdict">
        <FirstMessage
          check={{
            ...sampleFirst,
            expected: 'one query',
            actual: '14 queries',
            frames: [{ path: 'library/views.py', line: 8, source: 'books = Book.objects.all()' }],
          }}
        />
        <Checks checks={[...sampleChecks, { id: 'p', name: 'A check to come', status: 'pending' }]} />
      </Section>
      <Section title="Small things">
        <div className={page.row}>
          {tones.map((tone) => (
            <Tag key={tone} tone={tone}>
              {tone}
            </Tag>
          ))}
          <OutcomeTag status="done" outcome="broken" />
          <Time at="2026-01-02T03:04:05Z" />
        </div>
        <Meter value={12} of={49} label="12 of 49" />
        <Skeleton block />
        <Button onClick={() => setOpen(true)}>Open a dialog</Button>
        {open && (
          <Dialog
            title="A dialog"
            onClose={() => setOpen(false)}
            actions={<Button onClick={() => setOpen(false)}>Close</Button>}
          >
            <p>It holds the focus and gives it back.</p>
          </Dialog>
        )}
      </Section>
    </Page>
  );
}
