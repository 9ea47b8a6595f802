import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useApi } from '../shell/services.js';
import { ProblemNotice } from '../shell/states.js';
import { Button } from '../ui/button.js';
import { formClass, PasswordField } from '../ui/field.js';
import { Notice } from '../ui/notice.js';
import { passwordCheck, useForm } from '../ui/use-form.js';

export function ChangePassword() {
  const api = useApi();
  const queryClient = useQueryClient();
  const [round, setRound] = useState(0);
  const form = useForm(
    ['current', 'password'],
    async (values) => {
      await api.changePassword(values);
      setRound((count) => count + 1);
      await queryClient.invalidateQueries({ queryKey: ['sessions'] });
    },
    { password: passwordCheck },
  );
  return (
    <form key={round} className={formClass} onSubmit={form.onSubmit} noValidate>
      {form.failure !== null && <ProblemNotice error={form.failure} />}
      {round > 0 && <Notice tone="passed" role="status" title="The password has changed" />}
      <p>
        Other browsers are signed out. Tokens go on working, so that no program of yours stops: revoke below
        the ones you do not know.
      </p>
      <PasswordField
        label="Current password"
        name="current"
        autoComplete="current-password"
        error={form.errorOf('current')}
      />
      <PasswordField
        label="New password"
        name="password"
        autoComplete="new-password"
        maxLength={200}
        help="At least 10 characters."
        error={form.errorOf('password')}
      />
      <Button type="submit" busy={form.busy}>
        Change the password
      </Button>
    </form>
  );
}
