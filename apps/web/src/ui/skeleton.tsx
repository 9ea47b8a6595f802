import css from './skeleton.module.css';

export function Skeleton({ lines = 4, block = false }: { lines?: number; block?: boolean }) {
  return (
    <div className={css.skeleton} aria-hidden="true">
      {Array.from({ length: lines }, (_, line) => (
        <div key={line} className={css.line} />
      ))}
      {block && <div className={css.block} />}
    </div>
  );
}
