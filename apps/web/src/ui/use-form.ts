import { useRef, useState, type FormEvent } from 'react';
import { isProblem } from '../api/problem.js';

export interface FormState {
  readonly busy: boolean;
  /** Everything that does not belong to one field. */
  readonly failure: unknown;
  readonly errorOf: (field: string) => string | undefined;
  readonly onSubmit: (event: FormEvent<HTMLFormElement>) => void;
}

type Check = (value: string) => string | undefined;
export type Checks<F extends string> = { readonly [field in F]?: Check };

const required = (value: string) => (value === '' ? 'Fill in this field.' : undefined);

/**
 * Sends a form once, puts each issue of the server beside its field and moves the focus to the first one. `checks`
 * are tried before sending; a field without a check of its own must not be empty.
 */
export function useForm<F extends string>(
  fields: readonly F[],
  send: (values: Record<F, string>) => Promise<void>,
  checks?: Checks<F>,
): FormState {
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  const [errors, setErrors] = useState<Readonly<Record<string, string>>>({});
  const sending = useRef(false);

  const show = (form: HTMLFormElement, found: Record<string, string>) => {
    setErrors(found);
    const first = fields.find((field) => found[field]);
    if (first) form.querySelector<HTMLElement>(`[name="${first}"]`)?.focus();
  };

  const submit = async (form: HTMLFormElement) => {
    const data = new FormData(form);
    const values = Object.fromEntries(
      fields.map((field) => {
        const value = data.get(field);
        return [field, typeof value === 'string' ? value : ''];
      }),
    ) as Record<F, string>;
    const found: Record<string, string> = {};
    for (const field of fields) {
      const issue = (checks?.[field] ?? required)(values[field]);
      if (issue) found[field] = issue;
    }
    setFailure(null);
    show(form, found);
    if (Object.keys(found).length) return;
    sending.current = true;
    setBusy(true);
    try {
      await send(values);
    } catch (error) {
      const named = isProblem(error, 'invalid-request')
        ? error.issues.filter(({ path }) => fields.includes(path as F))
        : [];
      if (named.length) show(form, Object.fromEntries(named.map(({ path, message }) => [path, message])));
      else setFailure(error);
    } finally {
      sending.current = false;
      setBusy(false);
    }
  };

  return {
    busy,
    failure,
    errorOf: (field) => errors[field],
    onSubmit: (event) => {
      event.preventDefault();
      if (!sending.current) void submit(event.currentTarget);
    },
  };
}

export const emailCheck = (value: string) =>
  /^\S+@\S+\.\S+$/.test(value.trim()) ? undefined : 'Write an e-mail address such as name@example.org.';
export const passwordCheck = (value: string) =>
  value.length < 10 ? 'Use at least 10 characters.' : undefined;
