import type { ButtonHTMLAttributes, Ref } from 'react';
import css from './button.module.css';

export type ButtonKind = 'primary' | 'next' | 'quiet' | 'plain' | 'danger';
export type ButtonSize = 'small' | 'medium' | 'large';

/** The look of a button, for links that lead on. */
export const buttonClass = (kind: ButtonKind = 'quiet', size: ButtonSize = 'medium') =>
  [css.button, css[kind], size === 'medium' ? '' : css[size]].join(' ');

export interface ButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  readonly ref?: Ref<HTMLButtonElement>;
  readonly kind?: ButtonKind;
  readonly size?: ButtonSize;
  /** While true the button stays focusable, says so and ignores presses. */
  readonly busy?: boolean;
}

export function Button({
  kind,
  size,
  busy = false,
  className,
  type,
  onClick,
  children,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      type={type ?? 'button'}
      className={`${buttonClass(kind, size)} ${className ?? ''}`}
      aria-disabled={busy || rest.disabled || undefined}
      onClick={(event) => {
        if (busy) event.preventDefault();
        else onClick?.(event);
      }}
    >
      {busy && <span className={css.spinner} aria-hidden="true" />}
      {children}
    </button>
  );
}
