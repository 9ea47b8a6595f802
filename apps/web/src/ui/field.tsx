import { CircleAlert } from 'lucide-react';
import { useId, useState, type InputHTMLAttributes, type ReactNode, type SelectHTMLAttributes } from 'react';
import { Button } from './button.js';
import css from './field.module.css';

interface Labelled {
  readonly label: string;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
}

export const formClass = css.form ?? '';

function useDescription({ help, error }: Omit<Labelled, 'label'>) {
  const id = useId();
  const ids = { input: `${id}i`, help: `${id}h`, error: `${id}e` };
  const describedBy = [error && ids.error, help && ids.help].filter(Boolean).join(' ') || undefined;
  const parts = (
    <>
      {error && (
        <p className={css.error} id={ids.error}>
          <CircleAlert size={15} aria-hidden="true" />
          {error}
        </p>
      )}
      {help && (
        <p className={css.help} id={ids.help}>
          {help}
        </p>
      )}
    </>
  );
  return { id: ids.input, describedBy, parts };
}

export function TextField({
  label,
  help,
  error,
  ...input
}: Labelled & InputHTMLAttributes<HTMLInputElement>) {
  const { id, describedBy, parts } = useDescription({ help, error });
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <input
        {...input}
        id={id}
        className={css.input}
        aria-invalid={error ? true : undefined}
        aria-describedby={describedBy}
      />
      {parts}
    </div>
  );
}

export function PasswordField({
  label,
  help,
  error,
  ...input
}: Labelled & InputHTMLAttributes<HTMLInputElement>) {
  const { id, describedBy, parts } = useDescription({ help, error });
  const [shown, setShown] = useState(false);
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <div className={css.reveal}>
        <input
          {...input}
          id={id}
          type={shown ? 'text' : 'password'}
          className={css.input}
          aria-invalid={error ? true : undefined}
          aria-describedby={describedBy}
          autoCapitalize="off"
          spellCheck={false}
        />
        <Button
          kind="quiet"
          aria-pressed={shown}
          aria-label={`Show ${label.toLowerCase()}`}
          onClick={() => setShown(!shown)}
        >
          {shown ? 'Hide' : 'Show'}
        </Button>
      </div>
      {parts}
    </div>
  );
}

export function SelectField({
  label,
  help,
  error,
  children,
  ...select
}: Labelled & SelectHTMLAttributes<HTMLSelectElement>) {
  const { id, describedBy, parts } = useDescription({ help, error });
  return (
    <div className={css.field}>
      <label className={css.label} htmlFor={id}>
        {label}
      </label>
      <select {...select} id={id} className={css.input} aria-describedby={describedBy}>
        {children}
      </select>
      {parts}
    </div>
  );
}

export function Choice({ label, help, ...input }: Labelled & InputHTMLAttributes<HTMLInputElement>) {
  const id = useId();
  return (
    <div className={css.choice}>
      <input {...input} id={id} aria-describedby={help ? `${id}h` : undefined} />
      <label htmlFor={id}>{label}</label>
      {help && <small id={`${id}h`}>{help}</small>}
    </div>
  );
}
