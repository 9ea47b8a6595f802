import { lazy, Suspense, useState } from 'react';
import { forgetDrafts } from '../exercise/draft-keys.js';
import { useApi, useMe } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Button } from '../ui/button.js';
import { formClass, PasswordField } from '../ui/field.js';
import { useForm } from '../ui/use-form.js';

const Dialog = lazy(() => import('../ui/dialog.js').then((module) => ({ default: module.Dialog })));

export function DeleteAccount() {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button kind="danger" onClick={() => setOpen(true)}>
        Delete the account
      </Button>
      {open && (
        <Suspense>
          <Dialog title="Delete your account?" onClose={() => setOpen(false)}>
            <p>
              Your name, e-mail, sessions, tokens and code go away for good, and so do your progress and your
              drafts in this browser. This cannot be undone.
            </p>
            <Confirm onCancel={() => setOpen(false)} />
          </Dialog>
        </Suspense>
      )}
    </>
  );
}

function Confirm({ onCancel }: { onCancel: () => void }) {
  const api = useApi();
  const me = useMe();
  const form = useForm(['password'], async ({ password }) => {
    await api.deleteAccount(password);
    if (me) forgetDrafts(me.id);
    window.location.assign('/?account=deleted');
  });
  return (
    <form className={formClass} onSubmit={form.onSubmit} noValidate>
      {form.failure !== null && <ProblemNotice error={form.failure} />}
      <PasswordField
        label="Your password"
        name="password"
        autoComplete="current-password"
        error={form.errorOf('password')}
      />
      <Button kind="danger" type="submit" busy={form.busy}>
        Delete for good
      </Button>
      <Button kind="plain" onClick={onCancel}>
        Keep the account
      </Button>
    </form>
  );
}
