import { Link } from '@tanstack/react-router';
import type { Me } from '#contract';
import { Button } from '../ui/button.js';
import { formClass, PasswordField, TextField } from '../ui/field.js';
import { emailCheck, useForm } from '../ui/use-form.js';
import { useApi } from './services.js';
import { useSession } from './session.js';
import { ProblemNotice } from './states.js';

export interface SignInFormProps {
  readonly email?: string;
  readonly onDone: (me: Me) => void;
}

export function SignInForm({ email, onDone }: SignInFormProps) {
  const api = useApi();
  const session = useSession();
  const form = useForm(
    ['email', 'password'],
    async (values) => {
      const me = await api.signIn({ ...values, email: values.email.trim() });
      await session.begin(me);
      onDone(me);
    },
    { email: emailCheck },
  );
  return (
    <form className={formClass} onSubmit={form.onSubmit} noValidate>
      {form.failure !== null && <ProblemNotice error={form.failure} />}
      <TextField
        label="E-mail"
        name="email"
        type="email"
        autoComplete="username"
        defaultValue={email}
        error={form.errorOf('email')}
      />
      <PasswordField
        label="Password"
        name="password"
        autoComplete="current-password"
        error={form.errorOf('password')}
        help={<Link to="/forgot-password">Forgotten? Set a new one</Link>}
      />
      <Button kind="primary" type="submit" busy={form.busy}>
        Sign in
      </Button>
    </form>
  );
}
