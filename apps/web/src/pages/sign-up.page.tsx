import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { useHead } from '../shell/page-head.js';
import { useApi } from '../shell/services.js';
import { useSession } from '../shell/session.js';
import { ProblemNotice } from '../shell/states.js';
import { Button } from '../ui/button.js';
import { formClass, PasswordField, TextField } from '../ui/field.js';
import { NeedsScript } from '../ui/needs-script.js';
import { Page } from '../ui/page.js';
import { emailCheck, passwordCheck, useForm } from '../ui/use-form.js';

export function SignUpPage() {
  const api = useApi();
  const session = useSession();
  const search = useSearch({ from: '/sign-up' });
  const navigate = useNavigate();
  useHead({
    title: 'Sign up',
    description:
      'An account keeps your progress and lets you hand in exercises. It needs a name, an e-mail and a password.',
    canonical: '/sign-up',
  });
  const form = useForm(
    ['name', 'email', 'password'],
    async (values) => {
      const me = await api.signUp({ ...values, name: values.name.trim(), email: values.email.trim() });
      await session.begin(me);
      await navigate({ href: search.back ?? '/dashboard' });
    },
    { email: emailCheck, password: passwordCheck },
  );
  return (
    <Page
      title="Sign up"
      width="narrow"
      lead={
        <>
          An account keeps your progress and lets you hand in exercises. Have one?{' '}
          <Link to="/sign-in" search={search}>
            Sign in
          </Link>
        </>
      }
    >
      <NeedsScript what="Signing up" />
      <form className={formClass} onSubmit={form.onSubmit} noValidate>
        {form.failure !== null && <ProblemNotice error={form.failure} />}
        <TextField
          label="Name"
          name="name"
          autoComplete="name"
          maxLength={80}
          help="As it should stand on a certificate. You can change it."
          error={form.errorOf('name')}
        />
        <TextField
          label="E-mail"
          name="email"
          type="email"
          autoComplete="username"
          error={form.errorOf('email')}
        />
        <PasswordField
          label="Password"
          name="password"
          autoComplete="new-password"
          maxLength={200}
          help="At least 10 characters. Length is what counts; several words are good."
          error={form.errorOf('password')}
        />
        <Button kind="primary" type="submit" busy={form.busy}>
          Create account
        </Button>
      </form>
    </Page>
  );
}
