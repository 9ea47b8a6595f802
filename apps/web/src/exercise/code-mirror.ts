import { defaultKeymap, history, historyKeymap, indentWithTab } from '@codemirror/commands';
import { html } from '@codemirror/lang-html';
import { python } from '@codemirror/lang-python';
import {
  bracketMatching,
  HighlightStyle,
  indentOnInput,
  indentUnit,
  syntaxHighlighting,
} from '@codemirror/language';
import { EditorState, type Extension } from '@codemirror/state';
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from '@codemirror/view';
import { tags } from '@lezer/highlight';

const colours = HighlightStyle.define([
  { tag: [tags.keyword, tags.operatorKeyword, tags.tagName], color: 'var(--code-keyword)' },
  { tag: [tags.string, tags.attributeValue], color: 'var(--code-string)' },
  { tag: [tags.number, tags.bool, tags.null], color: 'var(--code-number)' },
  {
    tag: [
      tags.function(tags.variableName),
      tags.definition(tags.variableName),
      tags.className,
      tags.attributeName,
    ],
    color: 'var(--code-name)',
  },
  { tag: tags.comment, color: 'var(--code-comment)', fontStyle: 'italic' },
]);

const look = EditorView.theme({
  '&': { height: '100%', backgroundColor: 'var(--surface)', color: 'var(--ink)', fontSize: 'var(--text-s)' },
  '&.cm-focused': { outline: '2px solid var(--brand)', outlineOffset: '-2px' },
  '.cm-scroller': { fontFamily: 'var(--mono)', lineHeight: '1.6', fontVariantLigatures: 'none' },
  '.cm-content': { padding: '0.5rem 0', caretColor: 'var(--ink)' },
  '.cm-cursor': { borderLeftColor: 'var(--ink)' },
  '.cm-gutters': { backgroundColor: 'var(--surface)', color: 'var(--ink-3)', border: 'none' },
  '.cm-lineNumbers .cm-gutterElement': { padding: '0 0.75rem 0 1rem' },
  '.cm-activeLine, .cm-activeLineGutter': { backgroundColor: 'transparent' },
  '&.cm-focused .cm-activeLine': {
    backgroundColor: 'light-dark(oklch(0.2 0.02 165 / 4%), oklch(1 0 0 / 4%))',
  },
  '&.cm-focused > .cm-scroller > .cm-selectionLayer .cm-selectionBackground, .cm-selectionBackground': {
    background: 'light-dark(oklch(0.88 0.06 160), oklch(0.4 0.06 160))',
  },
  '.cm-matchingBracket': { backgroundColor: 'var(--next-soft)', outline: '1px solid var(--next)' },
});

export interface EditorOptions {
  readonly path: string;
  readonly text: string;
  readonly readOnly: boolean;
  readonly onChange: (path: string, text: string) => void;
  readonly onSubmit: () => void;
}

const nonce = () => document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const language = (path: string): Extension =>
  path.endsWith('.py') ? [python(), indentUnit.of('    ')] : /\.html?$/.test(path) ? html() : [];

/** The state of one file; the editor keeps one per file, so that each has its own undo history and cursor. */
export function openFile({ path, text, readOnly, onChange, onSubmit }: EditorOptions): EditorState {
  const submit = { key: 'Mod-Enter', run: () => (onSubmit(), true) };
  return EditorState.create({
    doc: text,
    extensions: [
      EditorView.cspNonce.of(nonce()),
      EditorState.readOnly.of(readOnly),
      keymap.of([submit, ...defaultKeymap, ...historyKeymap, ...(readOnly ? [] : [indentWithTab])]),
      lineNumbers(),
      highlightActiveLine(),
      drawSelection(),
      history(),
      indentOnInput(),
      bracketMatching(),
      language(path),
      syntaxHighlighting(colours),
      look,
      EditorView.contentAttributes.of({
        'aria-label': `${path}${readOnly ? ', read only' : ''}`,
        'aria-describedby': 'editor-keys',
        spellcheck: 'false',
        tabindex: '0', // it has the focus anyway; said for tools that do not know
      }),
      EditorView.updateListener.of((update) => {
        if (update.docChanged) onChange(path, update.state.doc.toString());
      }),
    ],
  });
}

export function mount(parent: HTMLElement, state: EditorState): EditorView {
  return new EditorView({ parent, state });
}

/** Replaces the text as one change that can be undone; does nothing when it is the same. */
export function setText(view: EditorView, text: string): void {
  if (view.state.doc.toString() === text) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
}

/** Moves the cursor to the start of a line's text and shows it in the middle. */
export function goTo(view: EditorView, lineNumber: number): void {
  const line = view.state.doc.line(Math.min(Math.max(1, lineNumber), view.state.doc.lines));
  const indent = /^\s*/.exec(line.text)?.[0].length ?? 0;
  view.dispatch({
    selection: { anchor: line.from + indent, head: line.to },
    effects: EditorView.scrollIntoView(line.from, { y: 'center' }),
  });
  view.focus();
}
