import { useEffect, useEffectEvent, useRef, useState } from 'react';
import type { EditorState } from '@codemirror/state';
import type { EditorView } from '@codemirror/view';
import css from './exercise.module.css';

type CodeMirror = typeof import('./code-mirror.js');

export interface Target {
  readonly path: string;
  readonly line: number;
  /** Distinguishes two visits to the same line. */
  readonly visit: number;
}

export interface EditorProps {
  readonly path: string;
  readonly text: string;
  readonly readOnly: boolean;
  readonly target: Target | null;
  /** A plain text field instead, for those whose tools work better with one. */
  readonly plain: boolean;
  readonly onChange: (path: string, text: string) => void;
  readonly onSubmit: () => void;
}

/** The code editor is fetched after the page stands; until then, and by choice, a plain text field does the work. */
export function Editor(props: EditorProps) {
  const code = useCodeMirror(!props.plain);
  const field = useRef<HTMLTextAreaElement>(null);
  const { target, path, readOnly, text } = props;
  useEffect(() => {
    if (code || !target || target.path !== path || !field.current) return;
    const before = field.current.value
      .split('\n')
      .slice(0, target.line - 1)
      .join('\n');
    const start = before.length + (target.line > 1 ? 1 : 0);
    field.current.focus();
    field.current.setSelectionRange(start, start);
  }, [code, target, path]);
  if (code && !props.plain) return <CodeEditor {...props} code={code} />;
  return (
    <textarea
      ref={field}
      className={css.plain}
      aria-label={`${path}${readOnly ? ', read only' : ''}`}
      aria-describedby="editor-keys"
      value={text}
      readOnly={readOnly}
      spellCheck={false}
      autoCapitalize="off"
      autoComplete="off"
      wrap="off"
      onChange={(event) => props.onChange(path, event.target.value)}
    />
  );
}

/** Waits until nobody writes in the plain field, so that the change of editor never takes a cursor away. */
function useCodeMirror(wanted: boolean): CodeMirror | null {
  const [code, setCode] = useState<CodeMirror | null>(null);
  useEffect(() => {
    if (!wanted || code) return;
    let gone = false;
    const take = (loaded: CodeMirror) => {
      if (gone) return;
      const field = document.activeElement;
      if (field instanceof HTMLTextAreaElement)
        field.addEventListener('blur', () => setCode(loaded), { once: true });
      else setCode(loaded);
    };
    // Should it not arrive, the plain field stays.
    import('./code-mirror.js').then(take, () => {});
    return () => {
      gone = true;
    };
  }, [wanted, code]);
  return code;
}

function CodeEditor({
  code,
  path,
  text,
  readOnly,
  target,
  onChange,
  onSubmit,
}: EditorProps & { code: CodeMirror }) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView | null>(null);
  const states = useRef(new Map<string, EditorState>());
  const change = useEffectEvent((changed: string, value: string) => onChange(changed, value));
  const submit = useEffectEvent(() => onSubmit());
  const open = useEffectEvent(() =>
    code.openFile({ path, text, readOnly, onChange: change, onSubmit: submit }),
  );

  useEffect(() => {
    const files = states.current;
    const state = files.get(path) ?? open();
    if (view.current) view.current.setState(state);
    else if (host.current) view.current = code.mount(host.current, state);
    return () => {
      if (view.current) files.set(path, view.current.state);
    };
  }, [code, path, readOnly]);

  // Text that did not come from this editor: a draft read from the device, an older submission put back.
  useEffect(() => {
    if (view.current) code.setText(view.current, text);
  }, [code, text, path]);

  useEffect(() => {
    if (view.current && target?.path === path) code.goTo(view.current, target.line);
  }, [code, target, path]);

  useEffect(
    () => () => {
      view.current?.destroy();
      view.current = null;
    },
    [],
  );
  return <div ref={host} className={css.code} />;
}
