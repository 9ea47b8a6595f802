import css from './meter.module.css';

/** A share of a whole as a bar; what it means stands as text beside it. */
export function Meter({ value, of, label }: { value: number; of: number; label: string }) {
  const share = of > 0 ? Math.min(100, (100 * value) / of) : 0;
  return (
    <svg className={css.meter} role="img" aria-label={label}>
      <rect className={css.track} width="100%" height="8" rx="4" />
      {share > 0 && <rect className={css.value} width={`${Math.max(share, 1.5)}%`} height="8" rx="4" />}
    </svg>
  );
}
