import { Link, useSearch } from '@tanstack/react-router';
import { useState } from 'react';
import { isProblem } from '../api/problem.js';
import { useHead } from '../shell/page-head.js';
import { useApi } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Button, buttonClass } from '../ui/button.js';
import { formClass, PasswordField, TextField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { Page } from '../ui/page.js';
import { emailCheck, passwordCheck, useForm } from '../ui/use-form.js';

export function ForgotPasswordPage() {
  const api = useApi();
  const [sentTo, setSentTo] = useState<string | null>(null);
  useHead({ title: 'Set a new password', canonical: null });
  const form = useForm(
    ['email'],
    async ({ email }) => {
      await api.requestPasswordReset(email.trim());
      setSentTo(email.trim());
    },
    { email: emailCheck },
  );
  if (sentTo) {
    return (
      <Page title="Look into your mailbox" width="narrow">
        <Notice tone="waiting" role="status">
          <p>
            If <strong>{sentTo}</strong> has an account, a link to set a new password is on its way. It can be
            used once and for a limited time.
          </p>
        </Notice>
      </Page>
    );
  }
  return (
    <Page title="Set a new password" width="narrow" lead="We send a link to your e-mail address.">
      <form className={formClass} onSubmit={form.onSubmit} noValidate>
        {form.failure !== null && <ProblemNotice error={form.failure} />}
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          error={form.errorOf('email')}
        />
        <Button kind="primary" type="submit" busy={form.busy}>
          Send the link
        </Button>
      </form>
    </Page>
  );
}

export function ResetPasswordPage() {
  const api = useApi();
  const { token } = useSearch({ from: '/reset-password' });
  const [done, setDone] = useState(false);
  useHead({ title: 'Choose a new password', canonical: null });
  const form = useForm(
    ['password'],
    async ({ password }) => {
      await api.resetPassword(token ?? '', password);
      setDone(true);
    },
    { password: passwordCheck },
  );
  if (!token) {
    return (
      <Page
        title="This link is not complete"
        width="narrow"
        lead="Open the link in the message as a whole, or ask for a new one."
      >
        <Link to="/forgot-password" className={buttonClass('primary')}>
          Ask for a new link
        </Link>
      </Page>
    );
  }
  if (done) {
    return (
      <Page title="The password is set" width="narrow" lead="All sessions and tokens of before have ended.">
        <Link to="/sign-in" className={buttonClass('primary')}>
          Sign in
        </Link>
      </Page>
    );
  }
  return (
    <Page
      title="Choose a new password"
      width="narrow"
      lead="All your sessions end with it; sign in again afterwards."
    >
      <form className={formClass} onSubmit={form.onSubmit} noValidate>
        {form.failure !== null && <ProblemNotice error={form.failure} />}
        {isProblem(form.failure, 'token-invalid') && (
          <p>
            <Link to="/forgot-password">Ask for a new link</Link>
          </p>
        )}
        <PasswordField
          label="New password"
          name="password"
          autoComplete="new-password"
          maxLength={200}
          help="At least 10 characters."
          error={form.errorOf('password')}
        />
        <Button kind="primary" type="submit" busy={form.busy}>
          Set the password
        </Button>
      </form>
    </Page>
  );
}
