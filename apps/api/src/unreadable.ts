import { STATUS_CODES } from 'node:http';
import type { Socket } from 'node:net';
import type { ProblemDocument } from '#platform';

const STATUS: Readonly<Record<string, number>> = { ERR_HTTP_REQUEST_TIMEOUT: 408, HPE_HEADER_OVERFLOW: 431 };

/** Answers what is no HTTP, such as an unknown method: it never becomes a request, so no route and no filter sees it. */
export function answerUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || !socket.writable) return void socket.destroy();
  const status = STATUS[error.code ?? ''] ?? 400;
  const title = STATUS_CODES[status] ?? 'Bad Request';
  const document: Omit<ProblemDocument, 'instance' | 'requestId'> = {
    type: 'about:blank',
    title,
    status,
    detail: `The request could not be read as HTTP. ${error.message}.`,
  };
  const body = JSON.stringify(document);
  socket.end(
    [
      `HTTP/1.1 ${status} ${title}`,
      'content-type: application/problem+json; charset=utf-8',
      `content-length: ${Buffer.byteLength(body)}`,
      'connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}
