import { CircleCheck, CircleX, Clock, FlaskConical, Lightbulb, Wrench } from 'lucide-react';
import type { ReactNode } from 'react';
import css from './notice.module.css';

export type Tone = 'passed' | 'failed' | 'waiting' | 'fault' | 'next';

const icons = {
  passed: CircleCheck,
  failed: CircleX,
  waiting: Clock,
  fault: Wrench,
  next: Lightbulb,
  practice: FlaskConical,
};

export interface NoticeProps {
  /** `practice`: it went well and counts for nothing. */
  readonly tone: Tone | 'practice';
  readonly title?: string;
  readonly children?: ReactNode;
  readonly actions?: ReactNode;
  /** `alert` is read out at once, `status` when the reader pauses. */
  readonly role?: 'alert' | 'status';
}

export function Notice({ tone, title, children, actions, role }: NoticeProps) {
  const Icon = icons[tone];
  return (
    <div className={`${css.notice} ${css[tone]}`} role={role}>
      <Icon size={18} aria-hidden="true" />
      <div className={css.body}>
        {title && <strong>{title}</strong>}
        {children}
        {actions && <div className={css.actions}>{actions}</div>}
      </div>
    </div>
  );
}
