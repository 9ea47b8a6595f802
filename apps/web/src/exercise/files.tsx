import { Lock } from 'lucide-react';
import type { ExerciseView } from '#contract';
import { Tabs } from '../ui/tabs.js';
import { Editor, type Target } from './editor.js';
import css from './exercise.module.css';
import type { Draft } from './use-draft.js';

export interface FilesProps {
  readonly exercise: ExerciseView;
  readonly draft: Draft;
  readonly path: string;
  readonly onPath: (path: string) => void;
  readonly target: Target | null;
  readonly plain: boolean;
  readonly onSubmit: () => void;
}

function FileName({ path }: { path: string }) {
  const cut = path.lastIndexOf('/') + 1;
  return (
    <span>
      <span className={css.folder}>{path.slice(0, cut)}</span>
      {path.slice(cut)}
    </span>
  );
}

/** The project's files as tabs: those to edit first, the read-only ones behind a lock. */
export function Files({ exercise, draft, path, onPath, target, plain, onSubmit }: FilesProps) {
  // An empty file that cannot be changed, such as `__init__.py`, would only take room.
  const files = exercise.files
    .filter(({ editable, text }) => editable || text.trim() !== '')
    .toSorted((a, b) => Number(b.editable) - Number(a.editable));
  const file = files.find((item) => item.path === path) ?? files[0];
  if (!file) return null;
  const items = files.map((item) => ({
    id: item.path,
    label: (
      <>
        {!item.editable && <Lock size={12} role="img" aria-label="read only" />}
        <FileName path={item.path} />
        {draft.changed.has(item.path) && (
          <span className={css.changed}>
            <span aria-hidden="true">●</span>
            <span className="visually-hidden"> changed</span>
          </span>
        )}
      </>
    ),
  }));
  return (
    <div className={css.tabs}>
      <Tabs
        label="Files"
        items={items}
        selected={file.path}
        onSelect={onPath}
        classes={{ list: css.tabList ?? '', tab: css.tab ?? '', panel: css.editor ?? '' }}
      >
        {!file.editable && (
          <p className={css.readOnly}>Read only: part of the project, not of the hand-in.</p>
        )}
        <Editor
          path={file.path}
          text={draft.files[file.path] ?? ''}
          readOnly={!file.editable}
          target={target}
          plain={plain}
          onChange={draft.edit}
          onSubmit={onSubmit}
        />
      </Tabs>
    </div>
  );
}
