import { isUtf8 } from 'node:buffer';
import type { FastifyInstance } from 'fastify';
import { Problem } from '#platform';

/** JSON in UTF-8 is the only body we read: no forms (which other sites can post) and no text. */
export function acceptJson(fastify: FastifyInstance): void {
  fastify.removeAllContentTypeParsers();
  const parse = fastify.getDefaultJsonParser('error', 'error');
  fastify.addContentTypeParser('application/json', { parseAs: 'buffer' }, (request, body, done) => {
    const bytes = body as Buffer;
    // A DELETE or POST without content may still name the type.
    if (bytes.length === 0) return done(null, undefined);
    if (!isUtf8(bytes)) return done(notUtf8(bytes));
    const text = bytes.toString('utf8');
    void parse(request, text, (error, value) => (error ? done(notJson(text)) : done(null, value)));
  });
}

/** In the words of the parser, which say where; a body that it takes has names that reach the prototype of objects. */
function notJson(text: string): Problem {
  try {
    JSON.parse(text);
    return new Problem('malformed-body', 'The body holds `__proto__` or `constructor.prototype`.');
  } catch (error) {
    return new Problem('malformed-body', `The body is not valid JSON: ${(error as Error).message}.`);
  }
}

/** Read as Latin-1 every byte is a character, so the value that is no UTF-8 can be found and named. */
function notUtf8(bytes: Buffer): Problem {
  try {
    const files = (JSON.parse(bytes.toString('latin1')) as { files?: Record<string, unknown> }).files ?? {};
    for (const [path, text] of Object.entries(files)) {
      if (typeof text === 'string' && !isUtf8(Buffer.from(text, 'latin1'))) {
        const name = JSON.stringify(path.slice(0, 120)).slice(1, -1);
        return new Problem('file-not-text', `${name} is not valid UTF-8.`, { path: name });
      }
    }
  } catch {
    // Neither UTF-8 nor JSON.
  }
  return new Problem('malformed-body', 'The body is not valid UTF-8.');
}
