import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { SubmissionView } from '#contract';
import { submissionQuery, submissionsQuery } from '../api/queries.js';
import { useApi, useMe } from '../shell/services.js';
import { after, follow, isSettled } from './follow.js';

export interface Submitting {
  /** The submission in view: the one that was handed in, or one chosen from the history. */
  readonly view: SubmissionView | null;
  readonly sending: boolean;
  readonly failure: unknown;
  readonly submit: (files: Record<string, string>, purpose: Purpose) => Promise<void>;
  readonly withdraw: () => Promise<void>;
  readonly choose: (id: string | undefined) => void;
  readonly retry: (() => void) | undefined;
}

/** Practice runs the public tests and proves nothing. */
export type Purpose = 'grade' | 'practice';

const CHANGED_BY_A_VERDICT = ['submissions', 'progress', 'next', 'solutions'];

/** Hands in, follows what comes back and keeps the chosen submission in the address, so that a reload shows it again. */
export function useSubmission(exercise: string): Submitting {
  const api = useApi();
  const me = useMe();
  const queryClient = useQueryClient();
  const navigate = useNavigate({ from: '/exercises/$slug' });
  const chosen = useSearch({ from: '/exercises/$slug' }).submission;
  const latest = useQuery({ ...submissionsQuery(api, exercise), enabled: me !== null }).data?.items[0];
  const [sending, setSending] = useState(false);
  const [failure, setFailure] = useState<unknown>(null);
  // One key for one press: a repeated send after a lost answer finds the submission that was already made.
  const pending = useRef<{ key: string; files: string } | null>(null);
  const id = chosen ?? (latest && !isSettled(latest) ? latest.id : undefined);
  const query = submissionQuery(api, id ?? '');
  const shown = useQuery({ ...query, enabled: id !== undefined && me !== null, staleTime: Infinity });
  const view = id === undefined ? null : (shown.data ?? null);
  const open = view !== null && !isSettled(view);

  const settle = useCallback(async () => {
    await Promise.all(CHANGED_BY_A_VERDICT.map((key) => queryClient.invalidateQueries({ queryKey: [key] })));
  }, [queryClient]);

  useEffect(() => {
    if (!open || id === undefined) return;
    const key = submissionQuery(api, id).queryKey;
    const put = (next: SubmissionView) => {
      queryClient.setQueryData(key, next);
      if (isSettled(next)) void settle();
    };
    return follow(api, id, {
      onEvent: (event) => {
        const before = queryClient.getQueryData(key);
        if (before) put(after(before, event));
      },
      onView: put,
      onLost: setFailure,
    });
  }, [api, id, open, queryClient, settle]);

  const choose = useCallback(
    (submission: string | undefined) =>
      void navigate({ search: submission ? { submission } : {}, replace: true, resetScroll: false }),
    [navigate],
  );

  const submit = async (files: Record<string, string>, purpose: Purpose) => {
    const sent = JSON.stringify([purpose, files]);
    if (pending.current?.files !== sent) pending.current = { key: crypto.randomUUID(), files: sent };
    setSending(true);
    setFailure(null);
    try {
      const made = await api.submit({ exercise, files, purpose }, pending.current.key);
      pending.current = null;
      queryClient.setQueryData(submissionQuery(api, made.id).queryKey, made);
      await queryClient.invalidateQueries({ queryKey: submissionsQuery(api, exercise).queryKey });
      choose(made.id);
    } catch (error) {
      setFailure(error);
    } finally {
      setSending(false);
    }
  };

  const withdraw = async () => {
    if (!id) return;
    try {
      queryClient.setQueryData(submissionQuery(api, id).queryKey, await api.withdraw(id));
      await settle();
    } catch (error) {
      setFailure(error);
    }
  };

  return {
    view,
    sending,
    failure: failure ?? (shown.isError ? shown.error : null),
    submit,
    withdraw,
    choose,
    retry: shown.isError ? () => void shown.refetch() : undefined,
  };
}
